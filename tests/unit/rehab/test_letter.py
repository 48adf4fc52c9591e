"""The letter about a patient: what it is about, by rule; what nobody has recorded stays unknown (reference 5.3)."""

import pytest

from rehab.engine import AlertKind
from rehab.engine.review import KINDS
from rehab.letter import ASKED, TOPICS, most_pressing
from rehab.messages.letter import Urgency
from tests.unit.rehab.letters import raised, written
from tests.unit.rehab.tales import FIRST, PROTOCOL, flagged, happens, instant, moment, tale, trained


@pytest.mark.parametrize(
    ("rule", "urgency"),
    [
        ("stalled", Urgency.ROUTINE),
        ("outer_limit", Urgency.ROUTINE),
        ("poor_adherence", Urgency.ROUTINE),
        ("still_improving", Urgency.ROUTINE),
        ("early_warning", Urgency.ROUTINE),
        ("worsening", Urgency.TWO_WEEKS),
        ("routine_sign", Urgency.TWO_WEEKS),
        ("treatment", Urgency.TWO_WEEKS),
        ("second_flare", Urgency.TWO_WEEKS),
        ("flare_not_over", Urgency.TWO_WEEKS),
        ("overload_in_first_stage", Urgency.TWO_WEEKS),
    ],
)
def test_how_urgent_it_is_follows_from_its_rule(rule: str, urgency: Urgency) -> None:
    """With the rule's numbers as they were, and the thresholds that it compared."""
    made = written(tale(2, 2, trained(0)), raised(rule, weeks=12.0))
    assert (made.urgency, made.fired.rule, made.fired.at) == (urgency, rule, instant(84))
    assert made.fired.inputs == {"weeks": 12.0}
    assert made.fired.thresholds == {name: PROTOCOL.thresholds.value(name) for name in TOPICS[rule].uses}
    assert made.fired.asks


@pytest.mark.parametrize(
    ("tier", "urgency"), [("A", Urgency.EMERGENCY), ("B", Urgency.SAME_DAY), ("C", Urgency.TWO_WEEKS)]
)
def test_a_red_flag_is_as_urgent_as_its_tier(tier: str, urgency: Urgency) -> None:
    """Nothing but the signs is compared, and no decision is awaited that a button could give."""
    made = written(tale(2, 2, trained(0)), raised("red_flag", AlertKind.URGENT, flags="pop", tier=tier))
    assert made.urgency is urgency
    assert not made.fired.asks
    assert made.fired.options == ()


def test_a_letter_that_somebody_asks_for_tells_how_things_stand() -> None:
    """By no rule, with today's numbers, and without anything to consider."""
    made = written(tale(2, 2, trained(0, during=3, after=4), baseline_pain=5))
    assert (made.fired.rule, made.urgency, made.fired.options) == (ASKED, Urgency.ROUTINE, ())
    assert (made.fired.inputs["pain_start"], made.fired.inputs["pain_now"]) == (5.0, 4.0)
    assert not made.fired.asks


def test_an_alert_that_is_no_case_for_a_letter_brings_a_summary() -> None:
    """Such as one that nothing is delivered any more."""
    made = written(tale(2, 2, trained(0)), raised("unreachable", AlertKind.UNREACHABLE))
    assert (made.fired.rule, made.urgency) == (ASKED, Urgency.ROUTINE)


def test_every_finding_of_a_review_but_silence_can_be_written_about() -> None:
    """Somebody of whom nothing is heard has no case to tell."""
    assert set(KINDS) - set(TOPICS) == {"lost_contact"}


def test_other_treatment_is_named_only_where_the_programme_was_done_and_did_not_help() -> None:
    """The least invasive first; nothing of the kind for somebody who could not do it, or is still improving."""
    asked = {rule for rule, topic in TOPICS.items() if {"mri", "eswt", "injection", "surgery"} & set(topic.options)}
    assert asked == {"stalled", "outer_limit"}
    all_of_them = ("diagnosis", "dose", "adjuncts", "mri", "eswt", "injection", "surgery")
    assert TOPICS["stalled"].options == all_of_them
    assert written(tale(2, 2, trained(0)), raised("stalled")).fired.options == all_of_them


def test_of_several_alerts_the_most_pressing_is_written_about() -> None:
    """The most urgent; of two that are as urgent the graver; those that are no case for a letter are left out."""
    early, stalled, worse = raised("early_warning"), raised("stalled"), raised("worsening")
    danger, gone = raised("red_flag", tier="A"), raised("unreachable", AlertKind.UNREACHABLE)
    assert most_pressing({1: early, 2: stalled}) == 2
    assert most_pressing({1: early, 2: stalled, 3: worse}) == 3
    assert most_pressing({1: worse, 2: danger}) == 2
    assert most_pressing({1: gone}) is None
    assert most_pressing({}) is None


def test_every_screen_is_logged_with_its_answer() -> None:
    """Clean ones too; the first is the one before the first session."""
    made = written(tale(2, 2, flagged(3), flagged(9, "pop", "bruising")))
    assert made.screened_at == FIRST
    [some] = written(tale(2, 2, happens(3, "red_flag", flags=[], asked=["pop"]))).screens
    assert (some.flags, some.asked) == ((), ("pop",))
    assert [((one.day - FIRST).days, one.flags) for one in made.screens] == [(3, ()), (9, ("pop", "bruising"))]


def test_of_a_patient_who_has_just_begun_nothing_is_made_up() -> None:
    """Unknown is None, and lists are empty."""
    made = written(tale(1, 1, until=moment(0, "09:00")))
    done = made.programme
    assert (made.trends, made.totals, made.screens, made.dealt) == ((), (), (), ())
    assert (done.adherence, done.lowered, done.pauses, done.tests, done.orders) == (None, (), (), (), ())
    assert made.fired.inputs["pain_now"] is None
    assert made.fired.inputs["adherence"] is None
