"""The facts of one patient, kept a second time: what the safety properties are held against.

Nothing here asks the engine, its rules or its evidence; a mistake there cannot hide itself here.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from rehab.days import hours, local_day
from rehab.engine import AlertKind, Decision, OccasionKind, Verdict
from rehab.events import AnyEvent, ClinicianCommand, Command, ExitTest, Outcome, Pain24h, Pause, RedFlagScreen, Resume
from rehab.events import Session as SessionFact
from rehab.plan import Position
from rehab.protocol import Protocol

DOWN = frozenset({Verdict.REDUCE, Verdict.REGRESS})
HALVES = {Outcome.DONE: 2, Outcome.PART: 1}


@dataclass(slots=True)
class Trained:
    """One local day with sessions: their instants and ratings, and the answer that came for it."""

    day: date
    at: list[datetime] = field(default_factory=list)
    before: list[int | None] = field(default_factory=list)
    during: list[int | None] = field(default_factory=list)
    answered_at: datetime | None = None
    answer: int | None = None

    def on_time(self, protocol: Protocol) -> bool:
        """Whether its answer came in the window."""
        if self.answered_at is None:
            return False
        elapsed, limits = self.answered_at - self.at[0], protocol.thresholds
        return hours(limits.window_from_hours.value) <= elapsed <= hours(limits.window_to_hours.value)

    def easy(self, protocol: Protocol) -> bool:
        """Whether every rating is there, low enough to move on, and not risen."""
        limits = protocol.thresholds
        if self.answer is None or None in self.during:
            return False
        rises = [self.answer - before for before in self.before if before is not None]
        worst = max(self.answer, *(one for one in self.during if one is not None))
        return worst <= limits.pain_progress_max.value and max(rises, default=0) < limits.rise_red.value

    def known(self, at: datetime, protocol: Protocol) -> bool:
        """Whether nothing that may still come can make it better."""
        limits = protocol.thresholds
        closed = at - self.at[0] >= hours(limits.window_to_hours.value)
        return self.answer is not None or closed or self.overloaded(protocol)

    def overloaded(self, protocol: Protocol) -> bool:
        """Whether a session hurt more than it may."""
        return any((during or 0) > protocol.thresholds.pain_ceiling.value for during in self.during)


@dataclass(slots=True)
class Ledger:
    """What has happened to one patient up to now."""

    zone: ZoneInfo
    position: Position
    programme_since: date
    level_entered: date = field(init=False)
    stage_entered: date = field(init=False)
    reviewed: date = field(init=False)
    heard: date = field(init=False)  # when last the patient gave a sign of life
    days: list[Trained] = field(default_factory=list)
    logged: list[tuple[date, int]] = field(default_factory=list)  # local day, halves of a session that were done
    pauses: list[tuple[date, date | None]] = field(default_factory=list)
    cuts: dict[date, list[bool]] = field(default_factory=dict)  # by training day: whole or not
    last_done: datetime | None = None
    exit_passed: bool = False
    approved: bool = False
    flagged: bool = False
    told: dict[AlertKind, date] = field(default_factory=dict)  # by reviews: when last of each kind

    def __post_init__(self) -> None:
        """On the first day everything is new."""
        self.level_entered = self.stage_entered = self.reviewed = self.heard = self.programme_since

    def today(self, at: datetime) -> date:
        """The local day of an instant."""
        return local_day(at, self.zone)

    def write(self, event: AnyEvent) -> None:
        """Add a fact."""
        if _sign_of_life(event):
            self.heard = self.today(event.at)
        match event:
            case SessionFact():
                self._session(event)
            case Pain24h():
                self._answer(event)
            case ExitTest():
                self.exit_passed = event.passed
            case RedFlagScreen():
                self.flagged = self.flagged or bool(event.flags)
            case ClinicianCommand():
                self._ordered(event)
            case Pause():
                self.pauses.append((self.today(event.at), None))
            case Resume():
                self.pauses[-1] = (self.pauses[-1][0], self.today(event.at))
            case _:
                return

    def decided(self, one: Decision) -> None:
        """Note a decision: what it lowered the plan for, where the patient stands now, and what a review told."""
        if one.verdict in DOWN and one.cause is not None:
            self.cuts.setdefault(one.cause, []).append(one.whole)
        if one.after != self.position:
            self._move(one.after, self.today(one.at))
        if one.occasion is OccasionKind.REVIEW:
            self.reviewed = self.today(one.at)
        for alert in one.alerts:
            if one.occasion is OccasionKind.REVIEW or alert.kind is not AlertKind.REVIEW:
                self.told[alert.kind] = self.today(one.at)

    def _move(self, to: Position, today: date) -> None:
        if to.stage != self.position.stage:
            self.stage_entered, self.exit_passed = today, False
        self.position, self.level_entered = to, today

    def days_in_programme(self, today: date, allowed: int) -> int:
        """The local days since the start, without what each pause lasted beyond the allowed days."""
        pauses = [((until or today) - first).days for first, until in self.pauses]
        return (today - self.programme_since).days - sum(max(0, days - allowed) for days in pauses)

    def latest(self, count: int, at: datetime, protocol: Protocol) -> list[Trained]:
        """The latest so many training days that are known to the end."""
        known = (training for training in reversed(self.days) if training.known(at, protocol))
        return list(islice(known, count))

    def halves_in_week(self, today: date) -> list[int]:
        """The sessions of today and the six days before, without paused days: halves that were done of each."""
        week = takewhile(lambda entry: (today - entry[0]).days <= 6, reversed(self.logged))
        return [halves for day, halves in week if not self._paused_on(day)]

    def _paused_on(self, day: date) -> bool:
        return any(first <= day and (until is None or day < until) for first, until in self.pauses)

    def _session(self, event: SessionFact) -> None:
        today, halves = self.today(event.at), HALVES.get(event.outcome, 0)
        self.logged.append((today, halves))
        if not halves:
            return
        if not self.days or self.days[-1].day != today:
            self.days.append(Trained(today))
        self.last_done = event.at
        self.days[-1].at.append(event.at)
        self.days[-1].before.append(event.pain_before)
        self.days[-1].during.append(event.pain_during)

    def _answer(self, event: Pain24h) -> None:
        today = self.today(event.at)
        waiting = (training for training in reversed(self.days) if training.day < today and training.answer is None)
        for training in islice(waiting, 1):
            training.answer, training.answered_at = event.value, event.at

    def _ordered(self, event: ClinicianCommand) -> None:
        """The clinician's approval, or a new start: earlier evidence is no longer used."""
        if event.command is Command.APPROVE_STAGE_4:
            self.approved = True
            return
        today = self.today(event.at)
        self.position = Position(event.stage or self.position.stage, event.level or self.position.level)
        self.level_entered = self.stage_entered = self.heard = today
        if self.pauses and self.pauses[-1][1] is None:
            self.pauses[-1] = (self.pauses[-1][0], today)
        self.days, self.logged, self.cuts, self.last_done = [], [], {}, None
        self.exit_passed = self.flagged = False


def _sign_of_life(event: AnyEvent) -> bool:
    missed = isinstance(event, SessionFact) and event.outcome is Outcome.MISSED
    return not missed and not isinstance(event, ClinicianCommand)
