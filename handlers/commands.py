"""Commands: what each one does, and which ones Telegram's menu shows to whom."""

from collections.abc import Awaitable, Callable, Mapping

from rehab.messages.common import Said
from rehab.permissions import Role
from usecases import arrive, clinic, flags, invite, pause, settings, staff, views
from usecases.scene import RefusedError, Scene

Command = Callable[[Scene], Awaitable[None]]

PATIENT: Mapping[str, Command] = {
    "today": views.show_today,
    "plan": views.show_plan,
    "why": views.show_why,
    "progress": views.show_progress,
    "flag": flags.ask,
    "pause": pause.choose_reason,
    "resume": pause.check_before_resuming,
    "settings": settings.show,
    "stop": pause.ask_leave,
}
CLINICIAN: Mapping[str, Command] = {
    "patients": staff.show_patients,
    "invite": invite.begin,
    "invitations": invite.show_all,
}
ADMINISTRATOR: Mapping[str, Command] = {
    "clinic": clinic.show_clinic,
    "staff": invite.invite_clinician,
}
# What the menu shows, in this order; help is everybody's.
MENU_PATIENT = ("today", "plan", "why", "progress", "flag", "pause", "resume", "settings", "help", "stop")
MENU_CLINICIAN = ("patients", "invite", "invitations", "help")
MENU_ADMINISTRATOR = ("clinic", "staff")


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
    word, _, rest = text[1:].partition(" ")
    return word.split("@")[0].lower(), rest.strip()


async def commanded(scene: Scene, name: str) -> None:
    """Carry out a command of somebody known.

    Raises:
        RefusedError: if there is no such command, or it is not for them.
    """
    if name == "help":
        await scene.send(await arrive.help_for(scene))
        return
    for commands, role, otherwise in (
        (PATIENT, Role.PATIENT, Said.PATIENT_ONLY),
        (CLINICIAN, Role.CLINICIAN, Said.STAFF_ONLY),
        (ADMINISTRATOR, Role.ADMINISTRATOR, Said.STAFF_ONLY),
    ):
        if name in commands:
            if not scene.who.is_a(role):
                raise RefusedError(otherwise)
            await scene.uow.dialogues.set(scene.who.id, None, scene.now)
            await commands[name](scene)
            return
    raise RefusedError(Said.UNKNOWN_COMMAND)
