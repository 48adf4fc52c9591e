"""The child process that sets one letter: JSON in on standard input, PDF out on standard output.

Run by `wording.sheets.draw_letter`, never imported by the bot: it loads fpdf2 and matplotlib.
"""

from wording.draws import draws
from wording.sheets import SHEET


def document(given: bytes) -> bytes:
    """The letter that JSON describes."""
    sheet = SHEET.validate_json(given)
    from wording.letter_pages import pages

    return pages(sheet)


if __name__ == "__main__":
    draws(document)
