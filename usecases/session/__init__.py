"""A session as its patient goes through it: begun, guided, reported, rated, put off, skipped, corrected."""

from usecases.session.guided import how, next_phase, pause_timer, relief, show_how, start_timer
from usecases.session.own import correctable, own_prompt
from usecases.session.putting_off import choose_later, choose_skip, put_off, skip
from usecases.session.report import RATED, back, begin, rate, rate_again, report

__all__ = [
    "RATED",
    "back",
    "begin",
    "choose_later",
    "choose_skip",
    "correctable",
    "how",
    "next_phase",
    "own_prompt",
    "pause_timer",
    "put_off",
    "rate",
    "rate_again",
    "relief",
    "report",
    "show_how",
    "skip",
    "start_timer",
]
