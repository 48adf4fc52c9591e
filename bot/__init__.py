"""The composition root: settings, wiring, command line, start and stop."""

import os

# PTB reads this when it is first imported: waiting times come as timedeltas, without a warning at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "true")
