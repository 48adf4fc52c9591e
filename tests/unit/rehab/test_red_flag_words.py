"""Words in a message that point at a red flag (reference section 4): asked about, never decided on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.protocol import Tier
from rehab.red_flags import fastest_tier, flags_in
from tests.unit.rehab.examples import examples
from tests.unit.rehab.tales import PROTOCOL

POINTS = [
    # every sign that the reference names
    ("I felt a pop", "pop"),
    ("something snapped in my buttock", "pop"),
    ("there's a bruise on my thigh", "bruising"),
    ("I am numb between my legs", "saddle_numbness"),
    ("I can't hold my wee", "bladder"),
    ("my bladder feels odd", "bladder"),
    ("my bowels have changed", "bowel"),
    ("I think I have foot drop", "progressive_weakness"),
    ("I have a fever", "fever"),
    ("night sweats again", "fever"),
    ("my calf is swollen", "dvt_signs"),
    ("a bit breathless", "breathless"),
    ("weight loss for weeks", "weight_loss"),
    ("I can't walk", "cannot_bear_weight"),
    ("I am taking ciprofloxacin", "fluoroquinolone"),
    ("it is agony", "severe_pain"),
    ("I had cancer before", "cancer_history"),
    ("chest pain since lunch", "chest_pain"),
    # plurals and other forms
    ("numbness down below", "saddle_numbness"),
    ("two bruises", "bruising"),
    ("bruising all over", "bruising"),
    ("it pops and snaps", "pop"),
    ("I must have torn it", "pop"),
    ("chest pains", "chest_pain"),
    ("fevers at night", "fever"),
    ("shivering", "fever"),
    ("incontinence", "bladder"),
    ("trouble urinating", "bladder"),
    ("breathlessness", "breathless"),
    ("shortness of breath", "breathless"),
    ("both calves are swollen", "dvt_signs"),
    ("my foot slaps the ground", "progressive_weakness"),
    # as people and phones write
    ("NUMB", "saddle_numbness"),
    ("I can\u2019t walk", "cannot_bear_weight"),
    ("I can`t walk", "cannot_bear_weight"),
    ("i cant walk", "cannot_bear_weight"),
    ("I can\u00b4t  walk", "cannot_bear_weight"),
    ("can not walk", "cannot_bear_weight"),
    ("short of\nbreath", "breathless"),
    ("\uff4e\uff55\uff4d\uff42", "saddle_numbness"),
    ("Pop!", "pop"),
    ("(bruise)", "bruising"),
]


@pytest.mark.parametrize(("text", "flag"), POINTS)
def test_words_point_at_a_sign(text: str, flag: str) -> None:
    """In whatever form they are written."""
    assert flag in flags_in(text, PROTOCOL)


@pytest.mark.parametrize("text", ["no numbness", "I don't feel numb", "never had a fever", "not breathless"])
def test_a_sign_that_is_denied_is_asked_about_all_the_same(text: str) -> None:
    """Safer once too often than a "not" read wrongly."""
    assert flags_in(text, PROTOCOL) != ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "which number shall I ring?",
        "I'm popular",
        "a week ago",
        "sweet",
        "peel",
        "I can walk",
        "a snapshot",
        "tears in my eyes",
        "ever",
        "my chest is fine",
        "the weather is cold",
        "3",
    ],
)
def test_ordinary_words_point_at_nothing(text: str) -> None:
    """Also where a sign's word is a part of another one."""
    assert flags_in(text, PROTOCOL) == ()


def test_several_signs_come_in_the_order_of_the_protocol() -> None:
    """Which begins with the most urgent."""
    assert flags_in("bruised after a pop, and now numb", PROTOCOL) == ("saddle_numbness", "pop", "bruising")


def test_a_sign_without_words_is_never_found_in_a_text() -> None:
    """It can only be ticked."""
    silent = [flag for flag, red in PROTOCOL.red_flags.items() if not red.words]
    assert silent
    assert not set(silent) & set(flags_in(" ".join(silent).replace("_", " "), PROTOCOL))


@examples(60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_a_word_it_is_found(before: str, after: str) -> None:
    """Any text at all is read without trouble."""
    assert "saddle_numbness" in flags_in(f"{before} numb {after}", PROTOCOL)


def test_the_fastest_help_counts() -> None:
    """An emergency among lesser signs is an emergency."""
    assert fastest_tier(("weight_loss", "pop", "bladder"), PROTOCOL) is Tier.A
    assert fastest_tier(("weight_loss", "pop"), PROTOCOL) is Tier.B
    assert fastest_tier(("weight_loss",), PROTOCOL) is Tier.C
