"""Plane geometry for the drawings: every shape ends as a filled polygon.

Lengths are centimetres with y upwards and the floor at 0; angles are degrees, 0 to the right and 90 upwards.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Disc = tuple[Point, float]  # centre and radius


@dataclass(frozen=True)
class Shape:
    """A filled polygon; `rim` is the width of an outline in the colour of the panel, which parts what overlaps."""

    points: tuple[Point, ...]
    fill: str
    rim: float = 0.0


def toward(start: Point, direction: float, length: float) -> Point:
    """The point at some distance in some direction."""
    angle = math.radians(direction)
    return (start[0] + length * math.cos(angle), start[1] + length * math.sin(angle))


def local(origin: Point, direction: float, along: float, aside: float) -> Point:
    """A point of a frame that is turned by `direction`; `aside` counts to the left of it."""
    return toward(toward(origin, direction, along), direction + 90, aside)


def distance(one: Point, other: Point) -> float:
    """How far two points are apart."""
    return math.dist(one, other)


def direction_of(start: Point, end: Point) -> float:
    """In which direction one point lies from another."""
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def circle(centre: Point, radius: float) -> list[Point]:
    """The outline of a disc."""
    return [toward(centre, angle, radius) for angle in range(0, 360, 6)]


def hull(*discs: Disc) -> tuple[Point, ...]:
    """The outline of a rubber band around some discs: the shape of a limb."""
    points = sorted(point for centre, radius in discs for point in circle(centre, radius))
    lower, upper = _half(points), _half(points[::-1])
    return tuple(lower[:-1] + upper[:-1])


def _half(points: Iterable[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def box(left: float, bottom: float, right: float, top: float, corner: float = 2.0) -> tuple[Point, ...]:
    """A rectangle with rounded corners."""
    corner = min(corner, (right - left) / 2, (top - bottom) / 2)
    return hull(*(((x, y), corner) for x in (left + corner, right - corner) for y in (bottom + corner, top - corner)))


def curve(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """A straight line between two points, or a smooth bend from the first of three through the second to the last."""
    start, end = points[0], points[-1]
    through = points[1] if len(points) == 3 else _mix(start, end, 0.5)
    control = _mix(_mix(start, end, 0.5), through, 2)
    shares = [step / steps for step in range(steps + 1)]
    return [_mix(_mix(start, control, share), _mix(control, end, share), share) for share in shares]


def _mix(one: Point, other: Point, share: float) -> Point:
    """The point that lies a share of the way from one to the other."""
    return (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)


def stroke(line: Sequence[Point], width: float) -> list[tuple[Point, ...]]:
    """The polygons of a line with round ends."""
    return [hull((start, width / 2), (end, width / 2)) for start, end in pairwise(line)]


def arrow(points: Sequence[Point], fill: str, halo: str, width: float = 3.2) -> list[Shape]:
    """A curved arrow along some points with its head at the last, in a halo that parts it from what it crosses."""
    line = curve(points)
    tip, length = line[-1], width * 3.6
    body = [point for point in line if distance(point, tip) > length * 0.7] or line[:1]
    wings = [local(tip, direction_of(body[-1], tip), -length, side * length * 0.62) for side in (1, -1)]
    wide = [*stroke(body, width + 2.4), hull((tip, 1.8), *((wing, 1.8) for wing in wings))]
    slim = [*stroke(body, width), hull((tip, 0.6), *((wing, 0.6) for wing in wings))]
    return [Shape(part, colour) for colour, parts in ((halo, wide), (fill, slim)) for part in parts]
