"""Who may do what: the only table of action, role and relation. Use cases ask it first, on every press."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the clinic. One person can be several."""

    ADMINISTRATOR = "administrator"
    CLINICIAN = "clinician"
    PATIENT = "patient"


class Relation(StrEnum):
    """What a person is to the thing acted on."""

    OWN = "own"  # the patient whose plan it is; the clinician who made the invitation
    CARES = "cares"  # the clinician of the plan
    TOOK = "took"  # whoever has the alert
    ASKED = "asked"  # the colleague whom a hand-over was asked of
    ANY = "any"  # no relation is asked for


class Action(StrEnum):
    """Everything that can be asked of the bot."""

    SET_UP_CLINIC = "set_up_clinic"
    INVITE_CLINICIAN = "invite_clinician"
    INVITE_PATIENT = "invite_patient"
    MANAGE_INVITATION = "manage_invitation"
    READ_ACCESS_LOG = "read_access_log"  # who looked at whom
    LIST_PATIENTS = "list_patients"
    VIEW_PATIENT = "view_patient"
    ORDER = "order"  # restart, set, hold, release, approve Stage 4
    DISCHARGE = "discharge"
    RELINK = "relink"
    WRITE_NOTE = "write_note"
    ADD_TOTAL = "add_total"  # of a questionnaire on paper
    ACKNOWLEDGE = "acknowledge"
    READ_LETTER = "read_letter"
    HAND_OVER = "hand_over"
    ANSWER_HAND_OVER = "answer_hand_over"
    END_HAND_OVER = "end_hand_over"
    REPORT = "report"  # sessions, ratings, tests, corrections
    RAISE_RED_FLAG = "raise_red_flag"
    PAUSE = "pause"
    CHANGE_SETTINGS = "change_settings"
    VIEW_OWN_PLAN = "view_own_plan"
    LEAVE = "leave"
    AGREE = "agree"  # to words that have changed
    WITHDRAW = "withdraw"  # the agreement
    EXPORT = "export"
    ERASE = "erase"


A, R = Action, Relation
TABLE: Mapping[Action, frozenset[tuple[Role, Relation]]] = {
    A.SET_UP_CLINIC: frozenset({(Role.ADMINISTRATOR, R.ANY)}),
    A.INVITE_CLINICIAN: frozenset({(Role.ADMINISTRATOR, R.ANY)}),
    A.INVITE_PATIENT: frozenset({(Role.CLINICIAN, R.ANY)}),
    A.MANAGE_INVITATION: frozenset({(Role.CLINICIAN, R.OWN), (Role.ADMINISTRATOR, R.OWN)}),
    A.READ_ACCESS_LOG: frozenset({(Role.ADMINISTRATOR, R.ANY)}),
    A.LIST_PATIENTS: frozenset({(Role.CLINICIAN, R.ANY)}),
    A.VIEW_PATIENT: frozenset({(Role.CLINICIAN, R.CARES)}),
    A.ORDER: frozenset({(Role.CLINICIAN, R.CARES)}),
    A.DISCHARGE: frozenset({(Role.CLINICIAN, R.CARES)}),
    A.RELINK: frozenset({(Role.CLINICIAN, R.CARES)}),
    A.WRITE_NOTE: frozenset({(Role.CLINICIAN, R.CARES)}),
    A.ADD_TOTAL: frozenset({(Role.CLINICIAN, R.CARES)}),
    # An alert that nobody took goes to the administrator, who must then be able to say "I have it".
    A.ACKNOWLEDGE: frozenset({(Role.CLINICIAN, R.CARES), (Role.ADMINISTRATOR, R.ANY)}),
    A.READ_LETTER: frozenset({(Role.CLINICIAN, R.CARES), (Role.CLINICIAN, R.TOOK), (Role.ADMINISTRATOR, R.TOOK)}),
    A.HAND_OVER: frozenset({(Role.CLINICIAN, R.ANY)}),
    A.ANSWER_HAND_OVER: frozenset({(Role.CLINICIAN, R.ASKED)}),
    A.END_HAND_OVER: frozenset({(Role.CLINICIAN, R.OWN), (Role.CLINICIAN, R.ASKED)}),
    A.REPORT: frozenset({(Role.PATIENT, R.OWN)}),
    A.RAISE_RED_FLAG: frozenset({(Role.PATIENT, R.OWN)}),
    A.PAUSE: frozenset({(Role.PATIENT, R.OWN)}),
    A.CHANGE_SETTINGS: frozenset({(Role.PATIENT, R.OWN)}),
    A.VIEW_OWN_PLAN: frozenset({(Role.PATIENT, R.OWN)}),
    A.LEAVE: frozenset({(Role.PATIENT, R.OWN)}),
    A.AGREE: frozenset({(Role.PATIENT, R.OWN)}),
    A.WITHDRAW: frozenset({(Role.PATIENT, R.OWN)}),
    A.EXPORT: frozenset({(Role.PATIENT, R.OWN)}),
    A.ERASE: frozenset({(Role.PATIENT, R.OWN)}),
}

# What a patient does only once they have agreed to the words as they are now. Danger is heard in any case, and so is
# whoever wants to leave, to be forgotten, or to have a copy.
ONLY_AGREED = frozenset({A.REPORT, A.PAUSE, A.CHANGE_SETTINGS, A.VIEW_OWN_PLAN})


class Reach(StrEnum):
    """What a command of the command line gets to see. Whoever may run it has the machine, its files and its keys."""

    NOTHING = "nothing"  # of any person
    HISTORIES = "histories"  # plans with their ratings and times, without names, chats or words
    EVERYTHING = "everything"


# The operator's side: no role in a chat reaches any of these, and no command reaches an action above in another's name.
COMMAND_LINE: Mapping[str, Reach] = {
    "run": Reach.EVERYTHING,
    "demo": Reach.NOTHING,
    "replay": Reach.HISTORIES,
    "simulate": Reach.NOTHING,
    "protocol check": Reach.NOTHING,
    "export": Reach.HISTORIES,
    "verify": Reach.HISTORIES,
    "db upgrade": Reach.EVERYTHING,
    "owner-link": Reach.EVERYTHING,
    "keys new": Reach.NOTHING,
    "keys rotate": Reach.EVERYTHING,
    "backup": Reach.EVERYTHING,
    "restore": Reach.EVERYTHING,
    "export-patient": Reach.EVERYTHING,
    "erase": Reach.EVERYTHING,
    "doctor": Reach.EVERYTHING,
}


def allowed(action: Action, roles: frozenset[Role], relations: frozenset[Relation]) -> bool:
    """Whether someone with these roles may do it to something that they stand in these relations to."""
    held = relations | {Relation.ANY}
    return any(role in roles and relation in held for role, relation in TABLE[action])
