"""A body of 173 cm seen from its right side, facing right: poses as joint angles, joints as points.

Angles are anatomical: flexion is positive and 0 is standing to attention, so a physiotherapist can check a pose by
reading it. `lean` tips the trunk forwards: 0 upright, 90 face down with the head to the right, -90 on the back with the
head to the left.
"""

import math
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from wording.drawings.shapes import Point, direction_of, distance, toward

TRUNK, THIGH, SHANK, UPPER_ARM, FOREARM = 50.0, 42.0, 41.0, 30.0, 26.0  # cm between joints
ANKLE = 7.0  # cm of an ankle above its sole
HEAD = 22.0  # cm from the shoulder to the middle of the head


class Model(BaseModel):
    """Frozen, and loud about keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Leg(Model):
    """A leg by its angles, or by where its ankle is (`to`) and in which direction its toes point (`toes`)."""

    hip: float = 0
    knee: float = 0
    ankle: float = 0
    to: Point | None = None
    toes: float | None = None


class Arm(Model):
    """An arm by its angles, or by where its wrist is; `seen` is the share of a forearm that points at the viewer."""

    shoulder: float = 0
    elbow: float = 0
    to: Point | None = None
    seen: float = 1


class Pose(Model):
    """A whole body; `at` says where one joint is, and the rest follows from it."""

    at: dict[str, Point]
    lean: float = 0
    neck: float = 0
    near: Leg
    far: Leg
    arm: Arm = Arm()
    far_arm: Arm | None = None


@dataclass(frozen=True)
class Limb:
    """Three joints from the trunk outwards and the direction of what follows the last."""

    root: Point
    middle: Point
    end: Point
    points_to: float

    def beyond(self, length: float) -> Point:
        """A point of the hand or foot, that far from the last joint."""
        return toward(self.end, self.points_to, length)


@dataclass(frozen=True)
class Joints:
    """Where everything is."""

    hip: Point
    shoulder: Point
    head: Point
    lean: float
    near: Limb
    far: Limb
    arm: Limb
    far_arm: Limb

    def named(self, name: str) -> Point:
        """A joint by its name in the file, such as `hip` or `near_knee`."""
        found = self._points().get(name)
        if found is None:
            raise ValueError(f"no joint is called {name!r}; there are {', '.join(self._points())}")
        return found

    def _points(self) -> dict[str, Point]:
        return {
            "hip": self.hip, "shoulder": self.shoulder, "head": self.head,
            "near_knee": self.near.middle, "near_ankle": self.near.end,
            "far_knee": self.far.middle, "far_ankle": self.far.end,
            "hand": self.arm.beyond(5.5), "far_hand": self.far_arm.beyond(5.5),
        }  # fmt: skip

    def flexion(self, leg: Limb) -> tuple[float, float, float]:
        """Hip, knee and ankle of a leg in degrees, as a physiotherapist would measure them."""
        thigh, shank = direction_of(leg.root, leg.middle), direction_of(leg.middle, leg.end)
        hip, knee = thigh - (270 - self.lean), thigh - shank
        return _turned(hip), _turned(knee), _turned(leg.points_to - shank - 90)


def joints(pose: Pose) -> Joints:
    """Where every joint of a pose is."""
    (name, place), *others = pose.at.items()
    assert not others
    loose = _joints_from((0.0, 0.0), pose, reach=False)
    anchor = loose.named(name)
    return _joints_from((place[0] - anchor[0], place[1] - anchor[1]), pose, reach=True)


def _joints_from(hip: Point, pose: Pose, *, reach: bool) -> Joints:
    """Joints with the hip at a place; limbs that reach for a place do so only once the hip is where it belongs."""
    up = 90 - pose.lean
    shoulder = toward(hip, up, TRUNK)
    far_arm = pose.far_arm or pose.arm
    return Joints(
        hip, shoulder, toward(shoulder, up - pose.neck, HEAD), pose.lean,
        _leg(hip, up + 180, pose.near, reach=reach), _leg(hip, up + 180, pose.far, reach=reach),
        _arm(shoulder, up + 180, pose.arm, reach=reach), _arm(shoulder, up + 180, far_arm, reach=reach),
    )  # fmt: skip


def _leg(hip: Point, straight: float, leg: Leg, *, reach: bool) -> Limb:
    if leg.to and reach:
        knee, ankle = _reach(hip, leg.to, THIGH, SHANK, bend=1)
        shank = direction_of(knee, ankle)
    else:
        knee = toward(hip, straight + leg.hip, THIGH)
        shank = straight + leg.hip - leg.knee
        ankle = toward(knee, shank, SHANK)
    return Limb(hip, knee, ankle, shank + 90 + leg.ankle if leg.toes is None else leg.toes)


def _arm(shoulder: Point, straight: float, arm: Arm, *, reach: bool) -> Limb:
    if arm.to and reach:
        elbow, wrist = _reach(shoulder, arm.to, UPPER_ARM, FOREARM, bend=-1)
    else:
        elbow = toward(shoulder, straight + arm.shoulder, UPPER_ARM)
        wrist = toward(elbow, straight + arm.shoulder + arm.elbow, FOREARM * arm.seen)
    return Limb(shoulder, elbow, wrist, direction_of(elbow, wrist))


def _reach(root: Point, target: Point, first: float, second: float, bend: int) -> tuple[Point, Point]:
    """The middle and the end joint of a limb that reaches for a place, or as far towards it as it is long."""
    far = min(max(distance(root, target), abs(first - second) + 0.1), first + second - 0.1)
    spread = math.degrees(math.acos((first**2 + far**2 - second**2) / (2 * first * far)))
    heading = direction_of(root, target)
    return toward(root, heading + bend * spread, first), toward(root, heading, far)


def _turned(angle: float) -> float:
    """An angle between -180 and 180."""
    return (angle + 180) % 360 - 180
