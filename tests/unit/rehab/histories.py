"""Traces to try the rules on: stories that could have happened, and heaps of events that hardly could."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rehab.protocol import Protocol

Trace = dict[str, Any]
Draw = st.DrawFn
T = TypeVar("T")

# Each with a first date from which a change of its clock, if it has any, comes within two months.
PLACES = (
    ("Europe/London", date(2026, 3, 2)),
    ("Europe/London", date(2026, 10, 1)),
    ("Europe/Helsinki", date(2026, 3, 10)),  # its clock changes at 03:00, where a local day starts
    ("Europe/Helsinki", date(2026, 10, 12)),
    ("America/New_York", date(2026, 2, 20)),
    ("America/New_York", date(2026, 10, 15)),
    ("America/Santiago", date(2026, 3, 20)),  # at midnight
    ("Australia/Lord_Howe", date(2026, 9, 10)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 3, 15)),
    ("Pacific/Chatham", date(2026, 3, 20)),  # at 02:45
    ("Asia/Kolkata", date(2026, 1, 5)),
    ("UTC", date(2026, 6, 1)),
)
USUAL_TIMES = (time(8), time(9), time(18), time(18), time(21, 30), time(23, 40), time(2, 30), time(3))
ODD_TIMES = (time(0, 10), time(2), time(2, 59), time(3), time(3, 1), time(3, 30), time(12), time(23, 59))

# Pain before, during and 24 hours after.
MOODS = {
    "settled": ((0, 1, 1), (0, 1, 2), (0, 0, 1)),
    "good": ((2, 2, 3), (1, 2, 3), (1, 2, 2, 3)),
    "creeping": ((1, 2, 2), (2, 3, 3), (2, 2, 3, 3)),
    "edge": ((2, 3, 4), (3, 3, 4, 5), (2, 3, 4, 5)),
    "sore": ((2, 3), (3, 4, 5, 6), (3, 4, 5, 6)),
    "bad": ((2, 3, 4), (5, 6, 7, 8), (4, 5, 6, 7, 8)),
    "irritable": ((6, 7), (2, 3, 4, 5), (6, 7, 7, 8)),
    "middling": ((5, 6), (1, 2, 3), (5, 6, 6, 7)),
    "wild": (range(11), range(11), range(11)),
}
# Elapsed minutes from a session to the answer.
ON_TIME = (1440, 1440, 1440, 1430, 1215, 1790)
ANY_TIME = (1440, 1440, 1200, 1199, 1800, 1801, 600, 2400, 4000)
# Minutes of a morning, for people who tell of them: mostly usual, longer for a while, without any rule.
STIFF = ((0, 0, 5), (5, 5, 10), (5, 14, 15, 16), (5, 20, 20), (20, 30, 31), (31, 45), range(61))
KEEN = ("done",)
MIXED = ("done", "done", "done", "part", "skipped_pain", "skipped_other", "missed")
SLACK = ("done", "part", "missed", "missed", "skipped_other")
SIGNS = ("tingling", "shooting_pain", "stiffness", "pregnancy")
FLAGS = ("pop", "bruising", "saddle_numbness", "fever", "fluoroquinolone")
COMMANDS = ("restart", "set", "hold", "release", "approve_stage_4", "stop")
CHAPTERS = (
    *("steady",) * 8,
    *("top of a stage",) * 2,
    *("soreness",) * 3,
    *("spike",) * 3,
    *("two bad sessions",) * 2,
    *("creep",) * 2,
    "bad morning",
    "between two points",
    "forgotten day",
    "silence",
    "pause",
    "red flag",
    "routine sign",
    "treatment",
    *("stiff mornings",) * 2,
    "command",
    "goal",
)


@dataclass(frozen=True)
class World:
    """What a protocol has that a trace can name: how many levels each stage has, the questionnaire, signs."""

    levels: tuple[int, ...] = (4, 4, 4, 4)
    flags: tuple[str, ...] = FLAGS
    routine: tuple[str, ...] = SIGNS
    questionnaire: str = "visa_h"

    @property
    def measures(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """What may stand in a trace, also a questionnaire of another condition, and who told it."""
        ours, told = self.questionnaire, {"by": "clinician"}
        others = (("visa_h", told), ("lefs", {"by": "patient"}), ("grip_strength", dict[str, str]()))
        return ((ours, {}), (ours, told), (ours, told), *others)


SHIPPED = World()


def world_of(protocol: Protocol) -> World:
    """What there is in a protocol."""
    levels = tuple(len(stage.levels) for stage in protocol.stages)
    return World(levels, tuple(protocol.red_flags), tuple(protocol.routine_signs), protocol.questionnaire)


class Story:
    """A trace while it is being made."""

    def __init__(self, draw: Draw, world: World = SHIPPED) -> None:
        self.draw, self.world = draw, world
        zone, first = self.pick(PLACES)
        self.zone = ZoneInfo(zone)
        self.day = first
        self.usual = self.pick(USUAL_TIMES)
        self.tells_pain_before = self.pick((True, True, False))
        self.stiff: Sequence[int] | None = self.pick((None, None, *STIFF))
        self.events: dict[tuple[datetime, str], Trace] = {}
        self.start: Trace = {}

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(options))

    def number(self, low: int, high: int) -> int:
        return self.draw(st.integers(low, high))

    def top(self, stage: int) -> int:
        return self.world.levels[stage - 1]

    def rarely(self, one_in: int) -> bool:
        return self.number(1, one_in) == one_in

    def instant(self, day: date, at: time, minutes: int = 0) -> datetime:
        """A moment of a local day, which starts at 03:00, and some elapsed minutes."""
        if at < time(3):
            day += timedelta(days=1)
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC) + timedelta(minutes=minutes)

    def happens(self, at: datetime, kind: str, **details: object) -> None:
        """Never two of a kind in one minute: the format does not say which of them comes first."""
        while (at, kind) in self.events:
            at += timedelta(minutes=1)
        self.events[at, kind] = {"kind": kind, **details}

    def begin(self) -> None:
        """Where the plan starts, often some way into a level or a stage."""
        at = self.instant(self.day, self.pick((time(7), time(7), time(3), time(2, 59))))
        stage = self.number(1, len(self.world.levels))
        level = self.pick((1, 1, *range(2, self.top(stage)), *(self.top(stage),) * 3))
        self.start = {"at": at, "stage": stage, "level": level}
        if not self.rarely(4):
            self.start["baseline_pain"] = self.pick((0, 1, 2, 2, 3, 4, 6, 7))
        if not self.rarely(3):
            in_stage = self.pick((0, 3, 7, 14, 21, 28, 40, 60))
            in_level = min(in_stage, self.number(0, 12))
            self.start["programme_since"] = (self.day - timedelta(days=in_stage)).isoformat()
            self.start["stage_since"] = (self.day - timedelta(days=in_stage)).isoformat()
            self.start["level_since"] = (self.day - timedelta(days=in_level)).isoformat()
        if self.pick((True, True, False)):
            self.start["sport_goal"] = self.pick((True, True, False))
        if self.pick((True, False)):
            self.start["clinician_approved_stage_4"] = self.pick((True, False))

    def session(self, at: datetime, mood: str, outcomes: Sequence[str]) -> bool:
        """One prescribed session; says whether it was one that loads."""
        before, during, _ = MOODS[mood]
        outcome = self.pick(outcomes)
        details: Trace = {"outcome": outcome}
        loads = outcome in {"done", "part"}
        if self.tells_pain_before and outcome != "missed" and not self.rarely(12):
            details["pain_before"] = self.pick(before)
        if loads and not self.rarely(30):
            details["pain_during"] = self.pick(during)
        self.happens(at, "session", **details)
        return loads

    def answer(self, first: datetime, mood: str, delays: Sequence[int]) -> None:
        """The answer to a training day, perhaps twice, perhaps never."""
        after = MOODS[mood][2]
        if delays is ANY_TIME and self.rarely(6):
            return
        self.rates(first + timedelta(minutes=self.pick(delays)), self.pick(after))
        if delays is ANY_TIME and self.rarely(8):
            self.rates(first + timedelta(minutes=self.pick(delays)), self.pick(after))

    def rates(self, at: datetime, value: int) -> None:
        """A 24-hour answer or daily rating, perhaps with the morning's stiffness."""
        if self.stiff is None or self.rarely(5):
            self.happens(at, "pain_24h", value=value)
        else:
            self.happens(at, "pain_24h", value=value, stiffness=self.pick(self.stiff))

    def training_day(self, mood: str, outcomes: Sequence[str], delays: Sequence[int], blocks: int) -> None:
        """A local day of one or several sessions and its answer."""
        odd = delays is ANY_TIME and self.rarely(5)
        start = self.instant(self.day, self.pick(ODD_TIMES) if odd else self.usual)
        times = [start + timedelta(minutes=150 * block) for block in range(blocks)]
        loading = [at for at in times if self.session(at, mood, outcomes)]
        if loading:
            self.answer(loading[0], mood, delays)

    def train(self, days: int, mood: str, outcomes: Sequence[str], delays: Sequence[int]) -> None:
        """A plausible rhythm: Stage 1 every day and several times, later stages every second or third day."""
        early = self.start["stage"] == 1 and not self.rarely(5)
        every = 1 if early else self.pick((2, 2, 2, 3, 1))
        blocks = self.pick((1, 2, 2, 3)) if early else 1
        if not self.rarely(3):
            self.happens(self.instant(self.day, time(7, 30)), "exit_test", passed=not self.rarely(5))
        for day in range(days):
            if day % every == 0:
                self.training_day(mood, outcomes, delays, blocks)
            self.day += timedelta(days=1)

    def daily_ratings(self, days: int) -> None:
        """What a flare asks for; mostly settling."""
        highest = self.pick((1, 2, 3, 3, 4))
        for _ in range(days):
            if not self.rarely(6):
                at = self.instant(self.day, self.pick((time(8), time(8), time(20), time(3), time(2, 50))))
                self.rates(at, self.number(max(0, highest - 2), highest))
            self.day += timedelta(days=1)

    def chapter(self) -> None:
        """Some days or weeks of one kind."""
        kind = self.pick(CHAPTERS)
        {
            "steady": self.steady,
            "top of a stage": self.top_of_a_stage,
            "soreness": self.soreness,
            "spike": self.spike,
            "two bad sessions": self.two_bad_sessions,
            "creep": self.creep,
            "bad morning": self.bad_morning,
            "between two points": self.between_two_points,
            "forgotten day": self.forgotten_day,
            "silence": self.silence,
            "pause": self.pause,
            "red flag": self.red_flag,
            "routine sign": self.routine_sign,
            "treatment": self.treatment,
            "stiff mornings": self.stiff_mornings,
            "command": self.command,
            "goal": self.goal,
        }[kind]()

    def steady(self) -> None:
        """Going well, more or less."""
        mood = self.pick(("good", "good", "good", "settled", "creeping", "edge"))
        outcomes = self.pick((KEEN, KEEN, KEEN, MIXED, SLACK))
        self.train(self.number(6, 16), mood, outcomes, self.pick((ON_TIME, ON_TIME, ON_TIME, ANY_TIME)))

    def top_of_a_stage(self) -> None:
        """Everything that the next stage asks for, as far as the patient can."""
        self.happens(self.instant(self.day, time(7, 30)), "exit_test", passed=True)
        self.train(self.number(9, 14), "good", KEEN, ON_TIME)

    def soreness(self) -> None:
        """Going badly, more or less."""
        mood = self.pick(("edge", "sore", "bad", "irritable", "middling", "wild"))
        self.train(self.number(2, 8), mood, self.pick((KEEN, MIXED)), self.pick((ON_TIME, ANY_TIME, ANY_TIME)))

    def spike(self) -> None:
        """One session too much and what follows."""
        at = self.instant(self.day, self.usual)
        high_during, after = self.pick(((8, 5), (9, None), (3, 8), (4, 6), (6, 8), (6, 2), (10, 10)))
        self.happens(at, "session", outcome=self.pick(("done", "part")), pain_before=2, pain_during=high_during)
        if after is not None:
            self.happens(at + timedelta(minutes=self.pick(ON_TIME)), "pain_24h", value=after)
        self.day += timedelta(days=1)
        if self.pick((True, True, False)):
            self.day += timedelta(days=self.number(0, 1))
            self.daily_ratings(self.number(2, 9))

    def two_bad_sessions(self) -> None:
        """A second RED soon after the first, often with a session in between."""
        for mood in ("sore", *self.pick(((), ("good",), ("good", "edge"))), "sore"):
            at = self.instant(self.day, self.usual)
            during = self.pick((6, 6, 7, 5)) if mood == "sore" else 3
            self.happens(at, "session", outcome="done", pain_before=3, pain_during=during)
            self.answer(at, mood, self.pick((ON_TIME, ON_TIME, ANY_TIME)))
            self.day += timedelta(days=self.number(1, 3))

    def bad_morning(self) -> None:
        """Days that went well, then a RED session before the answer to the day before it."""
        self.usual = self.pick((time(9), time(18)))
        self.train(self.number(5, 8), "good", KEEN, ON_TIME)
        first = self.instant(self.day, self.usual)
        self.happens(first, "session", outcome="done", pain_before=3, pain_during=2)
        self.happens(
            first + timedelta(hours=23), "session", outcome="done", pain_before=3, pain_during=self.pick((6, 8))
        )
        self.happens(first + timedelta(hours=25), "pain_24h", value=2)
        self.day += timedelta(days=2)

    def between_two_points(self) -> None:
        """High and steady, with a baseline that is a median, such as 5.5."""
        for after in (5, 6, *self.pick(((7,), (6, 7), (5, 6, 7)))):
            at = self.instant(self.day, self.usual)
            self.happens(at, "session", outcome="done", pain_during=2)
            self.happens(at + timedelta(minutes=self.pick(ON_TIME)), "pain_24h", value=after)
            self.day += timedelta(days=1)

    def forgotten_day(self) -> None:
        """A RED session whose answer comes weeks later, when all other days are answered."""
        self.happens(self.instant(self.day, self.usual), "session", outcome="done", pain_before=2, pain_during=6)
        self.day += timedelta(days=2)
        self.train(8, "settled", KEEN, ON_TIME)
        self.train(self.number(4, 7), self.pick(("settled", "creeping")), KEEN, ON_TIME)
        late = self.instant(self.day, self.usual, 60 * self.number(-20, 30))
        self.happens(late, "pain_24h", value=self.pick((2, 2, 8)))
        self.day += timedelta(days=1)

    def creep(self) -> None:
        """A week of low answers and a week of higher ones, without any that is RED."""
        self.train(8, "settled", KEEN, ON_TIME)
        self.train(8, "creeping", KEEN, ON_TIME)

    def silence(self) -> None:
        """About as long as it takes to become a gap."""
        self.day += timedelta(days=self.pick((5, 13, 14, 15, 15, 16, 20)))

    def pause(self) -> None:
        """A pause, perhaps with training in it, perhaps without an end."""
        self.happens(self.instant(self.day, self.pick((time(3), time(10), time(20)))), "pause")
        if self.pick((True, False)):
            self.train(self.number(1, 4), self.pick(("good", "bad")), KEEN, ON_TIME)
        self.day += timedelta(days=self.pick((0, 1, 4, 10, 15, 18)))
        if not self.rarely(8):
            self.happens(self.instant(self.day, self.pick((time(3), time(9), time(19)))), "resume")
        self.day += timedelta(days=self.number(0, 1))

    def red_flag(self) -> None:
        """Mostly followed by a restart, later."""
        flags = self.draw(st.lists(st.sampled_from(self.world.flags), max_size=2, unique=True))
        self.happens(self.instant(self.day, self.pick((time(9), time(18), time(3)))), "red_flag", flags=flags)
        if self.pick((True, False)):
            self.train(self.number(1, 4), "bad", KEEN, ON_TIME)
        self.day += timedelta(days=self.pick((0, 1, 3, 16)))
        if not self.rarely(5):
            self.clinician("restart")

    def routine_sign(self) -> None:
        """A clinician looks at it some days later, or not yet."""
        signs = self.draw(st.lists(st.sampled_from(self.world.routine), min_size=1, max_size=2, unique=True))
        self.happens(self.instant(self.day, self.pick((time(9), time(18)))), "routine_sign", signs=signs)
        if self.pick((True, False)):
            self.train(self.number(1, 8), "good", KEEN, ON_TIME)
        if not self.rarely(3):
            self.clinician("release")

    def treatment(self) -> None:
        """An injection or surgery, perhaps a try to go on all the same, mostly a restart."""
        self.happens(self.instant(self.day, self.usual), "treatment", what=self.pick(("injection", "surgery")))
        self.day += timedelta(days=self.pick((0, 1, 4, 16)))
        if self.pick((True, False)):
            self.happens(self.instant(self.day, self.pick((time(9), time(19)))), "resume")
            self.train(self.number(1, 3), self.pick(("good", "bad")), KEEN, ON_TIME)
        if not self.rarely(3):
            self.clinician("restart")

    def stiff_mornings(self) -> None:
        """Days that go well, and then longer mornings."""
        for stiff in ((0, 5), self.pick(STIFF)):
            self.stiff = stiff
            self.train(self.number(3, 8), "good", KEEN, self.pick((ON_TIME, ON_TIME, ANY_TIME)))

    def command(self) -> None:
        """Any command, at any time."""
        self.clinician(self.pick(COMMANDS))

    def clinician(self, command: str) -> None:
        """One command, `restart` and `set` with a position."""
        where = {}
        if command in {"restart", "set"}:
            stage = self.number(1, len(self.world.levels))
            where = {"stage": stage, "level": self.number(1, self.top(stage))}
        at = self.instant(self.day, self.pick((time(9), time(18), self.usual)))
        self.happens(at, "clinician", command=command, **where)

    def goal(self) -> None:
        """The goal is met."""
        self.happens(self.instant(self.day, self.pick((time(9), time(18)))), "goal_met")

    def heap(self) -> None:
        """Any event at any time: what no story would tell."""
        for _ in range(self.number(5, 60)):
            self.day += timedelta(days=self.pick((0, 0, 0, 1, 1, 2, 2, 7)))
            at = self.instant(self.day, self.pick((*ODD_TIMES, *USUAL_TIMES)), self.pick((0, 0, 1, 7, 60)))
            self.anything(at, self.pick(("session",) * 8 + ("pain_24h",) * 7 + OTHER_KINDS))

    def anything(self, at: datetime, kind: str) -> None:
        """One event of a kind."""
        told: dict[str, Callable[[], object]] = {
            "session": lambda: self.session(at, "wild", MIXED),
            "pain_24h": lambda: self.rates(at, self.pick((0, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8))),
            "clinician": self.command,
            "red_flag": self.red_flag,
            "routine_sign": self.routine_sign,
            "treatment": self.treatment,
        }
        if kind in told:
            told[kind]()
        else:
            self.happens(at, kind, **self.details(kind))

    def details(self, kind: str) -> Trace:
        """What an event says besides its kind."""
        match kind:
            case "exit_test":
                return {"passed": self.pick((True, True, False))}
            case "load_test":
                return {"value": self.number(0, 10)}
            case "weekly":
                return {"average_pain": self.number(0, 10), "worst_pain": 10}
            case "outcome":
                measure, by = self.pick(self.world.measures)
                return {"measure": measure, "value": self.number(0, 80), **by}
            case "barrier":
                return {"value": self.pick(("time", "pain", "forgot", "not_sure_how"))}
            case _:
                return {}

    def trace(self) -> Trace:
        """The story in the format of traces."""
        start = {**self.start, "at": self.written(self.start["at"])}
        events = [
            {"at": self.written(at), **event}
            for (at, _), event in sorted(self.events.items(), key=lambda item: item[0])
            if at >= self.start["at"]
        ]
        if events and self.rarely(6):
            events.append(self.pick(events))  # an exact duplicate
        if self.rarely(4):
            events.reverse()  # events come in any order
        trace: Trace = {"format": "sitbone-trace/1", "timezone": self.zone.key, "start": start, "events": events}
        if not self.rarely(4):
            last = max([self.start["at"], *(at for at, _ in self.events)])
            trace["until"] = self.written(last + timedelta(hours=self.pick((0, 20, 30, 48, 200, 400, 900))))
        elif events and self.rarely(4):
            trace["until"] = self.pick(events)["at"]
        return trace

    def written(self, at: datetime) -> str:
        """Wall-clock time; with its offset where that is needed, and now and then where it is not."""
        local = at.astimezone(self.zone)
        if local.fold or self.rarely(25):
            return local.isoformat(timespec="minutes")
        return local.replace(tzinfo=None).isoformat(timespec="minutes")


OTHER_KINDS = (
    "pause",
    "resume",
    "resume",
    "exit_test",
    "exit_test",
    "load_test",
    "weekly",
    "outcome",
    "barrier",
    "goal_met",
    "goal_met",
    "red_flag",
    "routine_sign",
    "treatment",
    "clinician",
    "clinician",
)


@st.composite
def traces(draw: Draw, *, longest: int = 60, world: World = SHIPPED) -> Trace:
    """Traces of up to about two months, most of them plausible."""
    story = Story(draw, world)
    story.begin()
    if story.rarely(5):
        story.heap()
    else:
        end = story.day + timedelta(days=story.number(10, longest))
        while story.day < end:
            story.chapter()
            if story.rarely(3):
                story.happens(story.instant(story.day, story.usual), "weekly", average_pain=3, worst_pain=5)
    return story.trace()
