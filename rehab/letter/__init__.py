"""A patient's case, gathered for a clinician who may never have seen the chat (reference 5.3).

Pure: facts, decisions and the plan go in, a `Letter` comes out. What nobody has recorded stays unknown.
"""

from rehab.letter.build import Material, letter
from rehab.letter.topics import ASKED, TOPICS, most_pressing

__all__ = ["ASKED", "TOPICS", "Material", "letter", "most_pressing"]
