"""Drawing in a short-lived child process.

The drawing libraries cost most of a second and tens of megabytes to load, so the bot's process never does. What is
drawn travels through the child's standard input, never through its arguments, and nothing of it comes back in an error.
"""

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from functools import cache

TIMEOUT = 30.0  # seconds, ten times what an idle machine needs, and less than a send may take
# The child gets no more of the environment than Python needs: least of all the bot's token and keys.
ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT")


class DrawingError(RuntimeError):
    """It could not be drawn; the message says where it went wrong and holds nothing of what was to be drawn."""


async def drawn(module: str, given: bytes, *, starts_with: bytes, within: float = TIMEOUT) -> bytes:
    """What a module of ours, run as a child process, makes of its standard input.

    Args:
        module: its dotted name; `wording.draws` helps it to start.
        given: what it reads.
        starts_with: how anything of the right format begins.
        within: seconds after which the child process is ended.

    Raises:
        DrawingError: the child failed or took too long.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=PIPE, stdout=PIPE, stderr=PIPE, env=_environment()
    )
    try:
        made, complaint = await asyncio.wait_for(child.communicate(given), within)
    except TimeoutError as error:
        raise DrawingError(f"{module}: not done within {within:g} s") from error
    finally:
        await _end(child)
    if child.returncode or not made.startswith(starts_with):
        raise DrawingError(f"{module} ended with code {child.returncode}: {_last_line(complaint)}")
    return made


def _environment() -> dict[str, str]:
    known = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    return {**known, "MPLCONFIGDIR": _list_of_fonts()}


@cache
def _list_of_fonts() -> str:
    """Where matplotlib finds the list of fonts that it made for an earlier child: half of a child's work."""
    folder = tempfile.mkdtemp(prefix="sitbone-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


async def _end(child: Process) -> None:
    """Leave no process behind, whether it hangs or whoever waits for it gives up."""
    if child.returncode is None:
        child.kill()
        await child.wait()


def _last_line(complaint: bytes) -> str:
    return (complaint.decode(errors="replace").splitlines() or ["nothing said"])[-1][:200]
