"""How letters that a typeface lacks are spelt. For the child process that sets letters only."""

from collections.abc import Container

from anyascii import anyascii


class Speller:
    """Spells what is not among the known code points in Latin letters, and remembers that it had to."""

    def __init__(self, *known: Container[int]) -> None:
        self._known = known
        self.changed = False

    def __call__(self, words: str) -> str:
        """Words as they can be shown; control characters but for line breaks are left out."""
        return "".join(self._shown(letter) for letter in words)

    def _shown(self, letter: str) -> str:
        if letter == "\n" or all(ord(letter) in known for known in self._known):
            return letter
        if not letter.isprintable():
            return ""
        self.changed = True
        return anyascii(letter)
