"""`sitbone replay`, what it answers, and a trace to replay."""

import json
from typing import Any

from click.testing import Result

from tests.command_line import sitbone

# The example of design 8.4, to the letter.
CONTRACT = """
{"format": "sitbone-trace/1", "timezone": "Europe/London",
 "start": {"at": "2026-01-05T08:00", "stage": 2, "level": 1, "baseline_pain": 2,
           "programme_since": "2026-01-05", "stage_since": "2026-01-05", "level_since": "2026-01-05",
           "programme_start_pain": 5, "sport_goal": true, "clinician_approved_stage_4": true},
 "events": [
  {"at": "2026-01-05T18:00", "kind": "session", "outcome": "done", "pain_before": 2, "pain_during": 3},
  {"at": "2026-01-06T18:00", "kind": "pain_24h", "value": 2},
  {"at": "2026-01-07T18:00", "kind": "session", "outcome": "missed"},
  {"at": "2026-01-20T09:00", "kind": "exit_test", "passed": true},
  {"at": "2026-01-21T09:00", "kind": "load_test", "value": 1},
  {"at": "2026-01-25T09:00", "kind": "weekly", "average_pain": 3, "worst_pain": 5},
  {"at": "2026-01-26T09:00", "kind": "outcome", "measure": "visa_h", "value": 55},
  {"at": "2026-01-27T09:00", "kind": "red_flag", "flags": ["pop", "bruising"]},
  {"at": "2026-01-28T09:00", "kind": "clinician", "command": "restart", "stage": 1, "level": 1},
  {"at": "2026-01-29T09:00", "kind": "pause"}, {"at": "2026-02-03T09:00", "kind": "resume"},
  {"at": "2026-02-10T09:00", "kind": "goal_met"}],
 "until": "2026-02-14T09:00"}
"""


def replayed(trace: object, *options: str) -> Result:
    """Replay a trace that comes in by standard input."""
    text = trace if isinstance(trace, str) else json.dumps(trace)
    return sitbone("replay", "-", *options, given=text)


def as_object(trace: object) -> dict[str, Any]:
    """What --json prints."""
    result = replayed(trace, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def refused(*arguments: str, given: str | bytes | None = None) -> str:
    """The one line of a refusal; nothing stands on standard output."""
    result = sitbone(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    [line] = result.stderr.splitlines()
    return line
