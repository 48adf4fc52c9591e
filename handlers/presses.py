"""Every button's verb and the use case that it calls; the codec has checked the shape of its arguments before."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import available_timezones

from handlers.callbacks import MalformedPressError, Press
from rehab.events import Outcome
from rehab.messages.common import Said
from rehab.messages.plan import SettingsView
from rehab.messages.staff import ClinicStep, InviteStep
from usecases import (
    alerts,
    arrive,
    clinic,
    enrol,
    exit_test,
    flags,
    invite,
    orders,
    pause,
    question,
    session,
    settings,
    staff,
    views,
)
from usecases.records import PauseReason
from usecases.scene import Scene

T = TypeVar("T")
Action = Callable[[Scene, Press], Awaitable[None]]


def _choice(choices: tuple[T, ...], index: int) -> T:
    if not 0 <= index < len(choices):
        raise MalformedPressError
    return choices[index]


def _instant(minutes: int) -> datetime:
    try:
        return datetime.fromtimestamp(minutes * 60, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise MalformedPressError from error


def _points(value: int) -> int:
    if not 0 <= value <= 10:
        raise MalformedPressError
    return value


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise MalformedPressError
    return name


def _known(kind: Callable[[str], T], word: str) -> T:
    try:
        return kind(word)
    except ValueError as error:
        raise MalformedPressError from error


def _skip_reason(value: int) -> Outcome:
    return _choice((Outcome.SKIPPED_OTHER, Outcome.SKIPPED_PAIN), value)


async def _close(scene: Scene, _: Press) -> None:
    if scene.card is not None:
        await scene.uow.outbox.delete(scene.card)


async def _read(scene: Scene, _: Press) -> None:
    await flags.read(scene)
    await scene.toast(Said.READ)


async def _order(scene: Scene, press: Press) -> None:
    where = [press.number(i) for i in range(2, len(press.args))]
    await orders.ask(scene, press.number(0), press.word(1), *where[:2])


async def _carry_out(scene: Scene, press: Press) -> None:
    where = [press.number(i) for i in range(2, len(press.args))]
    await orders.carry_out(scene, press.number(0), press.word(1), *where[:2])


PATIENT: Mapping[str, Action] = {
    "so": lambda s, p: session.begin(s, p.number(0)),
    "sd": lambda s, p: session.report(s, p.number(0), Outcome.DONE),
    "sp": lambda s, p: session.report(s, p.number(0), Outcome.PART),
    "st": lambda s, p: session.start_timer(s, p.number(0)),
    "sx": lambda s, p: session.pause_timer(s, p.number(0)),
    "sn": lambda s, p: session.next_phase(s, p.number(0)),
    "sh": lambda s, p: session.how(s, p.number(0), p.number(1)),
    "rh": lambda s, _: session.relief(s),
    "sl": lambda s, p: session.choose_later(s, p.number(0)),
    "sq": lambda s, p: session.put_off(s, p.number(0), _instant(p.number(1))),
    "sk": lambda s, p: session.choose_skip(s, p.number(0)),
    "ss": lambda s, p: session.skip(s, p.number(0), _skip_reason(p.number(1))),
    "sb": lambda s, p: session.back(s, p.number(0)),
    "sr": lambda s, p: session.rate(s, p.number(0), _points(p.number(1))),
    "sc": lambda s, p: session.rate_again(s, p.number(0)),
    "qa": lambda s, p: question.answer(s, p.number(0), _points(p.number(1))),
    "qc": lambda s, p: question.answer_again(s, p.number(0)),
    "fa": lambda s, _: flags.ask(s),
    "fs": lambda s, p: flags.raised(s, p.word(0)),
    "fn": lambda s, _: flags.none_of_these(s),
    "fr": _read,
    "ts": lambda s, _: exit_test.show(s),
    "tp": lambda s, p: exit_test.report(s, passed=_choice((False, True), p.number(0))),
    "vp": lambda s, _: views.show_plan(s),
    "vt": lambda s, _: views.show_today(s),
    "vw": lambda s, _: views.show_why(s),
    "vc": _close,
    "pa": lambda s, _: pause.choose_reason(s),
    "pr": lambda s, p: pause.choose_length(s, _known(PauseReason, p.word(0))),
    "pu": lambda s, p: pause.pause(s, _known(PauseReason, p.word(0)), p.number(1)),
    "pc": lambda s, _: pause.check_before_resuming(s),
    "pg": lambda s, _: pause.resume(s),
    "ps": lambda s, _: pause.stay_paused(s),
    "ln": lambda s, _: pause.stay(s),
    "ly": lambda s, _: pause.leave(s),
    "sv": lambda s, p: settings.show(s, _known(SettingsView, p.word(0))),
    "sB": lambda s, p: settings.set_blocks(s, _choice(settings.BLOCK_CHOICES, p.number(0))),
    "sL": lambda s, p: settings.set_loading(s, _choice(settings.LOADING_CHOICES, p.number(0))),
    "sQ": lambda s, p: settings.set_quiet(s, *_choice(settings.QUIET_CHOICES, p.number(0))),
    "sF": lambda s, p: settings.set_fewer(s, fewer=_choice((False, True), p.number(0))),
    "sZ": lambda s, p: settings.set_zone(s, _zone(p.word(0))),
}

ENROLMENT: Mapping[str, Action] = {
    "ego": lambda s, _: enrol.go_on(s),
    "eco": lambda s, _: enrol.consent(s),
    "edc": lambda s, _: enrol.decline(s),
    "ens": lambda s, _: enrol.no_signs(s),
    "els": lambda s, _: enrol.list_signs(s),
    "esg": lambda s, p: enrol.sign(s, p.word(0)),
    "eci": lambda s, _: enrol.ask_city(s),
    "ez": lambda s, p: enrol.pick_zone(s, _zone(p.word(0))),
    "ezr": lambda s, _: enrol.zone_is_right(s),
    "etm": lambda s, _: enrol.other_times(s),
    "etc": lambda s, p: enrol.choose_times(s, p.number(0)),
    "ets": lambda s, _: enrol.times_suit(s),
}

STAFF: Mapping[str, Action] = {
    "hm": lambda s, _: arrive.show_home(s),
    "at": lambda s, _: arrive.also_treat(s),
    "cl": lambda s, _: clinic.show_clinic(s),
    "cs": lambda s, p: clinic.change(s, _known(ClinicStep, p.word(0))),
    "in": lambda s, _: invite.begin(s),
    "ic": lambda s, p: invite.choose(s, _known(InviteStep, p.word(0)), p.number(1)),
    "ib": lambda s, _: invite.back(s),
    "im": lambda s, _: invite.make(s),
    "iv": lambda s, _: invite.invite_clinician(s),
    "iq": lambda s, p: invite.show_qr(s, p.word(0)),
    "il": lambda s, p: invite.show_all(s, p.number(0)),
    "ir": lambda s, p: invite.revoke(s, p.number(0)),
    "iw": lambda s, p: invite.renew(s, p.number(0)),
    "pl": lambda s, p: staff.show_patients(s, p.number(0)),
    "pp": lambda s, p: staff.show_patient(s, p.number(0)),
    "pt": lambda s, p: staff.show_timeline(s, p.number(0), p.number(1)),
    "ph": lambda s, p: staff.show_chart(s, p.number(0)),
    "po": _order,
    "pd": _carry_out,
    "pn": lambda s, p: orders.ask_for_note(s, p.number(0)),
    "pk": lambda s, p: invite.link_again(s, p.number(0)),
    "ak": lambda s, p: alerts.acknowledge(s, p.number(0)),
    "ar": lambda s, p: alerts.resolve(s, p.number(0)),
}

VERBS: Mapping[str, Action] = {**PATIENT, **ENROLMENT, **STAFF}


async def pressed(scene: Scene, press: Press) -> None:
    """Do what a pressed button asks for.

    Raises:
        MalformedPressError: if no button of ours asks for that.
        RefusedError: if it does not fit how things are.
    """
    action = VERBS.get(press.verb)
    if action is None:
        raise MalformedPressError
    await action(scene, press)
