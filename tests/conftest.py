"""What every test run shares: tests that need Chromium are marked, and named if they had to be left out."""

import gc
import os
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from tests.chromium import may_be_left_out
from tests.compiled import share
from tests.soaking import SOAKING, some

# As the bot itself does, before anything imports PTB: waiting times come as timedeltas, without a warning.
os.environ["PTB_TIMEDELTA"] = "true"

# Hundreds of small databases that nobody keeps: in memory, where there is room, no disk has to confirm each commit.
MEMORY, ROOM = Path("/dev/shm"), 2 * 2**30
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

UNIT = Path(__file__).parent / "unit"
RULES = UNIT / "rehab"
BESIDE_THEM = ("replay", "replay_refused", "trace_file", "protocol_file", "readme")
OF_THE_RULES = {UNIT / f"test_{name}.py" for name in BESIDE_THEM}
LATER = (50_000, 20, 100)  # whole bots come and go: looking for what nobody needs any more takes a while
MANY = 4  # cases of one test

_left_out: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known, and spare the tests what is the same for all of them."""
    config.addinivalue_line("markers", "chromium: needs the Chromium browser")
    share()
    gc.set_threshold(*LATER)
    config.addinivalue_line("markers", "histories: goes through many made-up histories")
    config.addinivalue_line("markers", "rules: of the rules alone, whose coverage has to be whole")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make soak` what it tries besides, and what needs a browser that is not there, where that is allowed."""
    for item in items:
        if item.path in OF_THE_RULES or RULES in item.path.parents:
            item.add_marker("rules")
    _leave_to_soak(config, items)
    if not may_be_left_out():
        return
    needing = [item for item in items if item.get_closest_marker("chromium")]
    _left_out.extend(item.nodeid for item in needing)
    config.hook.pytest_deselected(items=needing)
    items[:] = [item for item in items if item not in needing]


def _leave_to_soak(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of many cases of one test against the whole bot every second, always the same; any that is asked for by name."""
    if SOAKING or any("::" in arg for arg in config.args):
        return
    cases = defaultdict(list)
    for item in items:
        if "acceptance" in item.path.parts:
            cases[item.nodeid.partition("[")[0]].append(item)
    many = {name: found for name, found in cases.items() if len(found) >= MANY}
    chosen = {item for name, found in many.items() for item in some(found, of=2, who=name)}
    left = [item for found in many.values() for item in found if item not in chosen]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was left out, last."""
    if _left_out:
        why = "because there is no Chromium here (apt install chromium)"
        terminalreporter.write_line(f"LEFT OUT: {len(_left_out)} tests of the chat page, {why}")
