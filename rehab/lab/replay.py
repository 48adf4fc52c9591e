"""Re-deriving every decision of a history by the rules of a protocol."""

from rehab.course import Step, pass_time, take
from rehab.lab.trace import Trace
from rehab.protocol import Protocol


def replay(trace: Trace, protocol: Protocol) -> Step:
    """Fold a trace: all decisions and alerts in order, and the course as it stands when the trace has ended."""
    step = Step(trace.start)
    for event in trace.events:
        step = step.then(take(step.course, event, protocol))
    return step.then(pass_time(step.course, trace.ends, protocol))
