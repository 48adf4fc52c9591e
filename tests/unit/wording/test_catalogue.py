"""The catalogue says everything that the program wants to say, and nothing that it never says."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import chain, product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from handlers.commands import MENU_ADMINISTRATOR, MENU_CLINICIAN, MENU_PATIENT
from handlers.keyboards import keyboard
from handlers.keyboards.base import LONGEST_LABEL
from handlers.keyboards.week import SITTING
from rehab.alerts import CHOICES, Reply
from rehab.engine import AlertKind, Verdict
from rehab.events import Obstacle
from rehab.letter import ASKED, TOPICS
from rehab.measures import MEASURES
from rehab.messages import MESSAGES, Clinic, decode, encode
from rehab.messages.common import Menu, Said, Toast
from rehab.messages.cover import CoverView
from rehab.messages.enrolment import EnrolStep
from rehab.messages.letter import Urgency
from rehab.messages.operator import Invariant
from rehab.messages.plan import PauseView, SettingsView
from rehab.messages.privacy import ConsentView, EraseView
from rehab.messages.safety import Flagged, FlagsWhy, NoteToPatient, Noticed
from rehab.messages.staff import ClinicStep, InviteStep, OrderStep
from rehab.messages.week import WeeklyCard, WeeklyView
from rehab.plan import Status
from rehab.protocol import Care, Tier, shipped_protocol
from sandbox.markup import parse_html
from sandbox.replies import ApiError
from storage.kept import EVERYTHING
from tests.soaking import some
from tests.tools.protocols import EXAMPLE, LIBRARIES
from tests.unit.wording.samples import (
    ALERT_RULES,
    FIGURES,
    HELD_BY,
    LENGTHS,
    NOW,
    REQUIREMENTS,
    SIGNS,
    USUAL,
    samples,
    under,
)
from usecases.orders import COMMANDS
from usecases.ports import AskedBy
from usecases.records import InvitationState, PauseReason, Side
from wording.proofread import ABOUT
from wording.pseudo import changed_words, pseudo_words
from wording.reader import Reader
from wording.texts import text
from wording.words import CATALOGUE, FALLBACK, MissingTextError, Words, words_in

ROOT = CATALOGUE.parent.parent
FILES = sorted(CATALOGUE.glob("*/*.ftl"))
OWN = LIBRARIES["pht"].own_file(FALLBACK)
PROTOCOL = shipped_protocol()
LADDER_STEPS = PROTOCOL.running.steps if PROTOCOL.running else ()
RULES = [note.id for note in PROTOCOL.rules]
STAGES = [str(number) for number in range(1, PROTOCOL.last_stage + 1)]
SPEAKING = {"wording", "handlers", "bot"}
LANGUAGES = {"en": words_in("en"), "pseudo": pseudo_words()}
LANGUAGES |= {"example": LIBRARIES["example"].words_in("en"), "example, pseudo": changed_words(LIBRARIES["example"])}


def reader(words: Words) -> Reader:
    """Somebody in London who reads these words."""
    return Reader(words, ZoneInfo("Europe/London"), NOW)


@pytest.fixture(params=LANGUAGES)
def to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader of every language, each told of the protocol whose words they are."""
    if request.param.startswith("example"):
        under(EXAMPLE, monkeypatch)
    return reader(LANGUAGES[request.param])


# --- the files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_is_fluent(path: Path) -> None:
    """A line that the parser does not understand would be left out silently."""
    body = FluentParser().parse(path.read_text("utf-8")).body
    assert [entry.content for entry in body if isinstance(entry, fluent.Junk)] == []


def messages() -> list[str]:
    """The ids of the English catalogue, in all its files, and of what comes with the shipped protocol."""
    files = [path for path in FILES if path.parent.name == "en"] + [OWN]
    parsed = [FluentParser().parse(path.read_text("utf-8")).body for path in files]
    return [entry.id.name for entry in chain(*parsed) if isinstance(entry, fluent.Message)]


def test_no_id_is_there_twice() -> None:
    """Fluent would take one of the two."""
    ids = messages()
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


# --- every message can be said ---------------------------------------------------------------------------------------


def test_every_kind_of_message_is_tried_here() -> None:
    """A new kind must be added to the samples; only a menu is shown and not said."""
    assert {message.kind for message in samples(USUAL)} == set(MESSAGES) - {Menu.kind}


@pytest.mark.parametrize("length", LENGTHS)
def test_every_message_is_valid_and_fits(to: Reader, length: str) -> None:
    """Telegram's HTML, at most 4096 characters, 1024 under a picture, with the longest names and details."""
    wrong = set()
    for message in some(list(samples(LENGTHS[length])), of=3, who=f"{to.words.language} {length}"):
        try:
            plain, _ = parse_html(text(message, to))
        except (MissingTextError, ApiError) as error:
            wrong.add(f"{message.kind}: {error}")
            continue
        if not 0 < len(plain) <= (1024 if message.picture or message.document else 4096):
            wrong.add(f"{message.kind}: {len(plain)} characters")
    assert sorted(wrong) == []


def test_a_note_with_one_sign_that_must_be_escaped_can_be_as_long_as_any() -> None:
    """An ampersand takes five characters in HTML, but one of the thousand that a clinician may write."""
    note = NoteToPatient(text="x" * 999 + "&", clinician="Dr Weber")
    assert parse_html(text(note, reader(LANGUAGES["en"])))[0].endswith("x&")


def test_notices_over_buttons_fit_without_being_cut() -> None:
    """Two hundred characters, and no markup, which would be shown as it is."""
    notices = [message for message in samples(USUAL) if isinstance(message, Toast)]
    said = {message.said: str(text(message, reader(LANGUAGES["en"]))) for message in notices}
    assert {name for name, words in said.items() if len(words) > 200 or "<" in words} == set()


def test_every_button_fits(to: Reader) -> None:
    """Forty characters, none of the labels cut short."""
    wrong = set()
    for message in samples(USUAL):
        markup = keyboard(message, to)
        labels = [button.text for row in (markup.inline_keyboard if markup else ()) for button in row]
        wrong |= {label for label in labels if not label or len(label) > LONGEST_LABEL or label.endswith("…")}
    assert wrong == set()


@pytest.mark.parametrize("length", LENGTHS)
def test_every_keyboard_can_be_made_with_the_longest_names_and_ids(length: str) -> None:
    """A name is cut to fit; what a press asks for stays within Telegram's 64 bytes."""
    for message in samples(LENGTHS[length]):
        markup = keyboard(message, reader(LANGUAGES["en"]))
        for button in chain(*(markup.inline_keyboard if markup else ())):
            assert 0 < len(button.text) <= LONGEST_LABEL
            assert len(str(button.callback_data).encode()) <= 64


def test_every_message_survives_the_outbox() -> None:
    """What is written down is what is said later."""
    assert all(decode(message.kind, encode(message)) == message for message in samples(USUAL))


def test_nothing_that_is_said_under_another_protocol_is_about_the_shipped_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message and no button, in any of their forms; only questions that this protocol does not ask are left out."""
    under(EXAMPLE, monkeypatch)
    to, said = reader(LANGUAGES["example"]), set[str]()
    for message in samples(USUAL):
        if isinstance(message, WeeklyCard) and (message.view is WeeklyView.SITTING or message.better):
            continue
        markup = keyboard(message, to)
        labels = [button.text for row in (markup.inline_keyboard if markup else ()) for button in row]
        said |= {parse_html(text(message, to))[0], *labels}
    assert len(said) > 1000
    assert sorted(one for one in said if OTHER_CONDITION.search(one)) == []


# --- ids in the code and in the catalogue ----------------------------------------------------------------------------

# Tiers as they stand in ids: without what an id cannot have in it.
TIERS = [tier.replace("/", "") for tier in Tier]
RED = [tier for tier in TIERS if tier != "D"]
# Words of the shipped protocol's condition.
OTHER_CONDITION = re.compile(
    r"hamstring|sit(?:ting)? bone|sitting min|buttock|cushion|bridge|deadlift|nordic|thigh|proximal|\bhip\b(?!-width)",
    re.IGNORECASE,
)
KNOWN_HERE = [name for name in MEASURES if name != EXAMPLE.questionnaire]
# Ids that the code puts together, and everything that can be put in. A new one must be added here.
DYNAMIC: dict[str, list[str]] = {
    "protocol-{}": list(ABOUT), "flag-{}": list(SIGNS), "flag-{}.long": list(SIGNS),
    "flag-{}.medicine": ["fluoroquinolone"], "alert-head-{}": list(AlertKind),
    "alert-kind-{}": list(AlertKind),
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


def test_every_id_that_is_put_together_is_declared_here() -> None:
    """Otherwise nobody could tell whether its texts are there."""
    assert patterns() == set(DYNAMIC)


def test_everything_that_is_said_is_in_the_catalogue() -> None:
    """By an id that is spelt out, or put together."""
    words = LANGUAGES["en"]
    assert sorted(one for one in spelt_out() | put_together() if not words.has(one)) == []


# Read where the text is kept and not where it is said, or chosen into a variable first.
ELSEWHERE = {"timer-work-hold", "order-confirm-position", "why-not_yet-answer"}


@pytest.mark.parametrize("name", ABOUT)
def test_what_a_protocol_says_of_its_condition_stands_in_a_sentence_of_the_catalogue(name: str) -> None:
    """Otherwise every protocol would have to say it for nothing."""
    assert any(f"{{ protocol-{name} }}" in path.read_text("utf-8") for path in FILES)


def test_everything_in_the_catalogue_is_said_somewhere() -> None:
    """A text that nobody says would be translated for nothing."""
    used = {one.partition(".")[0] for one in spelt_out() | put_together()}
    assert sorted(set(messages()) - used - ELSEWHERE) == []


@pytest.mark.parametrize("flag", SIGNS)
def test_every_sign_has_a_label_and_a_sentence(flag: str) -> None:
    """The label fits a button, the sentence a message."""
    to = reader(LANGUAGES["en"])
    assert 3 <= len(to.plain(f"flag-{flag}")) <= 22
    assert len(to.plain(f"flag-{flag}.long")) > len(to.plain(f"flag-{flag}")) / 2


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_told_to_patients_and_clinicians(rule: str) -> None:
    """A sentence for one, a few words for the other."""
    assert LANGUAGES["en"].has(f"rule-{rule}")
    assert any(one.startswith(f"why-{rule}") for one in messages())


def test_what_is_escaped_once_is_not_escaped_twice() -> None:
    """A name with an ampersand in it is shown with one."""
    awkward = [one for one in samples(LENGTHS["awkward"]) if not isinstance(one, NoteToPatient)]
    shown = {one.kind: parse_html(text(one, reader(LANGUAGES["en"])))[0] for one in awkward}
    assert sorted(kind for kind, words in shown.items() if "&amp;" in words or "&lt;" in words) == []


def test_no_instruction_makes_light_of_anything() -> None:
    """Nobody reads that it is probably nothing, is asked for a number, or may put it off."""
    told = [message for message in samples(USUAL) if isinstance(message, Flagged | Noticed)]
    assert {type(message) for message in told} == {Flagged, Noticed}
    for message in told:
        words = text(message, reader(LANGUAGES["en"]))
        assert re.search(r"probably|likely nothing|no worry|not to worry|0.10|later", words, re.IGNORECASE) is None
        buttons = chain(*(markup.inline_keyboard if (markup := keyboard(message, reader(LANGUAGES["en"]))) else ()))
        assert not any(button.text.isdigit() for button in buttons)


def test_every_instruction_says_whom_to_ring() -> None:
    """The clinic's number and the emergency number, whatever the sign."""
    clinic = {"name": "Clinic", "phone": "<phone>", "hours": "<hours>", "emergency": "<emergency>"}
    for message in samples(USUAL):
        if isinstance(message, Flagged | Noticed):
            words = text(replace(message, clinic=Clinic(**clinic)), reader(LANGUAGES["en"]))
            assert [value for name, value in clinic.items() if name != "name" and escape(value) not in words] == []
            assert "around the clock" in words
