"""Virtual patients who live through the real rules and the real timetable, watched at every step.

Who they are stands in `people`, how their tendon answers in `body`, how a day goes in `habits` and `life`. `ledger`,
`safety` and `watch` read the same facts a second time without the engine's rules; `tally` counts what became of all.
"""

from rehab.lab.simulate.life import Lived, live
from rehab.lab.simulate.people import Kind, kind_of
from rehab.lab.simulate.safety import PROPERTIES
from rehab.lab.simulate.seen import Violation
from rehab.lab.simulate.tally import Tally, table, tallied
from rehab.lab.simulate.written import as_trace

__all__ = ["PROPERTIES", "Kind", "Lived", "Tally", "Violation", "as_trace", "kind_of", "live", "table", "tallied"]
