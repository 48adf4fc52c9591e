"""A practice in the middle of its work, and every button with what it asks for and of whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rehab.permissions import Action, Relation, Role, allowed
from tests.acceptance.rig import Rig
from tests.acceptance.staff import Cast, invited, practice
from usecases.cover import ask
from usecases.records import Person

A = Action
ROLES: Mapping[str, frozenset[Role]] = {
    "stranger": frozenset(),
    "guest": frozenset(),  # in the middle of their enrolment
    "ann": frozenset({Role.PATIENT}),
    "bob": frozenset({Role.PATIENT}),  # another patient
    "weber": frozenset({Role.CLINICIAN}),  # who cares for Ann
    "adams": frozenset({Role.CLINICIAN}),  # who does not
    "boss": frozenset({Role.ADMINISTRATOR}),  # who treats nobody
}
STAFF = frozenset({"weber", "adams", "boss"})


async def busy(rig: Rig) -> Cast:
    """A practice in the middle of its work: a session reported, a question open, an alert, links, an enrolment."""
    cast = dict(await practice(rig))
    await rig.at("08:31")
    await rig.does_session(cast["ann"], 2, 2)
    await rig.at("08:33", days=1)
    cast["ann"].blocks()
    await rig.settle()
    cast["ann"].unblocks()
    for name, code in (("guest", await invited(rig, cast["weber"], "Guest Example")), ("stranger", "")):
        cast[name] = rig.world.person(name.title())
        cast[name].start(code)
        await rig.settle()
    await rig.presses(cast["guest"], rig.label("begin"))
    await rig.says(cast["weber"], "/start")
    return cast


@dataclass(frozen=True)
class Ids:
    """Real ids of Ann's, as they stand on her cards and her clinician's."""

    plan: int
    done: int
    question: int
    alert: int
    invitation: int
    code: str
    weber: int  # the person
    cover: int  # what Dr Adams has asked of Dr Weber


@dataclass(frozen=True)
class Case:
    """What a button asks for: the action, what it is about, and its arguments with Ann's ids."""

    action: Action | None
    about: str = ""  # "ann": her plan; "own": the presser's own plan; "link": an invitation of Dr Weber's
    args: Callable[[Ids], tuple[int | str, ...]] = lambda _: ()
    by: frozenset[str] = frozenset()  # who may, where no action of the table stands for it


def report(*more: int) -> Case:
    """About a session of Ann's."""
    return Case(A.REPORT, "ann", lambda ids: (ids.done, *more))


def about_ann(action: Action, *more: int | str) -> Case:
    """About Ann's plan."""
    return Case(action, "ann", lambda ids: (ids.plan, *more))


def own(action: Action, *args: int | str) -> Case:
    """About the presser's own plan, whose id no button carries."""
    return Case(action, "own", lambda _: args)


def anywhere(action: Action, *args: int | str) -> Case:
    """About nothing of anybody's."""
    return Case(action, "", lambda _: args)


def enrols(*args: int | str) -> Case:
    """About the presser's own enrolment."""
    return Case(None, "", lambda _: args, frozenset({"guest"}))


def link() -> Case:
    """About an invitation of Dr Weber's."""
    return Case(A.MANAGE_INVITATION, "link", lambda ids: (ids.invitation,))


CASES: Mapping[str, Case] = {
    **{verb: report() for verb in ("so", "sd", "sp", "st", "sx", "sn", "sl", "sk", "sb", "sc")},
    "sh": report(0),
    "sq": report(29_461_000),
    "ss": report(1),
    "sr": report(0, 9),
    "qa": Case(A.REPORT, "ann", lambda ids: (ids.question, 9)),
    "qs": Case(A.REPORT, "ann", lambda ids: (ids.question, 5)),
    "qc": Case(A.REPORT, "ann", lambda ids: (ids.question,)),
    **{verb: Case(A.REPORT, "ann", lambda ids: (ids.question,)) for verb in ("wn", "ws", "wl", "wb", "wc")},
    "wr": Case(A.REPORT, "ann", lambda ids: (ids.question, "tingling")),
    "wa": Case(A.REPORT, "ann", lambda ids: (ids.question, 0, 9)),
    "wk": Case(A.REPORT, "ann", lambda ids: (ids.question, 0)),
    "rh": own(A.VIEW_OWN_PLAN),
    **{verb: own(A.RAISE_RED_FLAG) for verb in ("fa", "fn", "fr")},
    "fs": own(A.RAISE_RED_FLAG, "pop"),
    "fl": own(A.RAISE_RED_FLAG, 1),
    "fo": own(A.RAISE_RED_FLAG, "bruising", 1, 7, 0),
    "ts": own(A.REPORT),
    "tp": own(A.REPORT, 1),
    **{verb: own(A.REPORT) for verb in ("mt", "mc", "gr", "gy")},
    "mr": own(A.REPORT, 2),
    **{verb: own(A.VIEW_OWN_PLAN) for verb in ("vn", "vp", "vr", "vt", "vw", "ll", "lk")},
    "lo": own(A.VIEW_OWN_PLAN, "cold"),
    "lt": own(A.REPORT, "hill"),
    "cb": own(A.REPORT, "time"),
    "vc": Case(None, by=frozenset(ROLES)),  # puts away one's own picture
    "pa": own(A.PAUSE),
    "pr": own(A.PAUSE, "ill"),
    "pu": own(A.PAUSE, "ill", 7),
    **{verb: own(A.PAUSE) for verb in ("pc", "pg", "ps", "pi")},
    "px": own(A.PAUSE, "surgery"),
    **{verb: own(A.LEAVE) for verb in ("ln", "ly")},
    "ca": own(A.AGREE, "2"),
    **{verb: own(A.WITHDRAW) for verb in ("cw", "ck")},
    "cy": own(A.WITHDRAW, 29_461_000),  # asked long ago
    **{verb: own(A.ERASE) for verb in ("ea", "ek")},
    **{verb: own(A.ERASE, 29_461_000) for verb in ("es", "ey")},  # asked long ago
    "sv": own(A.CHANGE_SETTINGS, "blocks"),
    **{verb: own(A.CHANGE_SETTINGS, 1) for verb in ("sB", "sL", "sQ", "sF")},
    "sZ": own(A.CHANGE_SETTINGS, "Asia/Tokyo"),
    **{verb: enrols() for verb in ("ego", "eco", "edc", "ens", "els", "ell", "eci", "ezr", "etm", "ets")},
    "esg": enrols("fever"),
    "ez": enrols("Asia/Tokyo"),
    "etc": enrols(1),
    "hm": Case(None, by=STAFF),
    "at": anywhere(A.INVITE_CLINICIAN),
    "cl": anywhere(A.SET_UP_CLINIC),
    "cs": anywhere(A.SET_UP_CLINIC, "phone"),
    "in": anywhere(A.INVITE_PATIENT),
    "ic": anywhere(A.INVITE_PATIENT, "gate", 1),
    "ib": anywhere(A.INVITE_PATIENT),
    "im": anywhere(A.INVITE_PATIENT),
    "iv": anywhere(A.INVITE_CLINICIAN),
    "iq": Case(A.MANAGE_INVITATION, "link", lambda ids: (ids.code,)),
    "il": Case(None, "", lambda _: (0,), STAFF),
    "ir": link(),
    "iw": link(),
    "lg": anywhere(A.READ_ACCESS_LOG, 0),
    "pl": anywhere(A.LIST_PATIENTS, 0),
    "pp": about_ann(A.VIEW_PATIENT),
    "pt": about_ann(A.VIEW_PATIENT, 0),
    "ph": about_ann(A.VIEW_PATIENT),
    "po": about_ann(A.ORDER, "stop"),
    "pd": about_ann(A.ORDER, "stop", 0),
    "pn": about_ann(A.WRITE_NOTE),
    "pk": about_ann(A.RELINK),
    "om": about_ann(A.ADD_TOTAL),
    "ot": about_ann(A.ADD_TOTAL, "visa_h"),
    "ak": Case(A.ACKNOWLEDGE, "ann", lambda ids: (ids.alert,)),
    "ar": Case(A.ACKNOWLEDGE, "ann", lambda ids: (ids.alert,)),
    "hv": anywhere(A.HAND_OVER),
    "hf": Case(A.HAND_OVER, "", lambda ids: (ids.weber,)),
    "hu": Case(A.HAND_OVER, "", lambda ids: (ids.weber, 1)),
    "ha": Case(A.HAND_OVER, "", lambda ids: (ids.weber, 1, 7)),
    "hy": Case(A.ANSWER_HAND_OVER, "cover", lambda ids: (ids.cover,)),
    "hn": Case(A.ANSWER_HAND_OVER, "cover", lambda ids: (ids.cover,)),
    "hw": Case(A.END_HAND_OVER, "cover", lambda ids: (ids.cover,)),
    "af": Case(A.READ_LETTER, "ann", lambda ids: (ids.alert,)),
    "pf": about_ann(A.READ_LETTER),
}
RELATIONS: Mapping[tuple[str, str], Relation] = {
    ("ann", "ann"): Relation.OWN,
    ("ann", "weber"): Relation.CARES,
    ("own", "ann"): Relation.OWN,
    ("own", "bob"): Relation.OWN,
    ("link", "weber"): Relation.OWN,
    ("cover", "adams"): Relation.OWN,
    ("cover", "weber"): Relation.ASKED,
}


def may(who: str, case: Case) -> bool:
    """Whether the table of permissions lets somebody do it."""
    if case.action is None:
        return who in case.by
    held = RELATIONS.get((case.about, who))
    return allowed(case.action, ROLES[who], frozenset({held} if held else ()))


async def ids_of(rig: Rig, cast: Cast) -> Ids:
    """Ann's ids, and a link that Dr Weber has just made."""
    code, record = await invited(rig, cast["weber"], "Pia Pending"), await rig.record()
    async with rig.app.work("look") as uow:
        today = await uow.prompts.of_day(record.id, record.plan.today(rig.clock.at))
        day_before = await uow.prompts.of_day(record.id, record.plan.programme_since)
        [alert], invitation = await uow.alerts.unresolved(record.id), await uow.invitations.by_code(code)
        weber, adams = [await uow.people.by_chat(cast[name].id) for name in ("weber", "adams")]
    assert invitation is not None
    assert weber is not None
    assert adams is not None
    question = next(prompt for prompt in today if prompt.kind != "session")
    cover = await asked(rig, adams, weber)
    return Ids(record.id, day_before[0].id, question.id, alert.id, invitation.id, code, weber.id, cover)


async def asked(rig: Rig, absent: Person, colleague: Person) -> int:
    """A hand-over that a colleague has not answered yet."""
    async with rig.app.work("asked") as uow:
        await ask(rig.app.scene(uow).as_actor(absent), colleague.id, 1, 7)
    await rig.settle()
    async with rig.app.work("look") as uow:
        made = await uow.covers.live_of(absent.id)
    assert made is not None
    return made.id
