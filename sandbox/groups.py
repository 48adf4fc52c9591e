"""Groups: several people and the bot in one chat."""

from dataclasses import dataclass, field

from telegram import ChatMemberBanned, ChatMemberLeft, ChatMemberMember

from sandbox.account import Account
from sandbox.chats import ChatRoom
from sandbox.people import FOREVER, Person


@dataclass
class Group:
    """A group with the bot in it; `founder` acts when something happens to the bot."""

    account: Account = field(repr=False)
    founder: Person
    room: ChatRoom = field(repr=False)

    @property
    def id(self) -> int:
        """The present identifier; another one after `upgrades`."""
        return self.room.id

    def adds_bot(self) -> None:
        """The bot is taken in."""
        self.room.bot_inside = True
        bot = self.account.bot
        self.founder.in_group(self).moves_bot(ChatMemberLeft(bot), ChatMemberMember(bot))

    def removes_bot(self) -> None:
        """The bot is thrown out."""
        self.room.bot_inside = False
        bot = self.account.bot
        self.founder.in_group(self).moves_bot(ChatMemberMember(bot), ChatMemberBanned(bot, FOREVER))

    def upgrades(self) -> int:
        """Become a supergroup: the chat gets another identifier, and the old one is refused. Returns the new one."""
        old, number = self.room, -1_000_000_000_000 + self.room.id
        self.room = self.account.chats.add(ChatRoom(number, "supergroup", dict(old.people), old.title, started=True))
        for room, content in ((old, {"migrate_to_chat_id": number}), (self.room, {"migrate_from_chat_id": old.id})):
            stored = self.account.post(room, self.founder.user, content)
            self.account.updates.push("message", stored.payload, str(room.id))
        old.migrated_to = number
        return number
