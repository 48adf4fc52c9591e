"""Every exercise has its picture, and the bodies in it could be someone's."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

import wording.drawings
from rehab.protocol import shipped_protocol
from wording.drawings.body import Joints, Leg, Pose, joints
from wording.drawings.draw import exercises, picture

FOLDER = Path(wording.drawings.__file__).parent
PROTOCOL = shipped_protocol()
EXERCISES = sorted(PROTOCOL.exercises)
# Degrees that healthy joints reach, with some to spare.
HIP, KNEE, ANKLE = (-25, 125), (0, 125), (-60, 36)


def in_stage(number: int) -> list[str]:
    """The exercises of a stage."""
    return sorted({dose.id for level in PROTOCOL.stage(number).levels for dose in level.exercises})


def bodies(exercise: str) -> list[Joints]:
    """Who is in the two panels of an exercise."""
    drawn = exercises()[exercise]
    return [joints(drawn.start.pose), joints(drawn.move.pose)]


def test_there_is_a_drawing_for_each_exercise_and_no_other() -> None:
    """Nobody is sent words without a picture."""
    assert sorted(path.stem for path in FOLDER.glob("*.png")) == EXERCISES
    assert sorted(exercises()) == EXERCISES


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_drawing_is_quick_to_send_and_fills_the_chat(exercise: str) -> None:
    """Small files of one size."""
    file = FOLDER / f"{exercise}.png"
    assert file.stat().st_size < 40_000
    with Image.open(file) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (960, 540))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_drawings_show_the_poses_of_the_file(exercise: str) -> None:
    """Whoever changes a pose draws it again (`python -m wording.drawings.draw`)."""
    with (
        Image.open(FOLDER / f"{exercise}.png") as kept,
        Image.open(io.BytesIO(picture(exercises()[exercise]))) as fresh,
    ):
        apart = ImageStat.Stat(ImageChops.difference(kept.convert("L"), fresh.convert("L")))
    assert apart.mean[0] < 1


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_joint_bends_further_than_joints_do(exercise: str) -> None:
    """What nobody can do is not drawn."""
    for body in bodies(exercise):
        for leg in (body.near, body.far):
            bends = zip(body.flexion(leg), (HIP, KNEE, ANKLE), strict=True)
            assert all(low - 0.5 <= angle <= high for angle, (low, high) in bends), body.flexion(leg)


@pytest.mark.parametrize("exercise", [*in_stage(1), *in_stage(2)])
def test_the_hip_stays_nearly_straight_in_the_first_two_stages(exercise: str) -> None:
    """In the working position; the way into a bridge starts from bent knees."""
    _, working = bodies(exercise)
    assert abs(working.flexion(working.near)[0]) <= 10


def test_the_hip_bends_further_and_further_in_the_third_stage() -> None:
    """Shallow first: to halfway, to the knee, to the shin."""
    deepest = [bodies(exercise)[1] for exercise in ("hip_hinge", "rdl_knee", "rdl_shin")]
    bends = [body.flexion(body.near)[0] for body in deepest]
    assert bends == sorted(bends)
    assert bends[0] < 70


@pytest.mark.parametrize("exercise", EXERCISES)
def test_nobody_sinks_into_the_floor(exercise: str) -> None:
    """Feet and backs rest on it."""
    from wording.drawings.figure import figure

    for body in bodies(exercise):
        lowest = min(y for shape in figure(body, "both") for _, y in shape.points)
        assert lowest > -2  # cm, into the mat


def test_an_arm_that_cannot_reach_stretches_towards_its_goal() -> None:
    """A pose never tears a limb: it stays as long as it is."""
    pose = Pose.model_validate({"at": {"hip": [0, 90]}, "near": Leg(), "far": Leg(), "arm": {"to": [500, 140]}})
    assert joints(pose).arm.end == pytest.approx((55.9, 140), abs=0.01)


def test_a_misspelt_joint_is_named() -> None:
    """Poses are written by hand."""
    with pytest.raises(ValueError, match="no joint is called 'nose'"):
        joints(Pose(at={"nose": (0, 0)}, near=Leg(), far=Leg()))


def test_the_bot_does_not_load_a_drawing_library() -> None:
    """Importing everything that the bot uses leaves Pillow and matplotlib alone."""
    code = (
        "import sys, wording, wording.charts, wording.cities, wording.drawings\n"
        "sys.exit(any(name in sys.modules for name in ('PIL', 'matplotlib', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=30).returncode == 0
