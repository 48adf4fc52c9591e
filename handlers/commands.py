"""Commands: what each one does, and which ones Telegram's menu shows to whom."""

import re
from collections.abc import Awaitable, Callable, Mapping

from handlers.typed import leaving_question
from rehab.messages.common import Said
from rehab.permissions import Role
from usecases import (
    access,
    ahead,
    arrive,
    clinic,
    consent,
    cover,
    enrol,
    erase,
    flags,
    invite,
    learn,
    my_data,
    pause,
    settings,
    staff,
    views,
)
from usecases.scene import RefusedError, Scene

Command = Callable[[Scene], Awaitable[None]]

PATIENT: Mapping[str, Command] = {
    "today": views.show_today,
    "plan": views.show_plan,
    "next": ahead.show_next,
    "why": views.show_why,
    "learn": learn.show_all,
    "progress": views.show_progress,
    "flag": flags.ask,
    "pause": pause.choose_reason,
    "resume": pause.check_before_resuming,
    "settings": settings.show,
    "stop": pause.ask_leave,
    "withdraw": consent.ask_whether_to_withdraw,
    "mydata": my_data.send,
    "erase": erase.ask,
}
CLINICIAN: Mapping[str, Command] = {
    "patients": staff.show_patients,
    "invite": invite.begin,
    "invitations": invite.show_all,
    "handover": cover.show,
}
ADMINISTRATOR: Mapping[str, Command] = {
    "clinic": clinic.show_clinic,
    "staff": invite.invite_clinician,
    "access": access.show_accesses,
}
COMMANDS: Mapping[str, Command] = {**PATIENT, **CLINICIAN, **ADMINISTRATOR}
# What the menu shows, in this order; help is everybody's.
MENU_PATIENT = (
    "today",
    "plan",
    "next",
    "why",
    "learn",
    "progress",
    "flag",
    "pause",
    "resume",
    "settings",
    "help",
    "stop",
    "withdraw",
    "mydata",
    "erase",
)
MENU_CLINICIAN = ("patients", "invite", "invitations", "handover", "help")
MENU_ADMINISTRATOR = ("clinic", "staff", "access")


def menu(roles: frozenset[Role]) -> tuple[str, ...]:
    """The commands that somebody's menu shows."""
    if not roles & {Role.CLINICIAN, Role.ADMINISTRATOR}:
        return MENU_PATIENT
    care = MENU_CLINICIAN[:-1] if Role.CLINICIAN in roles else ("invitations",)
    lead = MENU_ADMINISTRATOR if Role.ADMINISTRATOR in roles else ()
    return (*care, *lead, "help")


def read_command(text: str) -> tuple[str, str] | None:
    """The command and its argument in a text such as "/start abc" or "/today@some_bot"; None if it is none."""
    if not text.startswith("/"):
        return None
    word, *rest = re.split(r"\s+", text[1:], maxsplit=1)
    return word.split("@")[0].lower(), "".join(rest).strip()


async def commanded(scene: Scene, name: str) -> None:
    """Carry out a command of somebody known: those that their menu shows are theirs.

    Raises:
        RefusedError: if there is no such command, or it is not for them.
    """
    roles = scene.who.roles
    if not roles:
        await _on_the_way_in(scene, name)
    elif name == "help":
        await scene.send(await arrive.help_for(scene))
    elif name not in COMMANDS:
        raise RefusedError(Said.UNKNOWN_COMMAND)
    elif name not in menu(roles):
        raise RefusedError(Said.PATIENT_ONLY if name in PATIENT else Said.STAFF_ONLY)
    else:
        async with leaving_question(scene):
            await COMMANDS[name](scene)


async def _on_the_way_in(scene: Scene, name: str) -> None:
    """Before there is a plan, every command leads back to the enrolment; without one, help still helps."""
    if name == "flag":
        await enrol.something_is_wrong(scene)
    elif name == "help" and await enrol.draft_of(scene) is None:
        await scene.send(await arrive.help_for(scene))
    else:
        await enrol.show_again(scene, Said.FINISH_ENROLMENT)
