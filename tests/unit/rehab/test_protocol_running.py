"""The ladder of runs in the protocol file: what the reference says of it, and what a mistake in it is told."""

from pathlib import Path

import pytest

from rehab.protocol import load_protocol, shipped_protocol
from tests.unit.test_protocol_file import TEXT, Write, changed, problems, write

__all__ = ["write"]  # the fixture


def in_the_ladder(pattern: str, by: str) -> str:
    """The shipped protocol with the first place behind `[running]` that a pattern finds written otherwise."""
    return changed(rf"(?s)(^\[running\].*?){pattern}", rf"\g<1>{by}")


# Reference 3.3, ladder A: minutes of walking and running, effort of 10, miles.
LADDER_A = [(2, 3, 3, 1.0), (2, 3, 3, 1.5), (2, 4, 4, 1.5), (2, 4, 4, 2.0), (1, 4, 5, 2.0), (None, 24, 5, 2.0)]


def test_it_is_ladder_a_and_then_half_an_hour_and_then_one_new_thing_after_the_other() -> None:
    """On levels 1 and 2 what the published table says; a kilometre is 0.62 miles."""
    ladder = shipped_protocol().running
    assert ladder is not None
    assert (ladder.stage, ladder.clean_runs, ladder.rest_days) == (4, 2, 1)
    assert [(s.dose.walk, s.dose.minutes, s.dose.rpe, s.dose.miles) for s in ladder.steps[:6]] == LADDER_A
    assert {step.tag for step in ladder.steps[:6]} == {"S"}
    assert all(round(s.dose.miles * 1.609, 1) == s.dose.km for s in ladder.steps if s.dose.miles)
    assert [(s.dose.id, s.note) for s in ladder.steps[6:]] == [
        ("easy_run", "painless"), ("strides", None), ("strides", "hills"), ("strides", "intervals"),
        ("strides", "sprints"), ("strides", "turns"),
    ]  # fmt: skip
    assert (ladder.steps[6].dose.minutes, ladder.steps[6].pain_max) == (30, 0)
    assert {step.tag for step in ladder.steps[6:]} == {"D"}
    assert [step.level for step in ladder.steps] == [1, 1, 2, 2, 2, 2, 3, 4, 4, 4, 4, 4]
    assert [(ladder.first(level), ladder.last(level)) for level in (1, 2, 3, 4)] == [(1, 2), (3, 6), (7, 7), (8, 12)]


def test_a_protocol_may_do_without(write: Write) -> None:
    """Not every condition has a ladder of runs."""
    head, _, rest = TEXT.partition("[running]\n")
    assert load_protocol(write(head + rest[rest.index("[maintenance]") :])).running is None


@pytest.mark.parametrize(
    ("pattern", "by", "problem"),
    [
        ("stage = 4", "stage = 5", "running.stage: there is no stage 5"),
        ("clean_runs = 2", "clean_runs = 0", "running.clean_runs: should be greater than or equal to 1"),
        (
            "clean_runs = 2",
            "clean_runs = 1",
            "running.clean_runs: with 2 sessions a week, a week could bring two new steps",
        ),
        ("rest_days = 1", "rest_days = 3", "running.rest_days: the stage leaves only 72 hours between sessions"),
        ("level = 1\n", "level = 2\n", "running.steps: should climb from level to level"),
        ("level = 3\n", "level = 4\n", "running.steps: there is none for level 3"),
        ('"turns"\n', '"turns"\npains = 0\n', "running.steps.12.pains: unknown keys are not permitted"),
        ("pain_max = 0", "pain_max = 11", "running.steps.7.pain_max: should be less than or equal to 10"),
        (
            'id = "strides"',
            'id = "headstand"',
            "running.steps.8.dose: unknown exercise 'headstand'; exercises.headstand is missing",
        ),
        (
            "walk = 2, minutes = 3, miles = 1.0, km = 1.6",
            "walk = 2, minutes = 3, km = 1.6",
            "running.steps.1.dose: a length is given in miles and in km",
        ),
        (
            "sets = 6, seconds = 20",
            "sets = 6, seconds = 20, walk = 2",
            "running.steps.8.dose: walk, miles and km belong to minutes of running",
        ),
        (
            "sets = 3, walk = 2",
            "sets = 2, walk = 2",
            "stages.4.levels.1.exercises: should hold the first run of the level, and no other",
        ),
    ],
)
def test_what_does_not_fit(write: Write, pattern: str, by: str, problem: str) -> None:
    """In itself, or with the stage that it stands in."""
    assert problem in problems(write(in_the_ladder(pattern, by)))


def test_a_step_beyond_the_stage(write: Write, tmp_path: Path) -> None:
    """There is no level 5 that would ever allow it."""
    beyond = '[[running.steps]]\nlevel = 5\ndose = { id = "strides", sets = 6, seconds = 20, rest = 90 }\ntag = "D"\n'
    text = TEXT.replace("[maintenance]\n", f'{beyond}source = "none"\n\n[maintenance]\n', 1)
    assert problems(write(text)) == ["running.steps: there is no level 5 in stage 4"]
