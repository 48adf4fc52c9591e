"""The pace of the only process of a SQLite file: its own, but for a pause, which outlives a restart."""

from scheduling.rate import OwnPace
from storage.pace import SharedPace


class RememberedPace(OwnPace):
    """The pace of a process that is alone; a pause is kept, because Telegram remembers it as well."""

    def __init__(self, kept: SharedPace) -> None:
        super().__init__()
        self._kept, self._recalled = kept, False

    async def hold(self, seconds: float) -> None:
        """Let nothing out for a while, also after a restart."""
        await super().hold(seconds)
        await self._kept.hold(seconds)

    async def held(self) -> float:
        """For how long nothing may go out yet."""
        if not self._recalled:
            self._recalled = True
            await super().hold(await self._kept.held())
        return await super().held()
