"""The table of permissions, written down a second time: role by role and relation by relation."""

from itertools import combinations, product

import pytest

from rehab.permissions import TABLE, Action, Relation, Role, allowed

# Who may: A the administrator, C a clinician, P a patient; "any" asks for no relation.
WRITTEN = """
set_up_clinic      A:any
invite_clinician   A:any
invite_patient     C:any
manage_invitation  C:own   A:own
read_access_log    A:any
list_patients      C:any
view_patient       C:cares
order              C:cares
discharge          C:cares
relink             C:cares
write_note         C:cares
add_total          C:cares
acknowledge        C:cares A:any
read_letter        C:cares C:took A:took
report             P:own
raise_red_flag     P:own
pause              P:own
change_settings    P:own
view_own_plan      P:own
hand_over          C:any
answer_hand_over   C:asked
end_hand_over      C:own C:asked
leave              P:own
agree              P:own
withdraw           P:own
export             P:own
erase              P:own
"""
ROLES = {"A": Role.ADMINISTRATOR, "C": Role.CLINICIAN, "P": Role.PATIENT}
LINES = [line.split() for line in WRITTEN.strip().splitlines()]
MAY = {Action(name): {tuple(who.split(":")) for who in rest} for name, *rest in LINES}
RELATIONS = [frozenset(some) for count in range(5) for some in combinations(set(Relation) - {Relation.ANY}, count)]


@pytest.mark.parametrize("action", Action)
def test_each_role_in_each_relation(action: Action) -> None:
    """Allowed is what stands above; all the rest is not."""
    for (letter, role), related in product(ROLES.items(), RELATIONS):
        held = {"any", *(relation.value for relation in related)}
        expected = any(who == letter and relation in held for who, relation in MAY[action])
        assert allowed(action, frozenset({role}), related) is expected, (role, related)


@pytest.mark.parametrize("action", Action)
def test_somebody_without_a_role_may_do_nothing(action: Action) -> None:
    """Whatever they stand in relation to."""
    assert not allowed(action, frozenset(), frozenset(Relation))


def test_whoever_is_several_may_do_what_any_of_them_may() -> None:
    """A relation that belongs to one role still opens what another role may do by it, and no more."""
    two = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})
    assert allowed(Action.SET_UP_CLINIC, two, frozenset())
    assert allowed(Action.INVITE_PATIENT, two, frozenset())
    assert not allowed(Action.VIEW_PATIENT, two, frozenset())
    assert not allowed(Action.REPORT, two, frozenset({Relation.OWN}))


def test_a_clinician_of_other_patients_may_not_look_or_order() -> None:
    """Only whoever cares for the plan."""
    theirs = (Action.VIEW_PATIENT, Action.ORDER, Action.DISCHARGE, Action.RELINK, Action.WRITE_NOTE, Action.ADD_TOTAL)
    assert not any(allowed(action, frozenset({Role.CLINICIAN}), frozenset({Relation.OWN})) for action in theirs)


def test_nothing_that_can_be_asked_of_the_bot_is_left_out_of_the_table() -> None:
    """And the table names nothing else."""
    assert set(TABLE) == set(Action) == set(MAY)
