"""The ids of texts: those of the catalogue, those that the code spells out, and those that it puts together."""

import ast
from collections.abc import Iterator
from itertools import chain, product

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from handlers.commands import MENU_ADMINISTRATOR, MENU_CLINICIAN, MENU_PATIENT
from handlers.keyboards.week import SITTING
from rehab.alerts import CHOICES, Reply
from rehab.engine import AlertKind, Verdict
from rehab.events import Obstacle
from rehab.letter import ASKED, TOPICS
from rehab.measures import MEASURES
from rehab.messages.clinic import ClinicStep
from rehab.messages.common import Said
from rehab.messages.cover import CoverView
from rehab.messages.enrolment import EnrolStep
from rehab.messages.invitations import InviteStep
from rehab.messages.letter import Urgency
from rehab.messages.operator import Invariant
from rehab.messages.orders import OrderStep
from rehab.messages.plan import PauseView, SettingsView
from rehab.messages.privacy import ConsentView, EraseView
from rehab.messages.safety import FlagsWhy
from rehab.messages.week import WeeklyView
from rehab.plan import Status
from rehab.protocol import Care, Tier, shipped_protocol
from storage.kept import EVERYTHING
from tests.tools.protocols import EXAMPLE, LIBRARIES
from tests.unit.wording.samples.alerts import ALERT_RULES
from tests.unit.wording.samples.decided import FIGURES, HELD_BY, REQUIREMENTS
from tests.unit.wording.samples.world import SIGNS
from usecases.orders import COMMANDS
from usecases.ports import AskedBy
from usecases.records import InvitationState, PauseReason, Side, Sight
from wording.proofread import ABOUT
from wording.words import CATALOGUE, FALLBACK

ROOT = CATALOGUE.parent.parent
FILES = sorted(CATALOGUE.glob("*/*.ftl"))
OWN = LIBRARIES["pht"].own_file(FALLBACK)
PROTOCOL = shipped_protocol()
LADDER_STEPS = PROTOCOL.running.steps if PROTOCOL.running else ()
RULES = [note.id for note in PROTOCOL.rules]
STAGES = [str(number) for number in range(1, PROTOCOL.last_stage + 1)]
SPEAKING = {"wording", "handlers", "bot"}
# Tiers as they stand in ids: without what an id cannot have in it.
TIERS = [tier.replace("/", "") for tier in Tier]
RED = [tier for tier in TIERS if tier != "D"]
KNOWN_HERE = [name for name in MEASURES if name != EXAMPLE.questionnaire]
# Ids that the code puts together, and everything that can be put in. A new one must be added here.
DYNAMIC: dict[str, list[str]] = {
    "protocol-{}": list(ABOUT), "flag-{}": list(SIGNS), "flag-{}.long": list(SIGNS),
    "flag-{}.medicine": ["fluoroquinolone"], "alert-head-{}": list(AlertKind),
    "alert-kind-{}": list(AlertKind), "access-{}": list(Sight),
    "alert-tier-{}": TIERS, "see-by-{}": TIERS, "care-{}": list(Care),
    "stiff-{}": ["0", "1", "2", "3"],
    "alert-{}": list(ALERT_RULES), "because-alert-{}": list(ALERT_RULES),
    "audit-failed-{}": list(Invariant),
    "avoid-{}": sorted({item for stage in PROTOCOL.stages for item in stage.avoid}),
    "better-{}": ["pain", "sitting", "sane"],
    "change-{}": ["progress-level", "progress-stage", "progress-maintenance", "hold", "reduce-level", "reduce-dose",
                  "regress", "flare"],
    "check-in-{}": list(Obstacle), "button-obstacle-{}": list(Obstacle),
    "lesson-{}": list(PROTOCOL.education), "lesson-{}.body": list(PROTOCOL.education),
    "trigger-{}": list(PROTOCOL.flare.triggers),
    "consent-{}": list(ConsentView),
    "clinic-{}": list(ClinicStep), "command-{}": sorted(COMMANDS), "ordered-{}": sorted(COMMANDS),
    "command-menu-{}": [*MENU_PATIENT, *MENU_CLINICIAN, *MENU_ADMINISTRATOR],
    "cover-{}": list(CoverView),
    "demo-next-{}": ["session", "pain_24h", "daily", "weekly", "alert", "day"],
    "enrol-{}": [step for step in EnrolStep if step not in {"consent", "times", "own_times"}],
    "enrol-{}-{}": ["times-blocks", "times-loading", "own-times-blocks", "own-times-loading"],
    "erase-{}": list(EraseView),
    "exercise-{}": list(PROTOCOL.exercises), "exercise-{}.cue": list(PROTOCOL.exercises),
    "exercise-{}.{}": [f"{x}.{part}" for x, part in product(PROTOCOL.exercises, ("start", "movement", "mistake"))],
    "flagged-{}": [*RED, "medicine"], "flagged-{}-why": [*RED, "medicine"],
    "flags-{}": [*FlagsWhy, "clean", "lesser"],
    "input-pair-{}": list(REQUIREMENTS),
    "input-{}": ["day", "pain_during", "pain_24h", "rise", "days", "limit", "mean", "before", "first_red", "stiffness",
                 "stiffness_usual", *FIGURES],
    "invitation-state-{}": list(InvitationState), "invitation-{}": ["again", "patient", "clinician"],
    "invite-{}": [step.replace("_", "-") for step in InviteStep], "leave-{}": ["ask", "stayed", "left"],
    "letter-ask-{}": [*TOPICS, ASKED],
    "letter-because-{}": ["gap", "severe_pain", "flare_at_24h", "second_red", "red_day", "week_drift"],
    "letter-limit-{}": ["flare_review_days", "flare_again_days", "flare_settled_max"],
    "letter-measure-{}": KNOWN_HERE, "letter-measure-{}.matters": KNOWN_HERE,
    "letter-part-{}": ["question", "patient", "history", "programme", "lowered", "weeks", "response", "flags",
                       "tried", "rule", "options", "reply"],
    "letter-rated-{}": ["pain_during", "pain_24h"], "letter-reply-{}": [*Reply, "none"],
    "button-reply-{}": list(CHOICES),
    "letter-trend-{}": ["after", "during", "average"], "letter-urgency-{}": list(Urgency),
    "option-{}": sorted({name for topic in TOPICS.values() for name in topic.options}),
    "limit-{}": sorted({name for note in PROTOCOL.rules for name in note.uses}),
    "measure-{}": KNOWN_HERE, "measure-value-{}": ["sane", "sitting", "global_change", "managed"],
    "mydata-part-{}": ["you", "plan", "agreed", "notes", "files", "rights"],
    "mydata-table-{}": [kept.table.name for kept in EVERYTHING if kept.shown],
    "missing-{}": list(REQUIREMENTS), "need-{}": [*REQUIREMENTS, "approval", "routine_sign", "clinician_hold"],
    "next-head-{}": ["level", "stage", "maintenance"], "next-order-{}": ["release", "approve_stage_4"],
    "next-none-{}": ["stopped", "awaiting", "discharged", "maintenance", "far"],
    "test-{}": [s.exit_test for s in PROTOCOL.stages],
    "order-means-{}": sorted(COMMANDS), "order-{}": list(OrderStep),
    "outcome-{}": ["done", "part", "skipped_pain", "skipped_other", "missed"],
    "patient-flags-{}": ["awaiting", "held", "reduced", "approved", "waiting", "unreachable"],
    "patient-{}": ["in", "again", "left", "withdrawn", "goal"],
    "patient-erased-by-{}": list(AskedBy),
    "pause-{}": [view for view in PauseView if view not in {"welcome_back", "resumed"}],
    "plan-status-{}": ["flare", "paused", "awaiting", "stopped", "discharged"],
    "question-{}": ["ask", "daily", "closed", "daily-closed"], "rule-{}": [*RULES, *ALERT_RULES],
    "run-{}": ["first", "up", "down", "clean", "bounded", "last"],
    "run-note-{}": sorted({step.note for step in LADDER_STEPS if step.note}),
    "running-{}": ["flare", "paused", "stopped"], "running-stage-{}": ["1", "2", "3"],
    "said-{}": list(Said),
    "session-{}": ["flare", "block", "single", "done", "part", "before", "during", "later", "skip", "closed",
                   "cancelled", "skipped-pain", "skipped-other"],
    "settings-{}": list(SettingsView), "side-{}": list(Side), "stage-{}": STAGES,
    "start-{}": ["isometrics_and_load_test"],
    "status-{}": list(Status),
    "test-{}.{}": [f"{s.exit_test}.{part}" for s in PROTOCOL.stages for part in ("start", "pass")],
    "test-{}.pass": [s.exit_test for s in PROTOCOL.stages], "test-{}.start": [str(PROTOCOL.load_test)],
    "timeline-{}": ["pain_24h", "exit_test", "load_test", "weekly", "pause", "resume", "goal_met",
                    "discharge", "timezone", "correction"],
    "timer-{}": ["ready", "work", "walk", "run", "rest", "first", "second"],
    "today-{}": ["session", "single", "pain_24h", "daily", "weekly", "paused", "awaiting", "stopped", "discharged"],
    "verdict-{}": list(Verdict), "why-held-{}": list(HELD_BY), "why-not_yet-{}": list(REQUIREMENTS),
    "why-red_day-{}": ["during", "24h", "24h-high"],
    "weekly-{}": [view for view in WeeklyView if view not in {"screen", "signs", "lesser_signs", "done"}],
    "why-{}": [rule for rule in RULES if rule not in {"red_day", "held", "not_yet"}],
}  # fmt: skip
# Labels of buttons that are put together.
BUTTONS = [*PauseReason, *Care, *Side, *COMMANDS, "release", "name", "phone", "hours", "emergency"]
BUTTONS += ["set-blocks", "set-loading", "set-quiet", "set-zone", "begin", "again", "open", "cancel"]
BUTTONS += [*(f"sat-{span}" for span in SITTING), *(f"change-{change}" for change in range(7))]


def messages() -> list[str]:
    """The ids of the English catalogue, in all its files, and of what comes with the shipped protocol."""
    files = [path for path in FILES if path.parent.name == "en"] + [OWN]
    parsed = [FluentParser().parse(path.read_text("utf-8")).body for path in files]
    return [entry.id.name for entry in chain(*parsed) if isinstance(entry, fluent.Message)]


def trees() -> Iterator[ast.AST]:
    """The code that speaks."""
    for path in sorted(ROOT.rglob("*.py")):
        if path.relative_to(ROOT).parts[0] in SPEAKING:
            yield ast.parse(path.read_text("utf-8"))


def patterns() -> set[str]:
    """Every id that the code puts together, with braces for what is put in."""
    found = {pattern(node) for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
    heads = {one.split("-")[0] for one in messages()}
    return {one for one in found if "-{}" in one and one.split("-")[0] in heads} - {"button-{}"}


def pattern(node: ast.JoinedStr) -> str:
    """An f-string with braces for what is put in."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def spelt_out() -> set[str]:
    """Every id that stands in the code as it is: what is said, and the labels of buttons."""
    found = set()
    for call in (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name in {"say", "plain", "has"} and call.args:
            found |= set(constants(call.args[0]))
        if name == "button" and len(call.args) > 1:
            found |= {f"button-{label}" for label in constants(call.args[1])}
    return found


def constants(node: ast.AST) -> Iterator[str]:
    """The strings that an argument can be: itself, or either side of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from chain(constants(node.body), constants(node.orelse))


def put_together() -> set[str]:
    """Every id that the code can put together."""
    found = {f"button-{label}" for label in BUTTONS}
    for shape, fillings in DYNAMIC.items():
        before, _, after = shape.partition("{}")
        tail = after.replace(".{}", "").replace("-{}", "")
        found |= {f"{before}{one}{tail}" for one in fillings}
    return found
