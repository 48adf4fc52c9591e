"""Drawings of the exercises: `draw.py` makes one picture an exercise from the poses in `poses.toml`."""

from pathlib import Path


def drawing_of(exercise: str) -> Path:
    """Where the drawing of an exercise is, if there is one."""
    return Path(__file__).with_name(f"{exercise}.png")
