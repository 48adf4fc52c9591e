"""What is said of somebody's data: the agreement, the archive, the erasure."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from rehab.engine import AlertKind
from rehab.messages import Message
from rehab.messages import privacy as p
from rehab.messages.plan import ChartData
from tests.unit.wording.samples.values import NOW, Words
from usecases.ports import AskedBy


def privacy(w: Words) -> Iterator[Message]:
    """To patients, and to those who care for them."""
    yield from (p.ConsentCard(view=view, clinic=w.clinic, version="2", at=NOW) for view in p.ConsentView)
    yield from archives(w)
    for asked, clinic, urgent in product(p.EraseView, (w.clinic, None), (False, True)):
        yield p.EraseCard(view=asked, at=NOW, clinic=clinic, urgent=urgent)
    yield from (p.Erased(clinic=clinic, period=period) for clinic, period in product((w.clinic, None), (False, True)))
    gone = p.PatientErased(name=w.name)
    yield from (replace(gone, asked_by=one.value) for one in AskedBy)
    yield replace(gone, alerts=tuple(kind.value for kind in AlertKind), phone=w.clinic.phone)


def archives(w: Words) -> Iterator[Message]:
    """Of somebody of whom little is held, and with a plan."""
    yield from (p.MyDataFile(at=NOW, held="{}", clinic=clinic) for clinic in (w.clinic, None))
    held: p.Held = {
        "person": [{"name": w.name, "phone": None}],
        "entry": [{"seq": 1, "kind": "start", "body": {"values": [1]}}],
    }
    yield p.MyDataFile(at=NOW, held=json.dumps(held), chart=ChartData(ceiling=5, easy=3))
