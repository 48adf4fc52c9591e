"""Where Chromium is, and what to do where it is not.

Debian's package is used where it is found. Where there is none, tests that need it are left out and the last line of
the run says so; never in CI, where they fail instead.
"""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The first lets Chromium run as root; the rest keep it from looking for its maker's servers.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser's program, if the machine has it; CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def may_be_left_out() -> bool:
    """Whether tests that need Chromium may be left out here."""
    return chromium() is None and not os.environ.get("CI")
