"""One patient, from the invitation to a changed plan."""

from rehab.plan import Position
from tests.acceptance.rig import Rig


async def test_easy_days_move_the_plan_up_a_level(rig: Rig) -> None:
    """Five easy days in Stage 1, and the next 24-hour answer raises the level and says why."""
    _, patient = await rig.patient(pain=2)
    for day in range(6):
        await rig.at(f"08:{35 + day}")
        if day:
            await rig.rates(patient, 2)
        await rig.does_session(patient, 2, 3)
        await rig.at("18:35")
        await rig.does_session(patient, 2, 2)
    assert (await rig.record()).plan.position == Position(1, 2)
    answered = next(note for note in reversed(patient.screen().notes) if "level 2:" in note.text)
    assert "your last 5 training days were easy" in answered.text
