"""Inviting: a clinician says who comes and where they start, and gets a single-use link that expires.

The form is one card; what has been answered is a dialogue row. The gate is that of reference 1.1: adult, a clinician's
diagnosis, no red flags; surgery or a recent injection only with a start that the clinician sets knowingly.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from rehab.messages.common import Said
from rehab.messages.day import Value
from rehab.messages.invitations import InvitationCard, InvitationLine, InvitationsCard, InviteCard, InviteStep, QrCode
from rehab.permissions import Action, Role
from usecases.clinic import can_be_rung
from usecases.pages import page_of
from usecases.records import Dialogue, Invitation, InvitationState, PatientTerms, Side
from usecases.scene import NotAllowedError, RefusedError, Scene, plan_cared_for

STEP = "invite"
VALID_FOR = timedelta(days=3)
LONGEST_NAME = 80
PAGE = 6
TYPED = {InviteStep.NAME: InviteStep.PHONE, InviteStep.PHONE: InviteStep.GATE}  # what is typed, and what comes next


# --- the form --------------------------------------------------------------------------------------------------------


async def begin(scene: Scene) -> None:
    """Ask for the patient's name."""
    scene.require(Action.INVITE_PATIENT)
    await scene.clinic()
    await _ask(scene, InviteStep.NAME, {})


async def _ask(scene: Scene, step: InviteStep, answers: dict[str, Value]) -> None:
    await scene.show(_card(scene, step, answers))
    data = {"step": step, **answers}
    await scene.uow.dialogues.set(scene.who.id, Dialogue(STEP, data), scene.now)


def _card(scene: Scene, step: InviteStep, answers: dict[str, Value]) -> InviteCard:
    stage = min(int(answers.get("stage") or 1), scene.protocol.last_stage)
    return InviteCard(
        step=step,
        answers=answers,
        stages=scene.protocol.last_stage,
        levels=scene.protocol.top_level(stage),
        start_check=scene.protocol.stage(stage).start_check,
    )


def under_way(dialogue: Dialogue) -> bool:
    """Whether somebody is filling in the form by its buttons; an alert that comes up in between must not end it."""
    return dialogue.step == STEP and dialogue.data["step"] != InviteStep.NAME


async def typed(scene: Scene, step: str, text: str) -> None:
    """The patient's name, or the phone number that an alert shows.

    Raises:
        RefusedError: if it is empty, too long or no number, or the form stands where buttons are pressed.
    """
    scene.require(Action.INVITE_PATIENT)
    if step not in TYPED:
        raise RefusedError(Said.USE_BUTTONS)
    answers, following = await _answers(scene, InviteStep(step)), TYPED[InviteStep(step)]
    words = " ".join(text.split())
    if not words or len(words) > LONGEST_NAME:
        raise RefusedError(Said.EMPTY_NAME if not words else Said.TOO_LONG)
    if step == InviteStep.PHONE and not can_be_rung(words):
        raise RefusedError(Said.NO_PHONE_NUMBER)
    await _ask(scene, following, {**answers, step: words})


async def _answers(scene: Scene, step: InviteStep) -> dict[str, Value]:
    """What has been answered, if the form stands at this step.

    Raises:
        RefusedError: if the card has moved on.
    """
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    if dialogue is None or dialogue.step != STEP:
        raise RefusedError(Said.GONE)
    if dialogue.data["step"] != step:
        raise RefusedError(Said.CHANGED)
    plain = {k: v for k, v in dialogue.data.items() if isinstance(v, bool | int | float | str) or v is None}
    return {key: value for key, value in plain.items() if key != "step"}


async def choose(scene: Scene, step: InviteStep, value: int) -> None:
    """An answer by a button. Yes is 1 and no is 0; sides are counted from 0, everything else stands for itself."""
    scene.require(Action.INVITE_PATIENT)
    answers = await _answers(scene, step)
    following, more = _after(scene, step, value, answers)
    if following is InviteStep.NOT_ELIGIBLE:
        await scene.uow.dialogues.set(scene.who.id, None, scene.now)
        await scene.show(_card(scene, following, answers))
        return
    await _ask(scene, following, {**answers, **more})


_CHOICES: dict[InviteStep, Callable[[int], tuple[InviteStep, dict[str, Value]]]] = {
    InviteStep.PHONE: lambda _: (InviteStep.GATE, {"phone": None}),
    InviteStep.GATE: lambda yes: (InviteStep.HISTORY if yes else InviteStep.NOT_ELIGIBLE, {}),
    InviteStep.HISTORY: lambda yes: (InviteStep.SIDE, {"surgery_or_injection": bool(yes)}),
    InviteStep.SIDE: lambda side: (InviteStep.STAGE, {"side": list(Side)[side].value}),
    InviteStep.STAGE: lambda stage: (InviteStep.START_CHECK, {"stage": stage}),
    InviteStep.START_CHECK: lambda yes: (InviteStep.LEVEL if yes else InviteStep.STAGE, {}),
    InviteStep.LEVEL: lambda level: (InviteStep.PAIN, {"level": level}),
    InviteStep.PAIN: lambda pain: (InviteStep.GOAL, {"baseline_pain": pain}),
    InviteStep.GOAL: lambda yes: (InviteStep.CONFIRM, {"sport_goal": bool(yes)}),
}


def _after(
    scene: Scene, step: InviteStep, value: int, answers: dict[str, Value]
) -> tuple[InviteStep, dict[str, Value]]:
    """The next step and what was answered.

    Raises:
        RefusedError: if the value is none of the choices.
    """
    top = scene.protocol.top_level(int(answers.get("stage") or 1))
    ranges = {
        InviteStep.PHONE: range(1),
        InviteStep.SIDE: range(len(Side)),
        InviteStep.STAGE: range(1, scene.protocol.last_stage + 1),
        InviteStep.LEVEL: range(1, top + 1),
        InviteStep.PAIN: range(11),
    }
    if step not in _CHOICES or value not in ranges.get(step, range(2)):
        raise RefusedError(Said.CHANGED)
    following, more = _CHOICES[step](value)
    return _if_asked(scene, following, value), more


def _if_asked(scene: Scene, step: InviteStep, stage: int) -> InviteStep:
    """The step, or the one after it where the protocol does not ask that."""
    if step is InviteStep.START_CHECK and not scene.protocol.stage(stage).start_check:
        return InviteStep.LEVEL
    return InviteStep.CONFIRM if step is InviteStep.GOAL and scene.protocol.sport_stage is None else step


async def back(scene: Scene) -> None:
    """Start the form again, keeping the name and the phone number."""
    scene.require(Action.INVITE_PATIENT)
    dialogue = await scene.uow.dialogues.get(scene.who.id)
    if dialogue is None or dialogue.step != STEP:
        raise RefusedError(Said.GONE)
    kept: dict[str, Value] = {part.value: str(value) for part in TYPED if (value := dialogue.data.get(part))}
    await _ask(scene, InviteStep.GATE if kept else InviteStep.NAME, kept)


async def make(scene: Scene) -> None:
    """Make the link that the form describes."""
    who = scene.require(Action.INVITE_PATIENT)
    answers = await _answers(scene, InviteStep.CONFIRM)
    terms = PatientTerms(
        name=str(answers["name"]),
        side=Side(str(answers["side"])),
        stage=int(answers["stage"] or 1),
        level=int(answers["level"] or 1),
        baseline_pain=int(answers["baseline_pain"] or 0),
        sport_goal=bool(answers.get("sport_goal")),
        surgery_or_injection=bool(answers["surgery_or_injection"]),
        phone=str(answers["phone"]) if answers.get("phone") else None,
    )
    await scene.uow.dialogues.set(who.id, None, scene.now)
    await invite(scene, terms)


async def invite(scene: Scene, terms: PatientTerms) -> str:
    """Make a link for a patient, show it to the clinician, and return its code."""
    scene.require(Action.INVITE_PATIENT)
    terms = replace(terms, protocol=scene.protocol.id)
    return await _made(scene, _invitation(scene, Role.PATIENT, terms=terms))


# --- links -----------------------------------------------------------------------------------------------------------


def _invitation(
    scene: Scene, role: Role, *, terms: PatientTerms | None = None, plan_id: int | None = None
) -> Invitation:
    return Invitation(
        id=scene.uow.new_id(),
        role=role,
        created_by=scene.who.id,
        created_at=scene.now,
        expires_at=scene.now + VALID_FOR,
        terms=terms,
        plan_id=plan_id,
    )


async def _made(scene: Scene, invitation: Invitation) -> str:
    """Keep an invitation under a fresh code and show its link, this once."""
    code = scene.uow.new_code()
    await scene.uow.invitations.add(invitation, code)
    await scene.show(
        InvitationCard(
            invitation=invitation.id,
            role=invitation.role,
            name=await _whom(scene, invitation),
            code=code,
            expires_at=invitation.expires_at,
            again=invitation.plan_id is not None,
        )
    )
    return code


async def invite_clinician(scene: Scene) -> None:
    """The administrator invites a clinician."""
    scene.require(Action.INVITE_CLINICIAN)
    await scene.clinic()
    await _made(scene, _invitation(scene, Role.CLINICIAN))


async def link_again(scene: Scene, plan_id: int) -> None:
    """A patient has a new phone: a link to the same plan."""
    await plan_cared_for(scene, plan_id, Action.RELINK)
    await _made(scene, _invitation(scene, Role.PATIENT, plan_id=plan_id))


async def _whom(scene: Scene, invitation: Invitation) -> str | None:
    """The patient's name, as the clinician knows it; None for a clinician, whose name nobody knows yet."""
    record = await scene.uow.plans.get(invitation.plan_id) if invitation.plan_id is not None else None
    if record is not None:
        return (await scene.uow.people.get(record.patient_id)).name
    return invitation.terms.name if invitation.terms else None


async def show_qr(scene: Scene, code: str) -> None:
    """The link as a QR code.

    Raises:
        NotAllowedError: if the code opens nothing that the one who asks has made.
    """
    invitation = await scene.uow.invitations.by_code(code)
    if invitation is None:
        raise NotAllowedError
    scene.require(Action.MANAGE_INVITATION, invitation)
    if invitation.state(scene.now) is not InvitationState.PENDING:
        raise RefusedError(Said.CHANGED)
    await scene.send(QrCode(code=code, name=await _whom(scene, invitation)))


async def show_all(scene: Scene, page: int = 0) -> None:
    """Pending, used, expired and revoked invitations, newest first."""
    who = scene.who
    if not who.roles & {Role.CLINICIAN, Role.ADMINISTRATOR}:
        raise NotAllowedError
    made = await scene.uow.invitations.made_by(who.id)
    shown, at = page_of(made, page, PAGE)
    lines = [await _line(scene, one) for one in shown]
    await scene.show(InvitationsCard(lines=tuple(lines), page=at.number, pages=at.of))


async def _line(scene: Scene, invitation: Invitation) -> InvitationLine:
    return InvitationLine(
        invitation=invitation.id,
        role=invitation.role,
        name=await _whom(scene, invitation),
        state=invitation.state(scene.now),
        expires_at=invitation.expires_at,
        used_at=invitation.used_at,
    )


async def _mine(scene: Scene, invitation_id: int) -> Invitation:
    invitation = await scene.uow.invitations.get(invitation_id)
    if invitation is None:
        raise NotAllowedError
    scene.require(Action.MANAGE_INVITATION, invitation)
    return invitation


async def revoke(scene: Scene, invitation_id: int) -> None:
    """Take an invitation back; one that was used stays used."""
    invitation = await _mine(scene, invitation_id)
    if invitation.state(scene.now) is not InvitationState.PENDING:
        raise RefusedError(Said.CHANGED)
    await scene.uow.invitations.save(replace(invitation, revoked_at=scene.now))
    await scene.toast(Said.SAVED)
    await show_all(scene)


async def renew(scene: Scene, invitation_id: int) -> None:
    """A fresh link for the same patient; the old one opens nothing any more."""
    invitation = await _mine(scene, invitation_id)
    if invitation.used_at is not None:
        raise RefusedError(Said.CHANGED)
    await scene.uow.invitations.save(replace(invitation, revoked_at=invitation.revoked_at or scene.now))
    await _made(scene, _invitation(scene, invitation.role, terms=invitation.terms, plan_id=invitation.plan_id))
