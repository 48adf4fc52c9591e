"""What clinicians and the administrator read."""

from rehab.messages.alerts import ScreenPositive
from rehab.messages.clinic import AccessCard, AccessLine, ClinicCard, ClinicStep, StaffHome, StaffUnreachable
from rehab.messages.invitations import (
    InvitationCard,
    InvitationLine,
    InvitationsCard,
    InviteCard,
    InviteStep,
    PatientIn,
    QrCode,
)
from rehab.messages.orders import ApprovalWanted, OrderCard, OrderStep, RatedDay, WriteNote
from wording.reader import Reader
from wording.texts.base import text
from wording.texts.decisions import number
from wording.texts.safety import in_ids, see_by, signs
from wording.words import UNKNOWN, Html

MARKS = {"pending": "🕓", "used": "✅", "expired": "⌛", "revoked": "🚫"}


@text.register
def clinic(message: ClinicCard, reader: Reader) -> Html:
    """The clinic's details, or the question for one of them."""
    known = message.clinic
    if message.step is ClinicStep.HOME and known is not None:
        values = {"phone": known.phone, "hours": known.hours, "emergency": known.emergency}
        return reader.say("clinic-home", name=known.name, **values)
    first = reader.say("clinic-first") if known is None and message.step is ClinicStep.NAME else None
    return reader.paragraphs(first, reader.say(f"clinic-{message.step}"))


@text.register
def home(message: StaffHome, reader: Reader) -> Html:
    """Where a clinician or administrator starts."""
    if message.joined:
        return reader.say("staff-joined", name=message.name)
    values = {"clinic": message.clinic or UNKNOWN, "patients": message.patients, "alerts": message.alerts}
    said = reader.say("staff-home", **values)
    alone = message.administrator and not message.clinician
    return reader.paragraphs(reader.say("notice"), said, reader.say("staff-home-administrator") if alone else None)


@text.register
def unreachable(message: StaffUnreachable, reader: Reader) -> Html:
    """A clinician has blocked the bot."""
    return reader.say("staff-unreachable", name=message.name)


@text.register
def invite(message: InviteCard, reader: Reader) -> Html:
    """One question of the invitation form."""
    answers = message.answers
    values = {"name": str(answers.get("name", "")), "stage": answers.get("stage") or 1}
    if message.step is InviteStep.CONFIRM:
        return _summary(message, reader)
    if message.step is InviteStep.START_CHECK:
        values["check"] = reader.say(f"start-{message.start_check}")
    said = reader.say(f"invite-{message.step.replace('_', '-')}", **values)
    knowingly = message.step is InviteStep.STAGE and answers.get("surgery_or_injection")
    notice = reader.say("notice") if message.step is InviteStep.GATE else None
    return reader.paragraphs(notice, said, reader.say("invite-stage-history") if knowingly else None)


def _summary(message: InviteCard, reader: Reader) -> Html:
    answers, goal = message.answers, message.answers.get("sport_goal")
    wanted = None if goal is None else reader.say("invite-goal-yes" if goal else "invite-goal-no")
    said = reader.say(
        "invite-confirm",
        name=str(answers["name"]),
        side=reader.say(f"side-{answers['side']}"),
        stage=answers["stage"],
        level=answers["level"],
        pain=answers["baseline_pain"],
        goal=Html(f" · {wanted}" if wanted else ""),
    )
    phone = reader.say("invite-phone-is", phone=str(answers["phone"])) if answers.get("phone") else None
    history = reader.say("invite-history-yes") if answers["surgery_or_injection"] else None
    return reader.lines(said, phone, history)


@text.register
def invitation(message: InvitationCard, reader: Reader) -> Html:
    """A link; the sender puts the address under it."""
    until = reader.moment(message.expires_at)
    kind = "again" if message.again else "patient" if message.role == "patient" else "clinician"
    head = reader.say(f"invitation-{kind}", name=message.name or UNKNOWN, until=until)
    return reader.paragraphs(head, LINK, reader.say("invitation-tip"))


# Where the address of the bot goes: only whoever sends knows it.
LINK = Html("{link}")


@text.register
def qr_code(message: QrCode, reader: Reader) -> Html:
    """Under a QR code."""
    if message.name is None:
        return reader.say("qr-caption-clinician")
    return reader.say("qr-caption", name=message.name)


@text.register
def invitations(message: InvitationsCard, reader: Reader) -> Html:
    """The list of invitations."""
    if not message.lines:
        return reader.say("invitations-none")
    lines = reader.lines(*(_invitation_line(line, reader) for line in message.lines))
    return reader.paragraphs(reader.say("invitations-head"), lines, page(message.page, message.pages, reader))


@text.register
def accesses(message: AccessCard, reader: Reader) -> Html:
    """Who looked at whom."""
    if not message.lines:
        return reader.say("access-none")
    lines = reader.lines(*(_access_line(line, reader) for line in message.lines))
    return reader.paragraphs(reader.say("access-head"), lines, page(message.page, message.pages, reader))


def _access_line(line: AccessLine, reader: Reader) -> Html:
    what = reader.say(f"access-{line.what}")
    return reader.say("access-line", at=reader.moment(line.at), who=line.who, whom=line.whom, what=what)


def page(number: int, of: int, reader: Reader) -> Html | None:
    """Which page this is, where there are several."""
    return reader.say("page", page=number + 1, pages=of) if of > 1 else None


def _invitation_line(line: InvitationLine, reader: Reader) -> Html:
    at = line.used_at if line.state == "used" and line.used_at else line.expires_at
    state = reader.say(f"invitation-state-{line.state}", at=reader.moment(at))
    name = line.name or reader.say("invitation-for-clinician")
    return reader.say("invitation-line", mark=MARKS[line.state], name=name, state=state)


@text.register
def patient_in(message: PatientIn, reader: Reader) -> Html:
    """A patient has come in, come back, left, withdrawn their agreement, or reached their goal."""
    stage, level = message.position
    told = {"again": message.again, "left": message.left, "goal": message.goal}
    told["withdrawn"] = message.withdrawn
    kind = next((name for name, holds in told.items() if holds), "in")
    return reader.say(f"patient-{kind}", name=message.name, stage=stage, level=level)


@text.register
def approval_wanted(message: ApprovalWanted, reader: Reader) -> Html:
    """A patient is ready for the next stage: what there is, and what is left to judge."""
    test = {"test": reader.say(f"test-{message.test}"), "pass": reader.say(f"test-{message.test}.pass")}
    return reader.paragraphs(
        reader.lines(reader.say("approval-wanted", name=message.name, stage=message.stage), reader.say("approval-met")),
        reader.say("approval-test", **test),
        reader.lines(reader.say("approval-days"), *(_rated_day(day, reader) for day in message.days)),
        reader.lines(reader.say("approval-judge"), reader.say("approval-until")),
    )


def _rated_day(day: RatedDay, reader: Reader) -> Html:
    values = {"before": number(day.before), "during": number(day.during), "after": number(day.after)}
    return reader.say("approval-day", day=reader.day(day.day), **values)


@text.register
def screen_positive(message: ScreenPositive, reader: Reader) -> Html:
    """A red flag before the plan began."""
    tier = reader.say(f"alert-tier-{in_ids(message.tier)}")
    values = {"name": message.name, "at": reader.moment(message.at), "flags": signs(message.flags, reader)}
    phone = reader.say("alert-phone", phone=message.phone) if message.phone else reader.say("alert-phone-none")
    return reader.lines(
        reader.say("screen-positive", tier=tier, letter=message.tier, **values),
        see_by(message.tier, message.see_by, reader),
        phone,
    )


@text.register
def order(message: OrderCard, reader: Reader) -> Html:
    """An order, chosen and confirmed."""
    command = reader.say(f"command-{message.command}")
    stage, level = message.stage or 0, message.level or 0
    if message.step is OrderStep.STAGE and message.now is not None:
        stage, level = message.now
    positioned = message.step is OrderStep.CONFIRM and message.level is not None
    text_id = "order-confirm-position" if positioned else f"order-{message.step}"
    said = reader.say(text_id, name=message.name, command=command, stage=stage, level=level)
    return reader.lines(said, *_consequences(message, reader))


def _consequences(message: OrderCard, reader: Reader) -> list[Html]:
    """Before an order is confirmed: what it means; before and after: whether the patient hears of it."""
    untold = [] if message.reachable else [reader.say("order-untold")]
    match message.step:
        case OrderStep.CONFIRM:
            answered = [reader.say("order-answers", count=message.alerts)] if message.alerts else []
            return [reader.say(f"order-means-{message.command}"), *answered, *(untold or [reader.say("order-tells")])]
        case OrderStep.DONE:
            return untold or [reader.say("order-told")]
        case _:
            return []


@text.register
def write_note(message: WriteNote, reader: Reader) -> Html:
    """Words to a patient, asked for or sent."""
    said = reader.say("write-note-sent" if message.sent else "write-note", name=message.name)
    return said if message.reachable else reader.say("write-note-lost", name=message.name)
