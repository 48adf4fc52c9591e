"""What can happen to a plan: chapters that could have been, and heaps of events that hardly could."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from hypothesis import strategies as st

from tests.unit.rehab.histories.diary import Diary, Trace
from tests.unit.rehab.histories.material import (
    ANY_TIME,
    CHAPTERS,
    COMMANDS,
    KEEN,
    MIXED,
    ODD_TIMES,
    ON_TIME,
    OTHER_KINDS,
    SLACK,
    STIFF,
    USUAL_TIMES,
)


class Story(Diary):
    """A diary that is written by the chapter."""

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
