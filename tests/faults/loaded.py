"""What the server that real processes are forked from has done before: all that takes long and is the same for each."""

from tests.faults import child, member
from wording.words import shipped_library

LIVES = (child.live, member.live)
shipped_library().words_in("en")
