"""A plan that ended as long ago as the clinic keeps it: both sides hear in the morning that it is gone."""

from bot.lifecycle import Runner
from tests.acceptance.home import Patient, a_patient
from tests.acceptance.staff import said

ann = a_patient(pain=2)


async def test_the_clinic_s_period_erases_whoever_has_left(ann: Patient) -> None:
    """A year and a night after they stopped for good; the chain of nobody's plan still verifies."""
    await ann.bot_starts(keep_ended_days=365)
    await ann.says("/stop")
    await ann.presses("leave")
    await ann.rig.pass_time(days=365)
    await Runner(ann.rig.app)._night()
    assert (await ann.says("/plan")).text != ann.words("stranger")
    await ann.until("03:10", days=1)
    await Runner(ann.rig.app)._night()
    ann.heard.clear()
    await ann.rig.pass_time(hours=12)
    assert ann.heard_at() == ["Wed 08:00"]
    assert ann.last.text == ann.words("erased-period", phone="020 7946 0000")
    told = said(ann.rig, "patient-erased-by-period", name="Ann Example")
    assert ann.clinician.screen().last.text == told
    assert (await ann.says("/today")).text == ann.words("stranger")
