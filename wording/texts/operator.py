"""What the administrator hears of the running of the bot itself."""

from rehab.messages.operator import AuditFailed
from wording.reader import Reader
from wording.texts.base import text
from wording.words import Html


@text.register
def audit_failed(message: AuditFailed, reader: Reader) -> Html:
    """How much is late or left, a line for each kind."""
    found = [reader.say(f"audit-failed-{one}", count=count) for one, count in message.found.items()]
    return reader.lines(reader.say("audit-failed"), *found, reader.say("audit-failed-end"))
