"""A second, naive reading of the rules: what the documents say, written down as plainly as possible.

It shares no code with the engine and is written from section 9 of the design and sections 1.2, 2 and 5.1 of the
clinical reference alone, so that the two can be compared trace by trace. It prefers being obvious to being fast: the
facts are a list, and every question is answered by going through that list again.

Times are instants in UTC; a "date" is always the date of the local day that starts at 03:00.

Where the documents leave room, this is what was read:

- A day is rated when its colour is known; what no row of the colours covers is AMBER. Its stage is that of its first
  session, as it was when that minute began.
- The cut before a second RED may have any cause but that RED itself.
- Within 7 days of a cut means less than 7 x 24 hours after it.
- Only a GREEN day's answer is an occasion for progress.
- A pause leaves out its days from that on which it began up to, but without, that on which it ended.
- A flare settles against the baseline at enrolment, 3 without one; every rating of a date must be low enough.
- A flare or a pause goes on under maintenance and shows until it is over; below the position at which maintenance began
  the plan may climb again.
- A clinician's hold stops progress only, and a restart releases it. `set` changes the dates of what it changes.
- After the end nothing falls due. A plan that is stopped while paused has no gap.
- Two reasons for a `review` at the same moment are two alerts, but not of a weekly review, where a kind comes once.
- Of a review's findings on the programme as a whole the first counts: the outer limit, a stall, poor adherence,
  26 weeks but still improving, early warning. Worsening and silence are told beside it.
- A total that the clinician enters is no word from the patient; without `by` it was the patient who gave it.
- VISA-H speaks against a stall only. Without any session adherence is unknown, which is neither enough nor too little.
- The usual stiffness is the median of the mornings told on time in 28 x 24 hours before the two that are compared with
  it; mornings that nobody told of break no row. Of long mornings in a row only the first is told.
- A routine sign is told once while it waits for the clinician; whatever the clinician says of the hold ends that wait.
"""

from tests.unit.rehab.second_reading.numbers import REFERENCE, Numbers, numbers_in
from tests.unit.rehab.second_reading.trace import evaluate_trace

__all__ = ["REFERENCE", "Numbers", "evaluate_trace", "numbers_in"]
