"""Real processes that begin at once: each is forked from a server that has loaded everything already.

Loading the bot takes longer than all that a process lives through here. What is forked has a process id, files, sockets
and an end of its own, by SIGKILL or otherwise, exactly as one that was started by its name.
"""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.faults.loaded"])


class RealProcess:
    """One process; what it says goes to a log file, and there is a line to it in both directions."""

    def __init__(self, work: Callable[..., None], *given: object, log: Path, settings: Mapping[str, str]) -> None:
        log.touch()
        self.line, theirs = _server.Pipe()
        self._process = _server.Process(target=_lived, args=(work, given, theirs, log, dict(settings)), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended, negative for a signal; None while it runs."""
        return self._process.exitcode

    def kill(self) -> None:
        """As a power cut would: it has no chance to tidy up."""
        self._process.kill()

    def terminate(self) -> None:
        """Tell it to stop in order."""
        self._process.terminate()

    async def ended(self) -> int:
        """Wait for its end; how it ended."""
        await asyncio.to_thread(self._process.join)
        assert self.exit_code is not None
        return self.exit_code


def _lived(
    work: Callable[..., None], given: tuple[Any, ...], line: Connection, log: Path, settings: Mapping[str, str]
) -> None:
    """What the new process does first and last."""
    with log.open("ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    os.environ.update(settings)
    work(line, *given)
