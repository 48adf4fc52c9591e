"""Reading a protocol file. Every problem is named by its place in the file."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from rehab.measures import TOTALS
from rehab.protocol.base import Dose
from rehab.protocol.model import ENGINE_RULES, LONGEST_WINDOW, Protocol, Stage
from rehab.protocol.running import Running
from rehab.protocol.signs import STIFFNESS, Tier

SHIPPED = Path(__file__).parent.parent / "protocols" / "pht.toml"


class ProtocolError(ValueError):
    """The protocol file cannot be used; the message lists every problem with its place."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"{path}: {'; '.join(problems)}")


@cache
def shipped_protocol() -> Protocol:
    """The protocol that comes with the program."""
    return load_protocol(SHIPPED)


def load_protocol(path: Path) -> Protocol:
    """Read and check a protocol file.

    Raises:
        ProtocolError: with every problem and its place, such as `stages.2.levels.1.exercises.1.sets`, counted from 1.
    """
    protocol = _validated(path, _parsed(path))
    if problems := list(_crossed(protocol)):
        raise ProtocolError(path, problems)
    return protocol


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ProtocolError(path, [f"cannot be read: {error.strerror}"]) from error
    except (ValueError, RecursionError) as error:
        raise ProtocolError(path, [f"is not TOML: {error}"]) from error


def _validated(path: Path, raw: dict[str, object]) -> Protocol:
    try:
        return Protocol.model_validate(raw)
    except ValidationError as error:
        problems = [f"{place(e['loc'])}: {_plain(e['msg'])}" for e in error.errors()]
        raise ProtocolError(path, problems) from error


def place(loc: tuple[int | str, ...]) -> str:
    """A place in a file in words and on one line, with list items counted from 1."""
    names = (str(part + 1) if isinstance(part, int) else part for part in loc)
    return ".".join(name if name.isprintable() else repr(name) for name in names)


def _plain(message: str) -> str:
    return (
        message.removeprefix("Value error, ").replace("Input should", "should").replace("Extra inputs", "unknown keys")
    )


def _crossed(protocol: Protocol) -> Iterator[str]:
    """Problems that show only when one part of the file is held against another."""
    for where, dose in _doses(protocol):
        if dose.id not in protocol.exercises:
            yield f"{where}: unknown exercise {dose.id!r}; exercises.{dose.id} is missing"
    yield from _wrong_rules(protocol)
    yield from _wrong_stages(protocol)
    yield from _wrong_totals(protocol)
    yield from _wrong_signs(protocol)
    yield from _wrong_mentions(protocol)
    if protocol.thresholds.window_to_hours.allowed[1] > LONGEST_WINDOW:
        yield f"thresholds.window_to_hours.allowed.2: should be at most {LONGEST_WINDOW}"
    flare = protocol.flare
    if flare.stage > protocol.last_stage or flare.level > protocol.top_level(flare.stage):
        yield f"flare: there is no level {flare.level} in stage {flare.stage}"
    yield from _wrong_runs(protocol)


def _wrong_stages(protocol: Protocol) -> Iterator[str]:
    if protocol.stages[0].regresses:
        yield "stages.1.regresses: should be false, there is no stage below"
    approved = protocol.approval_stage
    for number, stage in enumerate(protocol.stages[1:], 2):
        if not stage.regresses:
            yield f"stages.{number}.regresses: should be true, only the first stage has none below"
        if stage.needs_approval and number != approved:
            yield f"stages.{number}.needs_approval: should be false, an approval is for one stage, here {approved}"


def _wrong_totals(protocol: Protocol) -> Iterator[str]:
    yield from (f"totals: unknown questionnaire {name!r}" for name in protocol.totals if name not in TOTALS)
    if protocol.questionnaire not in protocol.totals:
        yield f"questionnaire: should be one of totals, not {protocol.questionnaire!r}"


def _wrong_rules(protocol: Protocol) -> Iterator[str]:
    ids = [rule.id for rule in protocol.rules]
    for number, rule in enumerate(protocol.rules, 1):
        for name in rule.uses:
            if name not in type(protocol.thresholds).model_fields:
                yield f"rules.{number}.uses: unknown threshold {name!r}"
        if rule.id not in ENGINE_RULES:
            yield f"rules.{number}.id: the engine has no rule {rule.id!r}"
        if rule.id in ids[: number - 1]:
            yield f"rules.{number}.id: {rule.id!r} is there twice"
    yield from (f"rules: the rule {name!r} is missing" for name in ENGINE_RULES if name not in ids)


def _wrong_mentions(protocol: Protocol) -> Iterator[str]:
    for name in protocol.mentions:
        if name not in protocol.education:
            yield f"mentions.{name}: education.{name} is missing"


def _wrong_signs(protocol: Protocol) -> Iterator[str]:
    yield from (f"tiers: the tier {tier.value} is missing" for tier in Tier if tier not in protocol.tiers)
    for name, flag in protocol.red_flags.items():
        if flag.follow_up and flag.follow_up.sign not in protocol.red_flags:
            yield f"red_flags.{name}.follow_up.sign: unknown red flag {flag.follow_up.sign!r}"
        if name in protocol.routine_signs:
            yield f"routine_signs.{name}: is a red flag already"
    if STIFFNESS not in protocol.routine_signs:
        yield f"routine_signs: the sign {STIFFNESS!r} is missing"


def _doses(protocol: Protocol) -> Iterator[tuple[str, Dose]]:
    for s, stage in enumerate(protocol.stages, 1):
        for n, level in enumerate(stage.levels, 1):
            for e, dose in enumerate(level.exercises, 1):
                yield f"stages.{s}.levels.{n}.exercises.{e}", dose
    for e, dose in enumerate(protocol.maintenance.exercises, 1):
        yield f"maintenance.exercises.{e}", dose
    for n, step in enumerate(protocol.running.steps if protocol.running else (), 1):
        yield f"running.steps.{n}.dose", step.dose


# --- the ladder of runs ----------------------------------------------------------------------------------------------


def _wrong_runs(protocol: Protocol) -> Iterator[str]:
    """What does not fit the stage that the ladder of runs stands in."""
    ladder = protocol.running
    if ladder is None:
        return
    if ladder.stage > protocol.last_stage:
        yield f"running.stage: there is no stage {ladder.stage}"
        return
    yield from _wrong_rhythm(ladder, protocol.stage(ladder.stage))
    yield from _wrong_steps(ladder, protocol.stage(ladder.stage))


def _wrong_rhythm(ladder: Running, stage: Stage) -> Iterator[str]:
    """The days between runs, and that no week brings two new things, follow from the stage's own rhythm."""
    if stage.gap_hours < 24 * (ladder.rest_days + 1):
        yield f"running.rest_days: the stage leaves only {stage.gap_hours} hours between sessions"
    if ladder.clean_runs < stage.sessions_per_week:
        yield f"running.clean_runs: with {stage.sessions_per_week} sessions a week, a week could bring two new steps"


def _wrong_steps(ladder: Running, stage: Stage) -> Iterator[str]:
    """They climb from level to level; each level has some, and its session shows the first of them."""
    if [step.level for step in ladder.steps] != sorted(step.level for step in ladder.steps):
        yield "running.steps: should climb from level to level"
    if ladder.steps[-1].level > len(stage.levels):
        yield f"running.steps: there is no level {ladder.steps[-1].level} in stage {ladder.stage}"
    for number, level in enumerate(stage.levels, 1):
        own = [step.dose for step in ladder.steps if step.level == number]
        if not own:
            yield f"running.steps: there is none for level {number}"
        elif [dose for dose in level.exercises if ladder.is_run(dose)] != own[:1]:
            place = f"stages.{ladder.stage}.levels.{number}.exercises"
            yield f"{place}: should hold the first run of the level, and no other"
