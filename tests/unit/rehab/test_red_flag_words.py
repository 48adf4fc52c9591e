"""Words in a message that point at a red flag (reference section 4): asked about, never decided on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.protocol import Tier
from rehab.red_flags import days_to_be_seen, fastest_tier, lesser, listed, mentioned, reportable, signs_in
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
    ("both my legs are weak", "both_legs"),
    ("I coughed up blood", "collapse"),
    ("I fainted", "collapse"),
    ("my immune system is weak", "infection_risk"),
    ("my buttock is swollen", "swelling"),
    ("it came on suddenly", "sudden_onset"),
    ("it hurts with every step", "bone_pain"),
    ("I have osteoporosis", "fragile_bone"),
    ("night sweats again", "night_sweats"),
    # what is no emergency
    ("tingling in my calf", "tingling"),
    ("pins and needles", "tingling"),
    ("it shoots down my leg", "shooting_pain"),
    ("is it sciatica?", "shooting_pain"),
    ("it hurts on both sides now", "both_sides"),
    ("I'm pregnant", "pregnancy"),
    ("about my pregnancy", "pregnancy"),
    ("the doctor gave me a cortisone injection", "injection"),
    ("I had two injections", "injection"),
    ("surgery is next week", "surgery"),
    ("they operated on me", "surgery"),
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
    assert flag in signs_in(text, PROTOCOL)


@pytest.mark.parametrize("text", ["no numbness", "I don't feel numb", "never had a fever", "not breathless"])
def test_a_sign_that_is_denied_is_asked_about_all_the_same(text: str) -> None:
    """Safer once too often than a "not" read wrongly."""
    assert signs_in(text, PROTOCOL) != ()


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
    assert signs_in(text, PROTOCOL) == ()


def test_several_signs_come_in_the_order_of_the_protocol() -> None:
    """Which begins with the most urgent."""
    assert signs_in("bruised after a pop, and now numb", PROTOCOL) == ("saddle_numbness", "pop", "bruising")


def test_a_sign_without_words_is_never_found_in_a_text() -> None:
    """It can only be ticked."""
    known = {**PROTOCOL.red_flags, **PROTOCOL.routine_signs}
    silent = [sign for sign, what in known.items() if not what.words]
    assert silent
    assert not set(silent) & set(signs_in(" ".join(silent).replace("_", " "), PROTOCOL))


@examples(60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_around_a_word_it_is_found(before: str, after: str) -> None:
    """Any text at all is read without trouble."""
    assert "saddle_numbness" in signs_in(f"{before} numb {after}", PROTOCOL)


def test_the_fastest_help_counts() -> None:
    """An emergency among lesser signs is an emergency."""
    assert fastest_tier(("weight_loss", "pop", "bladder"), PROTOCOL) is Tier.A
    assert fastest_tier(("weight_loss", "pop", "fever"), PROTOCOL) is Tier.AB
    assert fastest_tier(("weight_loss", "pop"), PROTOCOL) is Tier.B
    assert fastest_tier(("weight_loss", "tingling"), PROTOCOL) is Tier.C
    assert fastest_tier(("tingling",), PROTOCOL) is Tier.D


@pytest.mark.parametrize(
    ("signs", "days"),
    [
        (("bladder",), 0),
        (("fever",), 0),
        (("pop", "weight_loss"), 0),
        (("weight_loss",), 14),
        (("fluoroquinolone",), 1),
        (("weight_loss", "fluoroquinolone", "tingling"), 1),
        (("tingling",), 14),
        (("tingling", "weight_loss"), 14),
    ],
)
def test_the_earliest_day_counts(signs: tuple[str, ...], days: int) -> None:
    """By the tier, or by a timing of the sign's own."""
    assert days_to_be_seen(signs, PROTOCOL) == days


def test_what_can_be_reported_begins_with_the_most_urgent() -> None:
    """Tier by tier; what is routine and what was done elsewhere last."""
    signs = reportable(PROTOCOL)
    assert [PROTOCOL.tier(sign) for sign in signs] == sorted(PROTOCOL.tier(sign) for sign in signs)
    assert signs[-2:] == ("injection", "surgery")
    assert len(signs) == len(set(signs))


@pytest.mark.parametrize(
    ("sign", "slower"), [("fever", False), ("pop", False), ("weight_loss", True), ("injection", True)]
)
def test_what_is_less_urgent(sign: str, slower: bool) -> None:
    """Neither an emergency nor a matter of today."""
    assert lesser(sign, PROTOCOL) is slower


@pytest.mark.parametrize("text", ["Shall I stretch?", "I STRETCHED", "stretching helps", "stretches"])
def test_stretching_is_noticed(text: str) -> None:
    """In whatever form it is written; it is no sign of danger."""
    assert mentioned(text, PROTOCOL) == ("stretching",)
    assert signs_in(text, PROTOCOL) == ()


@pytest.mark.parametrize("text", ["", "outstretched", "I walked"])
def test_other_words_are_not_about_stretching(text: str) -> None:
    """Also where they hold the letters of it."""
    assert mentioned(text, PROTOCOL) == ()


def test_every_sign_stands_in_one_of_the_two_lists() -> None:
    """The urgent ones and the slower ones are all that there are, and none is in both."""
    urgent, slower = (listed(PROTOCOL, slower=slow) for slow in (False, True))
    assert sorted((*urgent, *slower)) == sorted(reportable(PROTOCOL))
    assert all(lesser(sign, PROTOCOL) is (sign in slower) for sign in reportable(PROTOCOL))
