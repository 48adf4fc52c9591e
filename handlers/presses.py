"""Every button's verb, the use case that it calls, and what its arguments are; `handlers.arguments` checks them."""

from collections.abc import Mapping
from datetime import time
from functools import partial

from handlers.arguments import Action, instant, known, number, one_of, points, takes, word, zone
from handlers.callbacks import MalformedPressError, Press
from handlers.typed import leaving_question
from rehab.alerts import CHOICES
from rehab.events import Obstacle, Outcome
from rehab.messages.clinic import ClinicStep
from rehab.messages.common import Said
from rehab.messages.invitations import InviteStep
from rehab.messages.plan import SettingsView
from rehab.protocol import Care
from usecases import (
    access,
    ahead,
    arrive,
    clinic,
    consent,
    contact,
    cover,
    enrol,
    erase,
    exit_test,
    flags,
    follow_up,
    goal,
    invite,
    learn,
    letters,
    load_test,
    orders,
    pause,
    question,
    running,
    session,
    settings,
    staff,
    totals,
    treatment,
    views,
    weekly,
)
from usecases.prompts.weekly import ALL_QUESTIONS
from usecases.records import PauseReason
from usecases.scene import Scene

no_or_yes = one_of((False, True))


async def _close(scene: Scene) -> None:
    if scene.card is not None:
        await scene.uow.outbox.delete(scene.card)


async def _read(scene: Scene) -> None:
    """The patient has read what to do; also somebody whose plan never began because of it."""
    await scene.toast(Said.READ)


async def _something_is_wrong(scene: Scene) -> None:
    await (flags.ask(scene) if scene.who.roles else enrol.tell_whom_to_ring(scene))


async def _turn(scene: Scene, slower: bool) -> None:  # noqa: FBT001 - read from the button
    await flags.turn(scene, slower=slower)


async def _shown_by_now(scene: Scene, sign: str, day: int, of: int, seen: bool) -> None:  # noqa: FBT001 - read from the button
    if seen:
        await flags.raised(scene, sign)
    else:
        await follow_up.not_seen(scene, sign, day, of)


async def _test_went(scene: Scene, passed: bool) -> None:  # noqa: FBT001 - read from the button
    await exit_test.report(scene, passed=passed)


async def _set_fewer(scene: Scene, fewer: bool) -> None:  # noqa: FBT001 - read from the button
    await settings.set_fewer(scene, fewer=fewer)


async def _set_quiet(scene: Scene, hours: tuple[time, time]) -> None:
    await settings.set_quiet(scene, *hours)


PATIENT: Mapping[str, Action] = {
    "so": takes(session.begin, number),
    "sd": takes(partial(session.report, outcome=Outcome.DONE), number),
    "sp": takes(partial(session.report, outcome=Outcome.PART), number),
    "st": takes(session.start_timer, number),
    "sx": takes(session.pause_timer, number),
    "sn": takes(session.next_phase, number),
    "sh": takes(session.how, number, number),
    "rh": takes(session.relief),
    "sl": takes(session.choose_later, number),
    "sq": takes(session.put_off, number, instant),
    "sk": takes(session.choose_skip, number),
    "ss": takes(session.skip, number, one_of((Outcome.SKIPPED_OTHER, Outcome.SKIPPED_PAIN))),
    "sb": takes(session.back, number),
    "sr": takes(session.rate, number, one_of(session.RATED), points),
    "sc": takes(session.rate_again, number),
    "qa": takes(question.answer, number, points),
    "qc": takes(question.answer_again, number),
    "wn": takes(weekly.no_signs, number),
    "ws": takes(weekly.list_signs, number),
    "wl": takes(weekly.list_lesser_signs, number),
    "wr": takes(weekly.routine_sign, number, word),
    "wa": takes(weekly.answer, number, one_of(ALL_QUESTIONS), number),
    "wk": takes(weekly.leave_out, number, one_of(ALL_QUESTIONS)),
    "wb": takes(weekly.back, number),
    "wc": takes(weekly.again, number),
    "qs": takes(question.stiff_for, number, number),
    "fa": takes(_something_is_wrong),
    "fs": takes(flags.raised, word),
    "fl": takes(_turn, no_or_yes),
    "fn": takes(flags.none_of_these),
    "fo": takes(_shown_by_now, word, number, number, no_or_yes),
    "fr": takes(_read),
    "ts": takes(exit_test.show),
    "tp": takes(_test_went, no_or_yes),
    "ll": takes(learn.show_all),
    "lo": takes(learn.show, word),
    "lk": takes(learn.begin_cold),
    "lt": takes(learn.changed, word),
    "cb": takes(contact.named, known(Obstacle)),
    "mt": takes(load_test.show),
    "mc": takes(load_test.again),
    "mr": takes(load_test.report, points),
    "gr": takes(goal.ask),
    "gy": takes(goal.reached),
    "vp": takes(views.show_plan),
    "vt": takes(views.show_today),
    "vn": takes(ahead.show_next),
    "vw": takes(views.show_why),
    "vr": takes(running.show_running),
    "vc": takes(_close),
    "pa": takes(pause.choose_reason),
    "pr": takes(pause.choose_length, known(PauseReason)),
    "pu": takes(pause.pause, known(PauseReason), number),
    "pc": takes(pause.check_before_resuming),
    "pg": takes(pause.resume),
    "ps": takes(pause.stay_paused),
    "pi": takes(treatment.choose),
    "px": takes(treatment.report, known(Care)),
    "ln": takes(pause.stay),
    "ly": takes(pause.leave),
    "ca": takes(consent.agree, word),
    "cw": takes(consent.ask_whether_to_withdraw),
    "cy": takes(consent.withdraw, instant),
    "ck": takes(consent.keep),
    "ea": takes(erase.ask),
    "es": takes(erase.ask_again, instant),
    "ey": takes(erase.erase, instant),
    "ek": takes(erase.keep),
    "sv": takes(settings.show, known(SettingsView)),
    "sB": takes(settings.set_blocks, one_of(settings.BLOCK_CHOICES)),
    "sL": takes(settings.set_loading, one_of(settings.LOADING_CHOICES)),
    "sQ": takes(_set_quiet, one_of(settings.QUIET_CHOICES)),
    "sF": takes(_set_fewer, no_or_yes),
    "sZ": takes(settings.set_zone, zone),
}

ENROLMENT: Mapping[str, Action] = {
    "ego": takes(enrol.go_on),
    "eco": takes(enrol.consent),
    "edc": takes(enrol.decline),
    "ens": takes(enrol.no_signs),
    "els": takes(enrol.list_signs),
    "ell": takes(enrol.list_lesser_signs),
    "esg": takes(enrol.sign, word),
    "eci": takes(enrol.ask_city),
    "ez": takes(enrol.pick_zone, zone),
    "ezr": takes(enrol.zone_is_right),
    "etm": takes(enrol.other_times),
    "etc": takes(enrol.choose_times, number),
    "ets": takes(enrol.times_suit),
}

STAFF: Mapping[str, Action] = {
    "hm": takes(arrive.show_home),
    "at": takes(arrive.also_treat),
    "cl": takes(clinic.show_clinic),
    "cs": takes(clinic.change, known(ClinicStep)),
    "in": takes(invite.begin),
    "ic": takes(invite.choose, known(InviteStep), number),
    "ib": takes(invite.back),
    "im": takes(invite.make),
    "iv": takes(invite.invite_clinician),
    "iq": takes(invite.show_qr, word),
    "il": takes(invite.show_all, number),
    "ir": takes(invite.revoke, number),
    "iw": takes(invite.renew, number),
    "lg": takes(access.show_accesses, number),
    "pl": takes(staff.show_patients, number, further=(number,)),
    "pp": takes(staff.show_patient, number),
    "pt": takes(staff.show_timeline, number, number),
    "ph": takes(staff.show_chart, number),
    "po": takes(orders.ask, number, word, further=(number, number)),
    "pd": takes(orders.carry_out, number, word, number, further=(number, number)),
    "pn": takes(orders.ask_for_note, number),
    "pk": takes(invite.link_again, number),
    "om": takes(totals.choose, number),
    "ot": takes(totals.ask, number, word),
    "ak": takes(staff.acknowledge, number),
    "ar": takes(staff.resolve, number, further=(one_of(CHOICES),)),
    "hv": takes(cover.show),
    "hf": takes(cover.ask_from, number),
    "hu": takes(cover.ask_until, number, number),
    "ha": takes(cover.ask, number, number, number),
    "hy": takes(cover.accept, number),
    "hn": takes(cover.decline, number),
    "hw": takes(cover.end, number),
    "af": takes(letters.show_for_alert, number),
    "pf": takes(letters.show_for_plan, number),
}

FORM = frozenset({"ic", "ib", "im"})  # they go on with a form, whose answers so far are the dialogue
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
    if press.verb in FORM:
        await action(scene, press)
        return
    async with leaving_question(scene):
        await action(scene, press)
