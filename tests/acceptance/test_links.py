"""The link: shown once, single-use, expiring, taken back, renewed, scanned; and what becomes of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import segno
from sqlalchemy import select, update

from rehab.plan import Position
from storage.repositories.guesses import AT_ONCE, EVERY
from storage.tables import pace
from tests.acceptance.inviting import Running, is_refused, modules, starts
from tests.acceptance.staff import (
    Watch,
    calm,
    clinic,
    code_in,
    forges,
    invited,
    kept,
    labels,
    of,
    opened,
    said,
)


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """A clinic whose administrator treats patients as well."""
    async with opened(tmp_path, clinic) as started:
        yield started


async def test_the_link_is_shown_once_and_kept_nowhere(running: Running, tmp_path: Path) -> None:
    """Going on to the list takes it away, and the database holds only its hash."""
    rig, cast = running
    code = await rig.invites(cast["owner"])
    await rig.presses(cast["owner"], rig.label("invitations"))
    assert code not in cast["owner"].screen().text
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("sitbone.db*"))  # noqa: ASYNC240 - a small file
    assert code.encode() not in stored


async def test_a_link_is_also_a_picture_to_scan(running: Running) -> None:
    """It holds exactly the address of the link, so that another link's picture is another one."""
    rig, cast = running
    for name in ("Ann Example", "Bob Other"):
        link = rig.world.link(await rig.invites(cast["owner"], name))
        shown = await rig.presses(cast["owner"], rig.label("qr"))
        assert shown.text == said(rig, "qr-caption", name=name)
        assert shown.attachment is not None
        assert modules(shown.attachment.data) == [list(row) for row in segno.make(link, error="m").matrix]
    await calm(rig)


async def test_a_link_opens_for_one_person_only(running: Running) -> None:
    """Whoever opened it first may open it again until the plan has begun; nobody else may."""
    rig, cast = running
    code = await invited(rig, cast["owner"], "Ann Example")
    ann = await starts(rig, code)
    await is_refused(rig, rig.world.person("Thief"), code)
    ann.start(code)
    await rig.settle()
    assert rig.label("begin") in labels(ann.screen().last)
    ann = await rig.enrols(await invited(rig, cast["owner"], "Bob Other"), "Bob")
    await is_refused(rig, cast["owner"], code)
    await is_refused(rig, ann, code)


async def test_a_used_link_opens_nothing_any_more(running: Running) -> None:
    """Neither for the patient themselves nor for somebody who found it."""
    rig, cast = running
    code = await invited(rig, cast["owner"], "Ann Example")
    ann = await rig.enrols(code)
    await is_refused(rig, ann, code)
    await is_refused(rig, rig.world.person("Finder"), code)


async def test_whoever_is_refused_is_not_remembered(running: Running) -> None:
    """Somebody who found a used link agreed to nothing: their name and chat are not kept."""
    rig, cast = running
    code = await invited(rig, cast["owner"], "Ann Example")
    await rig.enrols(code)
    people = (await kept(rig))["person"]
    await starts(rig, code, "Finder")
    assert (await kept(rig))["person"] == people


async def test_a_link_expires(running: Running) -> None:
    """After three days, also in the hands of somebody who had begun."""
    rig, cast = running
    code, other = await invited(rig, cast["owner"], "Ann Example"), await invited(rig, cast["owner"], "Bob Other")
    bob = await starts(rig, other, "Bob")
    await rig.pass_time(days=3)
    await is_refused(rig, rig.world.person("Late"), code)
    bob.presses(rig.label("begin"))
    await rig.settle()
    assert bob.screen().toasts[-1] == said(rig, "said-link_over")


async def test_the_list_tells_what_became_of_each_link(running: Running) -> None:
    """Expired, taken back, used, pending: each with its mark and its time."""
    rig, cast = running
    await invited(rig, cast["owner"], "Eve Expired")
    await rig.pass_time(days=4)
    for name in ("Rex Revoked", "Una Used", "Pia Pending"):
        code = await invited(rig, cast["owner"], name)
        if name.startswith("Una"):
            await rig.enrols(code, "Una")
    await rig.says(cast["owner"], "/invitations")
    listed = await rig.presses(cast["owner"], of(rig, "revoke", "Rex Revoked"))
    for line in ("🕓 Pia Pending –", "✅ Una Used –", "🚫 Rex Revoked –", "⌛ Eve Expired –"):
        assert line in listed.text
    assert of(rig, "renew", "Una Used") not in labels(listed)


async def test_a_long_list_has_pages(running: Running) -> None:
    """The newest first; older ones one press away, and back."""
    rig, cast = running
    for number in range(7):
        await invited(rig, cast["owner"], f"Patient {number}")
        await rig.pass_time(minutes=1)
    first = await rig.says(cast["owner"], "/invitations")
    assert "Patient 6" in first.text
    assert "Patient 0" not in first.text
    older = await rig.presses(cast["owner"], rig.label("older"))
    assert "Patient 0" in older.text
    assert "Patient 6" in (await rig.presses(cast["owner"], rig.label("newer"))).text


async def test_a_link_that_was_taken_back_is_dead(running: Running) -> None:
    """Taking it back twice changes nothing and says so."""
    rig, cast = running
    code = await invited(rig, cast["owner"], "Ann Example")
    card = await rig.says(cast["owner"], "/invitations")
    again = next(b.data for b in card.buttons if b.label == of(rig, "revoke", "Ann Example"))
    await rig.presses(cast["owner"], of(rig, "revoke", "Ann Example"))
    await is_refused(rig, rig.world.person("Late"), code)
    before = await kept(rig)
    assert await forges(rig, cast["owner"], again) == said(rig, "said-changed")
    assert await kept(rig) == before


async def test_a_renewed_link_works_and_the_old_one_does_not(running: Running) -> None:
    """For the same patient with the same start."""
    rig, cast = running
    old = await invited(rig, cast["owner"], "Ann Example", level=2)
    await rig.says(cast["owner"], "/invitations")
    new = code_in(await rig.presses(cast["owner"], of(rig, "renew", "Ann Example")))
    assert new != old
    await is_refused(rig, rig.world.person("Late"), old)
    await rig.enrols(new)
    assert (await rig.record()).plan.position == Position(1, 2)


async def test_no_picture_is_made_of_a_dead_link(running: Running) -> None:
    """A code that opens nothing any more must not be scanned from the clinician's screen."""
    rig, cast = running
    await rig.invites(cast["owner"])
    button = next(b for b in cast["owner"].screen().last.buttons if b.label == rig.label("qr"))
    await rig.says(cast["owner"], "/invitations")
    await rig.presses(cast["owner"], of(rig, "revoke", "Ann Example"))
    watch = Watch(cast["owner"])
    await forges(rig, cast["owner"], button.data)
    assert not watch.new()


async def test_the_clinician_is_told_when_the_patient_is_in(running: Running) -> None:
    """With where they start, and the way to their card."""
    rig, cast = running
    code = await invited(rig, cast["owner"], "Ann Example")
    watch = Watch(cast["owner"])
    await rig.enrols(code)
    [note] = watch.new()
    assert note.text == said(rig, "patient-in", name="Ann Example", stage=1, level=1)
    opened_card = await rig.presses(cast["owner"], of(rig, "open", "Ann Example"))
    assert opened_card.text.startswith("Ann Example")


async def test_a_red_flag_before_the_start_closes_the_link_and_reaches_the_clinician(running: Running) -> None:
    """No plan begins; a renewed link lets the same person begin later."""
    rig, cast = running
    ann = await starts(rig, await invited(rig, cast["owner"], "Ann Example"))
    watch = Watch(cast["owner"])
    for label in ("begin", "agree", "some"):
        await rig.presses(ann, rig.label(label))
    await rig.presses(ann, rig.reader.plain("flag-fever"))
    [told] = watch.new()
    assert "Ann Example" in told.text
    assert said(rig, "flag-fever.long") in told.text
    assert not (await kept(rig))["plan"]
    await rig.says(cast["owner"], "/invitations")
    code = code_in(await rig.presses(cast["owner"], of(rig, "renew", "Ann Example")))
    ann.start(code)
    await rig.settle()
    for label in ("begin", "agree", "none-of-these", "yes-time", "these-suit"):
        await rig.presses(ann, rig.label(label))
    assert (await rig.record()).plan.position == Position(1, 1)


async def test_codes_are_not_guessed(running: Running) -> None:
    """After a few that open nothing no code is looked at from that chat, also a right one; from another it is."""
    rig, cast = running
    code, guesser = await invited(rig, cast["owner"], "Ann Example"), rig.world.person("Guesser")
    for number in range(AT_ONCE):
        await is_refused(rig, guesser, f"{code[:-2]}{number:02}")
    await is_refused(rig, guesser, code)
    assert rig.label("begin") in labels((await starts(rig, code)).screen().last)


async def test_who_mistyped_may_come_in_after_a_while(running: Running) -> None:
    """A share that is used up grows again."""
    rig, cast = running
    code, ann = await invited(rig, cast["owner"], "Ann Example"), rig.world.person("Ann")
    for number in range(AT_ONCE):
        await is_refused(rig, ann, f"{code[:-2]}{number:02}")
    async with rig.app.database.writing() as connection:  # as it is ten minutes later
        used_until = (await connection.execute(select(pace.c.used_until))).scalar_one()
        await connection.execute(update(pace).values(used_until=used_until - EVERY))
    ann.start(code)
    await rig.settle()
    assert rig.label("begin") in labels(ann.screen().last)
