"""How many examples a property is tried on: few and always the same, unless HISTORIES asks for more."""

import os

from hypothesis import HealthCheck, settings

USUAL = 200


def examples(usual: int) -> settings:
    """So many examples; with HISTORIES=2000 ten times as many, other ones each time."""
    asked = os.environ.get("HISTORIES")
    return settings(
        max_examples=usual * int(asked or USUAL) // USUAL,
        deadline=None,
        derandomize=asked is None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
