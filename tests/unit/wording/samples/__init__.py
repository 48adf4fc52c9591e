"""Every kind of message in many forms: what the tests of the catalogue and the keyboards say and look at."""

from collections.abc import Iterator

from rehab.messages import Message
from tests.unit.wording.letters import letters
from tests.unit.wording.samples.anyone import anyone, enrolment
from tests.unit.wording.samples.clinic import staff
from tests.unit.wording.samples.day import days
from tests.unit.wording.samples.decided import decisions
from tests.unit.wording.samples.measured import totals, weeks
from tests.unit.wording.samples.patients import care
from tests.unit.wording.samples.plan import plans
from tests.unit.wording.samples.privacy import privacy
from tests.unit.wording.samples.signs import safety
from tests.unit.wording.samples.values import Words


def samples(words: Words) -> Iterator[Message]:
    """Every kind of message, in every form that it can take."""
    for group in (anyone, enrolment, decisions, days, weeks, plans, safety, staff, care, totals, privacy):
        yield from group(words)
    yield from letters(words.name, words.clinic)
