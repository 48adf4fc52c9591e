"""The shapes of what a body uses: furniture, weights, bands. All of it drawn from the side."""

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from wording.drawings.body import Joints, Model
from wording.drawings.shapes import Point, Shape, box, circle, hull, local, stroke

WOOD, WOOD_DARK, CLOTH, CLOTH_DARK = "#c9b08c", "#a98f6a", "#9cc3bd", "#78a8a1"
IRON, IRON_LIGHT, BAND, BALL, BALL_LIGHT, WALL = "#3c4a57", "#8796a3", "#3f9c6b", "#8db7d6", "#b5d2e6", "#cfd9e0"

Kind = Literal[
    "mat", "cushion", "towel", "bench", "sofa", "step", "ball", "wall", "table", "band", "dumbbell", "barbell",
    "kettlebell", "speed",
]  # fmt: skip


class Prop(Model):
    """Something in the picture.

    Attributes:
        at: where its middle stands on the floor, or where it is fixed; in cm.
        on: a joint that it is held at or tied to, moved by `shift`.
        size: across (or high, for a step), in cm.
        turn: the direction in which a kettlebell hangs, in degrees.
        front: drawn before the body rather than behind it.
    """

    kind: Kind
    at: Point = (0, 0)
    on: str | None = None
    shift: Point = (0, 0)
    size: float = Field(default=0, ge=0)
    turn: float = 270
    front: bool = False


def prop_shapes(prop: Prop, joints: Joints) -> list[Shape]:
    """The shapes of a prop where it stands or is held."""
    place = prop.at
    if prop.on:
        x, y = joints.named(prop.on)
        place = (x + prop.shift[0], y + prop.shift[1])
    return DRAWN[prop.kind](prop, place)


def _mat(prop: Prop, place: Point) -> list[Shape]:
    half = prop.size / 2
    return [Shape(box(place[0] - half, -2.6, place[0] + half, 0, 1.3), CLOTH)]


def _cushion(prop: Prop, place: Point) -> list[Shape]:
    half = prop.size / 2
    return [Shape(box(place[0] - half, 0, place[0] + half, 4.5, 2.2), CLOTH)]


def _bench(prop: Prop, place: Point) -> list[Shape]:
    x, top = place
    left, right = x - prop.size, x
    return [
        Shape(box(left + 6, 0, left + 11, top - 8, 1), WOOD_DARK),
        Shape(box(right - 11, 0, right - 6, top - 8, 1), WOOD_DARK),
        Shape(box(left, top - 11, right, top, 4), CLOTH_DARK),
        Shape(box(left, top - 6, right, top, 3), CLOTH),
    ]


def _step(prop: Prop, place: Point) -> list[Shape]:
    half = 24
    return [
        Shape(box(place[0] - half, 0, place[0] + half, prop.size, 1.5), WOOD),
        Shape(box(place[0] - half - 1.5, prop.size - 4, place[0] + half + 1.5, prop.size, 1.5), WOOD_DARK),
    ]


def _sofa(_: Prop, place: Point) -> list[Shape]:
    right = place[0]
    return [
        Shape(box(right - 12, 0, right - 8, 20, 1), WOOD_DARK),
        Shape(box(right - 40, 0, right - 36, 20, 1), WOOD_DARK),
        Shape(box(right - 46, 18, right - 32, 78, 6), CLOTH_DARK),
        Shape(box(right - 46, 17, right, 34, 4), CLOTH_DARK),
        Shape(box(right - 34, 32, right, 46, 5), CLOTH),
    ]


def _ball(prop: Prop, place: Point) -> list[Shape]:
    radius = prop.size / 2
    centre = (place[0], radius)
    return [
        Shape(tuple(circle(centre, radius)), BALL),
        Shape(tuple(circle((centre[0] - radius * 0.3, centre[1] + radius * 0.32), radius * 0.42)), BALL_LIGHT),
    ]


def _wall(_: Prop, place: Point) -> list[Shape]:
    return [Shape(((place[0], 0), (place[0] + 7, 0), (place[0] + 7, 190), (place[0], 190)), WALL)]


def _table(_: Prop, place: Point) -> list[Shape]:
    right = place[0]
    return [
        *(Shape(box(x - 5, 0, x, 50, 1), WOOD_DARK) for x in (right, right - 34)),
        Shape(box(right - 46, 48, right + 6, 54, 2), WOOD),
    ]


def _towel(_: Prop, place: Point) -> list[Shape]:
    return [Shape(box(place[0] - 13, 0, place[0] + 9, 2.4, 1.2), BAND)]


def _band(prop: Prop, place: Point) -> list[Shape]:
    """From a joint to where it is tied, and around both."""
    line = stroke([place, prop.at], 2.4)
    return [Shape(part, BAND) for part in [*line, tuple(circle(place, 4.6)), tuple(circle(prop.at, 3))]]


def _dumbbell(prop: Prop, place: Point) -> list[Shape]:
    return _disc(place, prop.size / 2 or 8.0)


def _barbell(prop: Prop, place: Point) -> list[Shape]:
    return _disc(place, prop.size / 2 or 20.0)


def _disc(place: Point, radius: float) -> list[Shape]:
    """Weights are seen along their bar."""
    return [
        Shape(tuple(circle(place, radius)), IRON, 1.0),
        Shape(tuple(circle(place, radius * 0.72)), IRON_LIGHT),
        Shape(tuple(circle(place, radius * 0.64)), IRON),
        Shape(tuple(circle(place, min(2.6, radius * 0.34))), IRON_LIGHT),
    ]


def _kettlebell(prop: Prop, place: Point) -> list[Shape]:
    """A handle in the hand and the bell beyond it; `turn` is the direction in which the bell hangs."""
    bell = local(place, prop.turn, 13, 0)
    left, right = local(place, prop.turn, 6, 5.5), local(place, prop.turn, 6, -5.5)
    handle = stroke([left, local(place, prop.turn, -1, 4), local(place, prop.turn, -1, -4), right], 3)
    return [
        *(Shape(part, IRON) for part in handle),
        Shape(tuple(circle(bell, 9.5)), IRON, 1.0),
        Shape(tuple(circle(bell, 4)), IRON_LIGHT),
    ]


def _speed(prop: Prop, place: Point) -> list[Shape]:
    """Three lines that trail behind."""
    rows = ((0, 0), (-7, 14), (3, 28))
    return [
        Shape(hull(((place[0] + dx, place[1] - dy), 1), ((place[0] + dx + prop.size, place[1] - dy), 1)), IRON_LIGHT)
        for dx, dy in rows
    ]  # fmt: skip


DRAWN: dict[Kind, Callable[[Prop, Point], list[Shape]]] = {
    "mat": _mat, "bench": _bench, "step": _step, "sofa": _sofa, "ball": _ball, "wall": _wall, "table": _table,
    "towel": _towel, "band": _band, "dumbbell": _dumbbell, "barbell": _barbell, "kettlebell": _kettlebell,
    "speed": _speed, "cushion": _cushion,
}  # fmt: skip
