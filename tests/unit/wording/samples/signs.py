"""Red flags, and what clinicians changed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.messages import Message
from rehab.messages import safety as s
from rehab.plan import Position
from tests.unit.wording.samples import world
from tests.unit.wording.samples.values import NOW, RED, Words
from usecases.orders import COMMANDS


def safety(w: Words) -> Iterator[Message]:
    """Red flags, and what clinicians changed."""
    for why, clean in product(s.FlagsWhy, (False, True)):
        card = s.FlagsCard(why=why, clinic=w.clinic, signs=world.SIGNS, likely=world.SIGNS[:2], clean=clean)
        yield from (card, replace(card, lesser=True), replace(card, named=world.SIGNS[0]))
    named = (world.FLAGS[:1], world.FLAGS, ("fluoroquinolone",))
    for tier, flags, repeated in product(RED, named, (False, True)):
        yield s.Flagged(tier=tier.value, flags=flags, clinic=w.clinic, at=NOW, repeated=repeated)
    yield from (s.Noticed(signs=world.ROUTINE, clinic=w.clinic, at=NOW, goes_on=on) for on in (False, True))
    for seen in (None, False):
        yield s.FollowUpCard(sign="bruising", day=3, of=7, clinic=w.clinic, seen=seen)
    for about, clinic in product(world.PROTOCOL.mentions, (w.clinic, None)):
        yield s.Tip(about=about, clinic=clinic)
    yield from (s.AlertClosed(at=NOW, stopped=stopped) for stopped in (True, False))
    yield from (s.AlertSeen(at=NOW), s.MovedAway(clinic=w.clinic))
    for command in sorted(COMMANDS):
        yield s.Ordered(command=command, position=Position(4, 4), clinician=w.name)
    for clinic in (w.clinic, None):
        yield s.NoteToPatient(text=w.note, clinician=w.name, clinic=clinic)
