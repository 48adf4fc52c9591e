"""Programmes that last until a review, and what it told of them."""

from typing import Unpack

from tests.unit.rehab.tales import Event, Start, Trace, happens, missed, moment, reviewed, run, session, tale

WEEK_12, WEEK_26 = -77, -175  # where the programme began, so that the review of day 7 is that of its week 12 or 26


def programme(
    *also: Event,
    since: int = WEEK_12,
    done: int = 7,
    left: int = 3,
    start: int = 5,
    now: int = 4,
    **more: Unpack[Start],
) -> Trace:
    """A week of sessions that are acceptable and no more, in a long programme, and its weekly average."""
    sessions = [session(0, 4, clock=f"{8 + number:02}:00") for number in range(done)]
    skipped = [missed(0, f"{8 + number:02}:30") for number in range(left)]
    average = happens(6, "weekly", average_pain=now, worst_pain=6)
    usual: Start = {"programme_since": since, "level_since": -21, "programme_start_pain": start}
    usual["until"] = moment(7, "09:00")
    usual.update(more)
    return tale(2, 2, sessions, skipped, average, *also, **usual)


def told(history: Trace) -> list[str]:
    """What the reviews of a programme told, without its time."""
    return [line.split(maxsplit=2)[2] for line in reviewed(history)]


def figure(history: Trace, name: str) -> object:
    """One of the numbers of the last review."""
    return [one for one in run(history).decisions if one.rule == "weekly_review"][-1].inputs[name]
