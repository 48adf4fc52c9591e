"""Buttons of clinicians and the administrator."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from handlers.callbacks import data
from handlers.keyboards.base import Row, button, keyboard, markup, pain_rows, pairs, shortened
from rehab.alerts import ASKING, CHOICES
from rehab.messages.alerts import AlertCard, AlertLine
from rehab.messages.clinic import AccessCard, ClinicCard, ClinicStep, StaffHome
from rehab.messages.invitations import InvitationCard, InvitationsCard, InviteCard, InviteStep, PatientIn, QrCode
from rehab.messages.orders import ApprovalWanted, OrderCard, OrderStep, WriteNote
from rehab.messages.patients import ChartPicture, PatientCard, PatientsCard, TimelineCard
from wording.reader import Reader

PARTS = ("name", "phone", "hours", "emergency")


@keyboard.register
def home(message: StaffHome, reader: Reader) -> InlineKeyboardMarkup | None:
    """Where a clinician or administrator can go from here."""
    if message.joined:
        return None
    care = [button(reader, "patients", "pl", 0), button(reader, "invite", "in")] if message.clinician else []
    links = [button(reader, "invitations", "il", 0)]
    lead = [button(reader, "clinic", "cl"), button(reader, "staff", "iv")] if message.administrator else []
    also = [button(reader, "also-treat", "at")] if message.administrator and not message.clinician else []
    return markup(also, care, links, lead)


@keyboard.register
def clinic(message: ClinicCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Each part can be changed."""
    if message.step is not ClinicStep.HOME:
        return None
    return markup(*pairs([button(reader, part, "cs", part) for part in PARTS]), [button(reader, "back", "hm")])


def _yes_no(step: InviteStep, reader: Reader) -> Row:
    return [button(reader, "yes", "ic", step.value, 1), button(reader, "no", "ic", step.value, 0)]


@keyboard.register
def invite(message: InviteCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """The choices of a step of the form."""
    step = message.step
    over = [button(reader, "start-over", "ib")]
    match step:
        case InviteStep.PHONE:
            return markup([button(reader, "no-phone", "ic", step.value, 0)])
        case InviteStep.GATE:
            confirm = button(reader, "confirm-all", "ic", step.value, 1, style="primary")
            return markup([confirm], [button(reader, "not-all", "ic", step.value, 0)])
        case InviteStep.HISTORY | InviteStep.START_CHECK | InviteStep.GOAL:
            return markup(_yes_no(step, reader), over)
        case InviteStep.SIDE:
            return markup(
                [button(reader, side, "ic", step.value, i) for i, side in enumerate(("left", "right", "both"))], over
            )
        case InviteStep.STAGE:
            return markup(*stages(message.stages, reader, "ic", step.value), over)
        case InviteStep.LEVEL:
            return markup(*levels(message.levels, reader, "ic", step.value), over)
        case InviteStep.PAIN:
            return markup(*pain_rows("ic", step.value), over)
        case InviteStep.CONFIRM:
            return markup([button(reader, "make-link", "im", style="success")], over)
        case _:
            return None


def stages(count: int, reader: Reader, verb: str, *args: int | str) -> list[Row]:
    """A stage a row, with its name."""
    return [
        [button(reader, "stage", verb, *args, number, number=number, name=reader.say(f"stage-{number}"))]
        for number in range(1, count + 1)
    ]


def levels(count: int, reader: Reader, verb: str, *args: int | str) -> list[Row]:
    """Levels two in a row."""
    return pairs([button(reader, "level", verb, *args, number, number=number) for number in range(1, count + 1)])


@keyboard.register
def invitation(message: InvitationCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """The link as a code to scan, and the list."""
    code = [button(reader, "qr", "iq", message.code)] if message.code else []
    return markup([*code, button(reader, "invitations", "il", 0)])


@keyboard.register
def qr_code(_: QrCode, reader: Reader) -> InlineKeyboardMarkup | None:
    """A picture can be put away."""
    return markup([button(reader, "close", "vc")])


@keyboard.register
def invitations(message: InvitationsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Renew or take back what has not been used."""
    rows: list[Row] = []
    for line in message.lines:
        name = line.name or reader.say("invitation-for-clinician")
        if line.state == "pending":
            rows.append([button(reader, "revoke", "ir", line.invitation, name=name)])
        if line.state != "used":
            rows.append([button(reader, "renew", "iw", line.invitation, name=name)])
    return markup(*rows, pages(message.page, message.pages, reader, "il"))


def pages(page: int, of: int, reader: Reader, verb: str, *args: int, after: tuple[int, ...] = ()) -> Row:
    """To newer and older ones; the page's number stands between the arguments and those `after` it."""
    newer = [button(reader, "newer", verb, *args, page - 1, *after)] if page else []
    older = [button(reader, "older", verb, *args, page + 1, *after)] if page + 1 < of else []
    return [*newer, *older]


@keyboard.register
def accesses(message: AccessCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """To older looks and back."""
    return markup(pages(message.page, message.pages, reader, "lg"))


@keyboard.register
def patient_in(message: PatientIn, reader: Reader) -> InlineKeyboardMarkup | None:
    """To the patient."""
    return markup([button(reader, "open", "pp", message.plan, name=message.name)])


@keyboard.register
def approval_wanted(message: ApprovalWanted, reader: Reader) -> InlineKeyboardMarkup | None:
    """Approve, or look and write first."""
    plan = message.plan
    approve = button(reader, "approve_stage_4", "po", plan, "approve_stage_4", style="primary")
    look = button(reader, "open", "pp", plan, name=message.name)
    return markup([approve], [look, button(reader, "write", "pn", plan)])


@keyboard.register
def patients(message: PatientsCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """A patient a button."""
    buttons = [InlineKeyboardButton(shortened(one.name), callback_data=data("pp", one.plan)) for one in message.lines]
    through = pages(message.page, message.pages, reader, "pl", after=(1,) if message.ended else ())
    last = [button(reader, "patients", "pl", 0)] if message.ended else [button(reader, "invite", "in")]
    ended = [button(reader, "ended", "pl", 0, 1)] if message.elsewhere and not message.ended else []
    return markup(*pairs(buttons), through, [*last, *ended])


@keyboard.register
def patient(message: PatientCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """What can be looked at and ordered, as far as it fits how things are."""
    plan, status = message.line.plan, message.line.status
    look = [button(reader, "chart", "ph", plan), button(reader, "timeline", "pt", plan, 0)]
    look += [button(reader, "letter", "pf", plan)]
    talk = [button(reader, "write", "pn", plan), button(reader, "new-phone", "pk", plan)]
    measure = [button(reader, "add-total", "om", plan)]
    orders = [button(reader, name, "po", plan, name) for name in _orders(message)]
    alerts = [row for one in message.alerts for row in _alert_rows(one, reader)]
    back = [button(reader, "patients", "pl", 0)]
    ended = status == "discharged"
    return markup(*alerts, look, measure, talk if not ended else [], *pairs(orders), back)


def _alert_rows(alert: AlertLine, reader: Reader) -> list[Row]:
    """First somebody has it, then it is resolved."""
    if alert.owner is None:
        return [[button(reader, "acknowledge", "ak", alert.alert, style="danger")]]
    return _resolving(alert.alert, alert.what, reader)


def _resolving(alert: int, what: str, reader: Reader) -> list[Row]:
    """Resolved; of alerts that ask for a decision, with the decision."""
    if what not in ASKING:
        return [[button(reader, "resolve", "ar", alert)]]
    return [[button(reader, f"reply-{reply}", "ar", alert, number)] for number, reply in enumerate(CHOICES)]


def _orders(message: PatientCard) -> list[str]:
    status = message.line.status
    if status in {"stopped", "discharged"}:
        return ["restart"] if status == "discharged" else ["restart", "discharge"]
    approve = ["approve_stage_4"] if message.needs_approval else []
    hold = "release" if message.held else "hold"
    return ["set", hold, *approve, "restart", "stop", "discharge"]


@keyboard.register
def timeline(message: TimelineCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Through time, and back to the patient."""
    through = pages(message.page, message.pages, reader, "pt", message.plan)
    return markup(through, [button(reader, "open", "pp", message.plan, name=message.name)])


@keyboard.register
def chart(_: ChartPicture, reader: Reader) -> InlineKeyboardMarkup | None:
    """A picture can be put away."""
    return markup([button(reader, "close", "vc")])


@keyboard.register
def order(message: OrderCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """Choose, confirm, or leave it."""
    plan, command = message.plan, message.command
    back = [button(reader, "cancel", "pp", plan)]
    match message.step:
        case OrderStep.STAGE:
            return markup(*stages(message.stages, reader, "po", plan, command), back)
        case OrderStep.LEVEL:
            return markup(*levels(message.levels, reader, "po", plan, command, message.stage or 1), back)
        case OrderStep.CONFIRM:
            where = [message.stage, message.level] if message.stage and message.level else []
            confirm = button(reader, "confirm", "pd", plan, command, message.standing, *where, style="danger")
            return markup([confirm], back)
        case _:
            return markup([button(reader, "open", "pp", plan, name=message.name)])


@keyboard.register
def write_note(message: WriteNote, reader: Reader) -> InlineKeyboardMarkup | None:
    """Leave it, or back to the patient."""
    label = "open" if message.sent else "cancel"
    return markup([button(reader, label, "pp", message.plan, name=message.name)])


@keyboard.register
def alert(message: AlertCard, reader: Reader) -> InlineKeyboardMarkup | None:
    """I have it; resolved; and what it calls for."""
    open_plan = [] if message.for_administrator else [button(reader, "open", "pp", message.plan, name=message.name)]
    letter = [button(reader, "letter", "af", message.alert)] if message.letter else []
    if message.state == "resolved":
        return markup([*open_plan, *letter])
    is_open, asked = message.state == "open", message.asked and message.state == "acknowledged"
    take = button(reader, "acknowledge" if is_open else "keep", "ak", message.alert, style="danger")
    order = None if message.for_administrator else _called_for(message)
    done = _resolving(message.alert, message.what, reader) if message.state == "acknowledged" else []
    wanted = [button(reader, order, "po", message.plan, order)] if order else []
    return markup([take] if is_open or asked else [], wanted, *done, [*open_plan, *letter])


def _called_for(message: AlertCard) -> str | None:
    """The order that an alert waits for, if it waits for one."""
    if message.status == "stopped" or message.awaits_restart:
        return "restart"
    return "release" if message.rule == "routine_sign" and message.held else None
