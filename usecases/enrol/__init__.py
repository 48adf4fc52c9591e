"""From the link to the first plan card: what this is, consent, red flags, time zone, session times.

The draft is a dialogue row, so every step survives a restart and any process can take the next answer. The link is
bound to the first account that opens it, and used up when the plan begins.
"""

from usecases.enrol.agreement import consent, decline, go_on
from usecases.enrol.draft import STEP, Draft, InvitationRefusedError, draft_of, show_again
from usecases.enrol.link import open_link
from usecases.enrol.place import ask_city, offer_cities, pick_zone, zone_is_right
from usecases.enrol.signs import list_lesser_signs, list_signs, no_signs, sign, something_is_wrong, tell_whom_to_ring
from usecases.enrol.when import choose_times, other_times, times_suit, typed_times

__all__ = [
    "STEP",
    "Draft",
    "InvitationRefusedError",
    "ask_city",
    "choose_times",
    "consent",
    "decline",
    "draft_of",
    "go_on",
    "list_lesser_signs",
    "list_signs",
    "no_signs",
    "offer_cities",
    "open_link",
    "other_times",
    "pick_zone",
    "show_again",
    "sign",
    "something_is_wrong",
    "tell_whom_to_ring",
    "times_suit",
    "typed_times",
    "zone_is_right",
]
