"""The child process that draws what became of many patients: JSON in on standard input, the picture out.

Run by `wording.fates.draw_fates`, never imported by the bot: it loads matplotlib.
"""

from wording.draws import draws
from wording.fates import FATES


def picture(given: bytes) -> bytes:
    """What JSON describes."""
    fates = FATES.validate_json(given)
    from wording.fate_panels import draw

    return draw(fates)


if __name__ == "__main__":
    draws(picture)
