"""A virtual patient's life written down as a trace, so that `sitbone replay` can derive it again."""

from typing import Any

from rehab.lab.simulate.life import Lived
from rehab.lab.written import trace_of


def as_trace(lived: Lived) -> dict[str, Any]:
    """The trace (`sitbone-trace/1`) of a life up to its end, or to the property that did not hold."""
    return trace_of(lived.start, lived.events, lived.violation.at if lived.violation else lived.until)
