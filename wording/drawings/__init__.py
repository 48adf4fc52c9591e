"""Drawings of the exercises: `draw.py` makes one picture an exercise from the poses in `poses.toml`."""
