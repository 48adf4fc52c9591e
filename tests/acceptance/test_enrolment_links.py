"""The link during the enrolment: refused, expired, opened again, and the way back to the card."""

from tests.acceptance.newcomer import EASY_WAY, Newcomer, a_newcomer, at_the_check, at_the_times

ann = a_newcomer()


async def test_every_link_that_does_not_open_gets_the_same_kind_words(ann: Newcomer) -> None:
    """Somebody else's, a used, a foreign and an invented link: nothing is told apart."""
    eve, mallory = ann.world.person("Eve"), ann.world.person("Mallory")
    await ann.opens()
    answers = {(await ann.opens(eve)).text, (await ann.opens(mallory, "no-such-code-as-this-one")).text}
    answers.add((await ann.opens(ann.clinician)).text)
    await ann.does(*EASY_WAY)
    answers |= {(await ann.opens(eve)).text, (await ann.opens()).text}
    assert answers == {ann.words("invitation-refused")}


async def test_a_link_expires(ann: Newcomer) -> None:
    """After some days nobody can begin with it, and the clinic is where to ask."""
    await ann.rig.pass_time(hours=71)
    assert (await ann.opens()).text != ann.words("invitation-refused")
    await ann.rig.pass_time(hours=2)
    assert (await ann.opens()).text == ann.words("invitation-refused")
    assert await ann.plan() is None


@at_the_check
async def test_a_link_that_expires_on_the_way_sends_the_patient_to_the_clinic(ann: Newcomer) -> None:
    """Begun, left for days, and taken up too late: the clinic is named, not a command that leads nowhere."""
    await ann.rig.pass_time(days=4)
    answer = (await ann.does("none-of-these")).text + ann.toast
    assert await ann.plan() is None
    assert "/today" not in answer
    assert "clinic" in answer


@at_the_times
async def test_opening_the_link_again_goes_on_where_it_was_left(ann: Newcomer) -> None:
    """The same account continues: what was read, agreed to and answered is not asked again."""
    await ann.opens()
    assert ann.offers("these-suit")


async def test_a_card_from_before_changes_nothing(ann: Newcomer) -> None:
    """After opening the link again there may be two cards; a press on the older one is answered, and that is all."""
    first = await ann.opens()
    await ann.opens()
    await ann.does("begin", "agree")
    if first.id in ann.person.room.messages:
        ann.person.presses(message_id=first.id, data=first.buttons[0].data)
        await ann.rig.settle()
        assert ann.toast
    assert ann.offers("none-of-these")


@at_the_check
async def test_start_without_a_link_brings_the_card_back(ann: Newcomer) -> None:
    """Whoever presses START in the middle finds their place again."""
    await ann.opens(code="")
    assert ann.offers("none-of-these")


@at_the_check
async def test_idle_talk_brings_the_card_back(ann: Newcomer) -> None:
    """Whoever writes instead of pressing is told how to go on, with the card near."""
    await ann.says("is this a robot?")
    assert ann.card("none-of-these") is not None
    assert ann.words("said-finish_enrolment") in ann.person.screen().text


@at_the_times
async def test_enrolled_in_the_evening_nothing_of_the_day_is_caught_up_on(ann: Newcomer) -> None:
    """What was due before the plan began is not asked for; the next morning it starts."""
    await ann.until("22:00")
    await ann.does("these-suit")
    await ann.until("08:30")
    assert ann.heard_at() == ["Mon 22:00", "Tue 08:30"]
