"""A decision in one sentence, derived from its rule and numbers."""

import html
import re

from rehab.messages.day import Explained
from wording.reader import Reader
from wording.words import UNKNOWN, Html

_PICTOGRAM = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]")
_MISSING = ("green_days", "adherence", "exit_test", "days_at_level", "days_in_stage")


def sentence(decision: Explained, reader: Reader) -> Html:
    """What changes, and why."""
    return reader.say("decision", change=_change(decision, reader), why=_why(decision, reader))


def plain_sentence(decision: Explained, reader: Reader) -> str:
    """The same without any markup, for logs, files and letters."""
    bare = re.sub(r"<[^>]+>", "", sentence(decision, reader))
    return _PICTOGRAM.sub("", html.unescape(bare)).strip()


def _change(decision: Explained, reader: Reader) -> Html:
    stage, level = decision.after
    return reader.say(f"change-{_kind(decision)}", stage=stage, level=level)


def _kind(decision: Explained) -> str:
    if decision.verdict == "progress":
        if decision.maintenance:
            return "progress-maintenance"
        return "progress-stage" if decision.new_stage else "progress-level"
    if decision.flare:
        return "flare"
    if decision.verdict == "reduce":
        return "reduce-dose" if decision.lighter else "reduce-level"
    return decision.verdict


def _why(decision: Explained, reader: Reader) -> Html:
    values: dict[str, object] = {**decision.thresholds, **{k: number(v) for k, v in decision.inputs.items()}}
    values["worst"] = number(_worst(decision))
    match decision.rule:
        case "red_day":
            return reader.say(f"why-red_day-{_which_red(decision, reader)}", **values)
        case "amber_day" if "stiffness" in decision.inputs and not _sore(decision, reader):
            return reader.say("why-amber_day-stiff", **values)
        case "held":
            first = str(decision.inputs.get("by", "")).split(",")[0]
            return reader.say(f"why-held-{first}", **values)
        case "not_yet":
            return _missing(decision, reader)
        case rule:
            return reader.say(f"why-{rule}", **values)


def number(value: object) -> object:
    """A number without a needless decimal, a dash for what is unknown."""
    if value is None:
        return UNKNOWN
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _number(decision: Explained, name: str) -> float:
    value = decision.inputs.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def _worst(decision: Explained) -> float:
    return max(_number(decision, "pain_during"), _number(decision, "pain_24h"))


def _sore(decision: Explained, reader: Reader) -> bool:
    """Whether pain alone would have been no reason to add."""
    limits = {**reader.words.known, **decision.thresholds}
    return _worst(decision) > limits["pain_progress_max"] or _number(decision, "rise") > 1


def _which_red(decision: Explained, reader: Reader) -> str:
    limits = {**reader.words.known, **decision.thresholds}
    if _number(decision, "pain_during") > limits["pain_ceiling"]:
        return "during"
    return "24h-high" if _number(decision, "rise") < limits["rise_red"] else "24h"


def _missing(decision: Explained, reader: Reader) -> Html:
    name = first_missing(decision)
    if name is None:
        return reader.say("why-not_yet-answer")
    have, need = decision.inputs[name], decision.inputs[f"{name}_needed"]
    return reader.say(f"why-not_yet-{name}", have=have, need=need)


def first_missing(decision: Explained) -> str | None:
    """The first thing that moving on still lacks, in the order in which people find it easiest to act on."""
    return next((name for name in _MISSING if _number(decision, name) < _number(decision, f"{name}_needed")), None)


def numbers(decision: Explained, reader: Reader) -> Html:
    """A decision's inputs, as far as they have words."""
    said = [_input(name, value, decision, reader) for name, value in decision.inputs.items()]
    return Html(" · ".join(part for part in said if part))


def _input(name: str, value: object, decision: Explained, reader: Reader) -> Html | None:
    if value is None or name.endswith("_needed"):
        return None
    need = decision.inputs.get(f"{name}_needed")
    if need is not None:
        return reader.say(f"input-pair-{name}", have=value, need=need)
    return reader.say(f"input-{name}", value=number(value)) if reader.words.has(f"input-{name}") else None


def limits(decision: Explained, reader: Reader) -> Html:
    """The thresholds that the rule compared with."""
    said = [reader.say(f"limit-{name}", value=number(value)) for name, value in decision.thresholds.items()]
    return Html(" · ".join(said))
