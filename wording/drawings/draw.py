"""Draw the exercises: `python -m wording.drawings.draw [exercise ...]`, without names all of them.

Each picture has two panels, where a movement starts and where it goes, and no words, so it needs no translation. A tool
for developers: the pictures it makes are kept beside it, and the bot only sends them.
"""

import io
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from PIL import Image, ImageDraw
from pydantic import Field, TypeAdapter

from wording.drawings.body import Model, Pose, joints
from wording.drawings.figure import Works, figure, silhouette
from wording.drawings.props import Prop, prop_shapes
from wording.drawings.shapes import Point, Shape, arrow

HERE = Path(__file__).parent
WIDTH, HEIGHT = 960, 540  # pixels
FINER = 4  # drawn this many times larger, then scaled down for smooth edges
COLOURS = 192
GAP, EDGE, CORNER, AIR = 18, 14, 26, 17  # pixels: between panels, around them, of their corners, around what is drawn
LARGEST = 3.6  # pixels a centimetre
BACKGROUND, PANEL, FLOOR, GROUND, GHOST, ARROW = "#e6edf1", "#ffffff", "#93a7b4", "#edf2f5", "#e9eef2", "#1c7c8c"


Arrow = Annotated[tuple[Point, ...], Field(min_length=2, max_length=3)]


class Scene(Model):
    """One panel: a body, what it uses, how it is about to move, and a watch if it is kept up for a time."""

    pose: Pose
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    timer: bool = False


class Exercise(Model):
    """Both panels.

    Attributes:
        works: whose leg has the strong colour.
        props: what stands in both panels.
        ghost: the second panel shows the first pose faintly.
    """

    works: Works = "both"
    props: tuple[Prop, ...] = ()
    start: Scene
    move: Scene
    ghost: bool = True


@dataclass(frozen=True)
class Panel:
    """What one panel shows, in centimetres."""

    shapes: tuple[Shape, ...]
    timer: bool


def main(names: Sequence[str]) -> None:
    """Write the pictures of some exercises, or of all."""
    for name, exercise in exercises().items():
        if not names or name in names:
            (HERE / f"{name}.png").write_bytes(picture(exercise))


@cache
def exercises() -> dict[str, Exercise]:
    """The poses of all exercises."""
    raw = tomllib.loads((HERE / "poses.toml").read_text("utf-8"))
    return TypeAdapter(dict[str, Exercise]).validate_python(raw)


def picture(exercise: Exercise) -> bytes:
    """The picture of an exercise as a PNG with a small palette."""
    panels = (_panel(exercise, exercise.start), _panel(exercise, exercise.move, before=exercise.start))
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), BACKGROUND)
    camera = Camera.around([point for panel in panels for shape in panel.shapes for point in shape.points])
    for number, panel in enumerate(panels):
        camera.paint(image, panel, number)
    camera.point_on(image)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _panel(exercise: Exercise, scene: Scene, before: Scene | None = None) -> Panel:
    body = joints(scene.pose)
    props = [(prop.front, prop_shapes(prop, body)) for prop in (*exercise.props, *scene.props)]
    shapes: list[Shape] = []
    if before and exercise.ghost:
        shapes += silhouette(joints(before.pose), GHOST)
    shapes += [shape for front, part in props if not front for shape in part]
    shapes += figure(body, exercise.works)
    shapes += [shape for front, part in props if front for shape in part]
    shapes += [shape for points in scene.arrows for shape in arrow(points, ARROW, PANEL)]
    return Panel(tuple(shapes), scene.timer)


@dataclass(frozen=True)
class Camera:
    """How centimetres become pixels: the same in both panels, as large as fits.

    Attributes:
        size: of a panel, in pixels.
        step: from the first panel to the second, in pixels.
        scale: pixels a centimetre.
        middle: what stands in the middle of a panel, in cm.
        floor: how far below a panel's upper edge the floor is, in pixels.
    """

    size: tuple[int, int]
    step: tuple[int, int]
    scale: float
    middle: float
    floor: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Camera":
        """The camera that shows all of some points, with the panels side by side or one above the other."""
        across, down = (WIDTH - 2 * EDGE - GAP) // 2, (HEIGHT - 2 * EDGE - GAP) // 2
        beside = cls._in_panel((across, HEIGHT - 2 * EDGE), (across + GAP, 0), points)
        above = cls._in_panel((WIDTH - 2 * EDGE, down), (0, down + GAP), points)
        return max(beside, above, key=lambda camera: camera.scale)

    @classmethod
    def _in_panel(cls, size: tuple[int, int], step: tuple[int, int], points: Sequence[Point]) -> "Camera":
        xs, ys = zip(*points, strict=True)
        left, right, bottom, top = min(xs), max(xs), min(*ys, -3), max(ys)
        width, height = (length - 2 * AIR for length in size)
        scale = min(width / (right - left), height / (top - bottom), LARGEST)
        spare = height - scale * (top - bottom)
        return cls(size, step, scale, (left + right) / 2, size[1] - AIR - spare * 0.34 + scale * bottom)

    def paint(self, image: Image.Image, panel: Panel, number: int) -> None:
        """Draw a panel into its part of the picture."""
        card = Image.new("RGB", (self.size[0] * FINER, self.size[1] * FINER), PANEL)
        pen = ImageDraw.Draw(card)
        pen.rectangle((0, self.floor * FINER, card.width, card.height), fill=GROUND)
        pen.rectangle((0, self.floor * FINER, card.width, (self.floor + 3) * FINER), fill=FLOOR)
        for shape in panel.shapes:
            self._fill(pen, shape)
        if panel.timer:
            _watch(pen, self.size[0])
        mask = Image.new("L", card.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, card.width - 1, card.height - 1), CORNER * FINER, fill=255)
        image.paste(card, ((EDGE + number * self.step[0]) * FINER, (EDGE + number * self.step[1]) * FINER), mask)

    def _fill(self, pen: ImageDraw.ImageDraw, shape: Shape) -> None:
        points = [
            ((self.size[0] / 2 + (x - self.middle) * self.scale) * FINER, (self.floor - y * self.scale) * FINER)
            for x, y in shape.points
        ]
        if shape.rim:
            pen.line([*points, points[0]], fill=PANEL, width=round(2 * shape.rim * self.scale * FINER), joint="curve")
        pen.polygon(points, fill=shape.fill)

    def point_on(self, image: Image.Image) -> None:
        """A disc between the panels that points from the first to the second."""
        pen, x, y, r = ImageDraw.Draw(image), image.width / 2, image.height / 2, 20 * FINER
        pen.ellipse((x - r * 1.2, y - r * 1.2, x + r * 1.2, y + r * 1.2), fill=BACKGROUND)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=ARROW)
        turned = [(-0.22, -0.45), (0.28, 0), (-0.22, 0.45)]
        points = [(x + r * a, y + r * b) if self.step[0] else (x + r * b, y + r * a) for a, b in turned]
        pen.line(points, fill=PANEL, width=5 * FINER, joint="curve")


def _watch(pen: ImageDraw.ImageDraw, width: int) -> None:
    """A stopwatch in the upper right corner: held, or kept up, for a time."""
    x, y, r = (width - 52) * FINER, 58 * FINER, 27 * FINER
    pen.rounded_rectangle((x - r * 0.22, y - r * 1.42, x + r * 0.22, y - r), r * 0.1, fill=ARROW)
    pen.ellipse((x - r, y - r, x + r, y + r), fill=ARROW)
    pen.ellipse((x - r * 0.78, y - r * 0.78, x + r * 0.78, y + r * 0.78), fill=PANEL)
    pen.pieslice((x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6), -90, 60, fill="#9fd0d6")
    pen.line((x, y, x, y - r * 0.56), fill=ARROW, width=4 * FINER)
    pen.ellipse((x - 4 * FINER, y - 4 * FINER, x + 4 * FINER, y + 4 * FINER), fill=ARROW)


if __name__ == "__main__":
    main(sys.argv[1:])
