"""Every message can be said, in every language, with names and details of any length."""

import re
from dataclasses import replace
from html import escape
from itertools import chain

import pytest

from handlers.keyboards import keyboard
from handlers.keyboards.base import LONGEST_LABEL
from rehab.messages import MESSAGES, Clinic, decode, encode
from rehab.messages.common import Menu, Toast
from rehab.messages.safety import Flagged, NoteToPatient, Noticed
from rehab.messages.week import WeeklyCard, WeeklyView
from sandbox.markup import parse_html
from sandbox.replies import ApiError
from tests.soaking import some
from tests.tools.protocols import EXAMPLE
from tests.unit.wording.readers import LANGUAGES, reader
from tests.unit.wording.samples import samples
from tests.unit.wording.samples.values import LENGTHS, USUAL
from tests.unit.wording.samples.world import under
from wording.reader import Reader
from wording.texts import text
from wording.words import MissingTextError


@pytest.fixture(params=LANGUAGES)
def to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader of every language, each told of the protocol whose words they are."""
    if request.param.startswith("example"):
        under(EXAMPLE, monkeypatch)
    return reader(LANGUAGES[request.param])


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


# Words of the shipped protocol's condition.
OTHER_CONDITION = re.compile(
    r"hamstring|sit(?:ting)? bone|sitting min|buttock|cushion|bridge|deadlift|nordic|thigh|proximal|\bhip\b(?!-width)",
    re.IGNORECASE,
)


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
