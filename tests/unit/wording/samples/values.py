"""What the samples say: names and texts of three lengths, a moment, the largest id."""

from datetime import UTC, date, datetime

from rehab.messages import Clinic
from rehab.plan import Status
from rehab.protocol import Tier
from usecases.awaiting import AWAITING

NOW = datetime(2026, 1, 6, 18, 30, tzinfo=UTC)
DAY = date(2026, 1, 6)
BIG = (1 << 62) - 1  # the largest id
SHOWN = (*(status.value for status in Status), AWAITING)
RED = [tier for tier in Tier if tier is not Tier.D]


class Words:
    """Names and texts of one length."""

    def __init__(self, name: str, detail: str, note: str) -> None:
        self.name, self.note = name, note
        self.clinic = Clinic(name=detail, phone=detail, hours=detail, emergency=detail)


USUAL = Words("Ann Example", "020 7946 0000", "Well done!")
LONGEST = Words("W" * 80, "W" * 200, "W" * 1000)
AWKWARD = Words("<b>&{link}" * 8, "<i>{ $x } & " * 16, "<b>{ $text }</b> & " * 52)
LENGTHS = {"usual": USUAL, "longest": LONGEST, "awkward": AWKWARD}
