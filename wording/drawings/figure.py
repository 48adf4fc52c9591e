"""The shapes of a body: thick rounded limbs, the working leg in the accent colour."""

from itertools import pairwise
from typing import Literal

from wording.drawings.body import ANKLE, Joints, Limb
from wording.drawings.shapes import Point, Shape, circle, direction_of, hull, local

Works = Literal["both", "near", "far"]

ACCENT, ACCENT_FAR = "#ee5a36", "#f6a58c"
REST, REST_FAR = "#b4c4cf", "#cad6de"
SHIRT, SHORTS, SKIN, SKIN_FAR, HAIR = "#2f4f68", "#24405a", "#5b7b92", "#a5b7c4", "#1f3547"
RIM = 1.3  # cm
# The trunk from the side: how far above the hip, how far to the back, and the radius, in cm.
TRUNK_DISCS = (
    (-1, 2.2, 11.2), (8, 1.4, 10.8), (15, 0.3, 9.8), (23, -0.4, 9.6), (31, -0.3, 10.6), (39, 0.4, 10.6), (48, 1, 7.4),
)  # fmt: skip


def figure(joints: Joints, works: Works) -> list[Shape]:
    """A body from the far side to the near one."""
    near = ACCENT if works != "far" else REST
    far = {"both": ACCENT_FAR, "far": ACCENT, "near": REST_FAR}[works]
    return [
        *_arm(joints.far_arm, SKIN_FAR),
        *_leg(joints.far, far),
        *_head(joints),
        *_trunk(joints),
        *_leg(joints.near, near),
        *_arm(joints.arm, SKIN),
    ]


def silhouette(joints: Joints, fill: str) -> list[Shape]:
    """The same body in one faint colour: where the movement comes from."""
    return [Shape(shape.points, fill) for shape in figure(joints, "both")]


def _leg(leg: Limb, fill: str) -> list[Shape]:
    thigh = direction_of(leg.root, leg.middle)
    shank = direction_of(leg.middle, leg.end)
    calf = local(leg.middle, shank, 13, -1.6)
    return [
        Shape(_foot(leg), fill, RIM),
        Shape(hull((leg.middle, 5.9), (calf, 6.3), (leg.end, 3.7)), fill, RIM),
        Shape(
            hull((local(leg.root, thigh, 1, 0), 10.2), (local(leg.root, thigh, 18, 0.6), 9.2), (leg.middle, 6.3)),
            fill,
            RIM,
        ),
        Shape(tuple(circle(leg.middle, 5.8)), fill),
        Shape(tuple(circle(leg.end, 3.4)), fill),
    ]


def _foot(leg: Limb) -> tuple[Point, ...]:
    """A shoe: flat below, `ANKLE` under the joint."""

    def disc(along: float, below: float, radius: float) -> tuple[Point, float]:
        return local(leg.end, leg.points_to, along, -below), radius

    return hull(disc(0, 0, 4), disc(-4.2, ANKLE - 3.4, 3.4), disc(8, 2.4, 3.2), disc(16.5, ANKLE - 2.4, 2.4))


def _arm(arm: Limb, fill: str) -> list[Shape]:
    return [
        Shape(hull((arm.root, 5.2), (arm.middle, 4)), fill, RIM),
        Shape(hull((arm.middle, 4), (arm.end, 2.9)), fill, RIM),
        Shape(hull((arm.end, 2.8), (arm.beyond(5.5), 3.6)), fill),
        Shape(tuple(circle(arm.middle, 3.8)), fill),
    ]


def _trunk(joints: Joints) -> list[Shape]:
    discs = [(local(joints.hip, 90 - joints.lean, height, back), radius) for height, back, radius in TRUNK_DISCS]
    parts = [hull(one, other) for one, other in pairwise(discs)]
    clothes = [SHORTS] * 2 + [SHIRT] * (len(parts) - 2)
    return [
        *(Shape(part, SHIRT, RIM) for part in parts),
        *(Shape(part, fill) for part, fill in zip(parts, clothes, strict=True)),
    ]


def _head(joints: Joints) -> list[Shape]:
    up = direction_of(joints.shoulder, joints.head)

    def at(height: float, back: float) -> Point:
        return local(joints.head, up, height, back)

    return [
        Shape(hull((joints.shoulder, 5.2), (at(-6, 1), 4.8)), SKIN, RIM),
        Shape(hull((at(1.5, 0.6), 9.8), (at(-4, -1.5), 7.6)), SKIN, RIM),
        Shape(hull((at(-1.5, -9.6), 1.5), (at(1, -8), 1.6)), SKIN),
        Shape(hull((at(4, 4.4), 6.8), (at(7.6, -1.5), 4.2), (at(-2, 6.6), 4.2)), HAIR),
    ]
