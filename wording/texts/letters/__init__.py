"""A patient's case as a letter: its sections, as messages of a chat, and as the pages of a document."""

from wording.texts.letters.chat import letter_file, letter_text
from wording.texts.letters.pages import file_name, sheet

__all__ = ["file_name", "letter_file", "letter_text", "sheet"]
