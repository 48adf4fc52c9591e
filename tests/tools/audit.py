"""`make audit`: is a vulnerability known of anything that requirements.txt pins? Exit code 0: no; 1: yes; 2: not known.

pip-audit asks PyPI. Where that does not answer it ends as if nothing had been found: what it left out is counted here.
"""

import json
import subprocess
import sys
from typing import Any

from tests.tools.pins import RUNTIME

NONE, SOME, UNKNOWN = 0, 1, 2
ELSEWHERE = "try again where PyPI's list of vulnerabilities can be reached"


def asked() -> tuple[str, str]:
    """What pip-audit says: its report, or nothing, and its last line of trouble."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(RUNTIME),
        "--disable-pip",
        "--progress-spinner=off",
        "-fjson",
    ]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    return ended.stdout, (ended.stderr.strip().splitlines() or [""])[-1]


def verdict(report: str, trouble: str) -> tuple[int, str]:
    """The exit code, and what to say."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except ValueError:
        return UNKNOWN, f"NOTHING WAS AUDITED ({trouble[:200]}): {ELSEWHERE}."
    left_out = [one for one in packages if "skip_reason" in one]
    lines = [_told(one, found) for one in packages for found in one.get("vulns", ())]
    if left_out:
        lines.append(
            f"{len(left_out)} OF {len(packages)} PACKAGES WERE NOT AUDITED, as {left_out[0]['name']}: {ELSEWHERE}."
        )
    if not lines:
        return NONE, f"No vulnerability is known of the {len(packages)} packages that requirements.txt pins."
    return (SOME if len(lines) > bool(left_out) else UNKNOWN), "\n".join(lines)


def _told(package: dict[str, Any], found: dict[str, Any]) -> str:
    fixed = ", ".join(found["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {found['id']}, fixed in {fixed}"


def main() -> int:
    """Ask, and say."""
    code, said = verdict(*asked())
    sys.stdout.write(f"{said}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
