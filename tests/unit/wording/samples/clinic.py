"""The clinic and its staff: the way in, invitations, hand-overs."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.messages import Message
from rehab.messages import alerts as a
from rehab.messages import clinic as ct
from rehab.messages import cover as cv
from rehab.messages import day as d
from rehab.messages import invitations as i
from rehab.messages import operator as n
from rehab.messages import orders as r
from rehab.permissions import Role
from rehab.plan import Position
from tests.unit.wording.samples import world
from tests.unit.wording.samples.values import BIG, DAY, NOW, RED, Words
from usecases.records import InvitationState, Side, Sight


def staff(w: Words) -> Iterator[Message]:
    """The clinic, the way in, invitations."""
    for step, clinic in product(ct.ClinicStep, (w.clinic, None)):
        if clinic or step is not ct.ClinicStep.HOME:
            yield ct.ClinicCard(step=step, clinic=clinic)
    for roles, count, joined in product(product((False, True), repeat=2), (0, 1, 9), (False, True)):
        home = ct.StaffHome(name=w.name, clinic=w.clinic.name, clinician=roles[0], administrator=roles[1])
        yield from (replace(home, patients=count, alerts=count, joined=joined), replace(home, clinic=None))
    for asked, side, flag in product(i.InviteStep, Side, (False, True)):
        answers: dict[str, d.Value] = {"name": w.name, "side": side.value, "stage": 2, "level": 4, "baseline_pain": 10}
        answers |= {"sport_goal": flag, "surgery_or_injection": flag, "phone": w.clinic.phone if flag else None}
        check, stages = world.PROTOCOL.stage(2).start_check, world.PROTOCOL.last_stage
        yield i.InviteCard(step=asked, answers=answers, stages=stages, levels=4, start_check=check)
    for role, name, again in product((Role.PATIENT, Role.CLINICIAN), (w.name, None), (False, True)):
        code = "x" * 32
        yield i.InvitationCard(invitation=BIG, role=role, name=name, code=code, expires_at=NOW, again=again)
        yield i.QrCode(code=code, name=name)
    lines = tuple(
        i.InvitationLine(invitation=BIG, role="patient", name=name, state=state.value, expires_at=NOW, used_at=NOW)
        for state, name in product(InvitationState, (w.name, None))
    )
    yield from (i.InvitationsCard(lines=lines[:6], page=1, pages=3), i.InvitationsCard(lines=()))
    came = i.PatientIn(plan=BIG, name=w.name, position=Position(1, 1))
    yield from (came, replace(came, again=True), replace(came, left=True), replace(came, goal=True))
    yield replace(came, withdrawn=True)
    looks = tuple(ct.AccessLine(at=NOW, who=w.name, whom=w.name, what=sight.value) for sight in Sight)
    yield from (ct.AccessCard(lines=looks * 2, page=1, pages=3), ct.AccessCard(lines=()))
    yield ct.StaffUnreachable(name=w.name)
    yield from (n.AuditFailed(found=dict.fromkeys(n.Invariant, count)) for count in (1, 12))
    rated = (
        r.RatedDay(day=DAY, before=1.5, during=2, after=1),
        r.RatedDay(day=DAY, before=None, during=None, after=None),
    )
    yield from (
        r.ApprovalWanted(
            plan=BIG, name=w.name, stage=world.PROTOCOL.last_stage, test=world.PROTOCOL.stages[-2].exit_test, days=days
        )
        for days in ((), rated)
    )
    for tier, phone in product(RED, (w.clinic.phone, None)):
        yield a.ScreenPositive(name=w.name, flags=world.FLAGS, tier=tier.value, at=NOW, see_by=DAY, phone=phone)


def covers(w: Words) -> Iterator[Message]:
    """Every step of a hand-over."""
    card = cv.CoverCard(
        view=cv.CoverView.WHO, colleagues=((BIG, w.name),) * 8, chosen=BIG, start=7, cover=BIG,
        absent=w.name, colleague=w.name, patients=200, starts_at=NOW, ends_at=NOW,
    )  # fmt: skip
    yield from (replace(card, view=view) for view in cv.CoverView)
