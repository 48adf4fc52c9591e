"""How the first administrator comes in: by the code of OWNER_CODE, or by a link that is made and printed."""

from dataclasses import replace
from datetime import timedelta

from bot.app import App
from rehab.permissions import Role
from scheduling.overlap import in_isolation
from usecases.ports import Desk
from usecases.records import Invitation

VALID_FOR = timedelta(days=7)
FOR_GOOD = timedelta(days=36500)


async def offer_ownership(app: App) -> str | None:
    """Make sure that an administrator can come in; returns the link to print, if one was made."""
    return await in_isolation(app.work, "owner", lambda uow: _offered(app, uow))  # several may start at once


async def _offered(app: App, uow: Desk) -> str | None:
    given = app.settings.owner_code
    if await uow.people.with_role(Role.ADMINISTRATOR):
        return None
    if given is not None:
        await _offer(app, uow, given.get_secret_value(), FOR_GOOD)
        return None
    return await _link(app, uow)


async def recovery_link(app: App) -> str:
    """A link that makes whoever opens it the administrator, also if there is one who was lost."""
    async with app.work("owner") as uow:
        for lost in await uow.people.with_role(Role.ADMINISTRATOR):
            await uow.people.save(replace(lost, roles=lost.roles - {Role.ADMINISTRATOR}))
        return await _link(app, uow)


async def _link(app: App, uow: Desk) -> str:
    code = uow.new_code()
    await _offer(app, uow, code, VALID_FOR)
    return f"https://t.me/{app.bot.username}?start={code}"


async def _offer(app: App, uow: Desk, code: str, valid_for: timedelta) -> None:
    if await uow.invitations.by_code(code) is not None:
        return
    now = app.clock.now()
    invitation = Invitation(
        id=uow.new_id(),
        role=Role.ADMINISTRATOR,
        created_by=None,
        created_at=now,
        expires_at=now + valid_for,
    )
    await uow.invitations.add(invitation, code)
