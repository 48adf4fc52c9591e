"""One trial: tests are run on changed code in a child of this process, and their verdict is all that comes back.

The child finds the changed code in memory where a file would be read, so no file is ever changed, and whatever the
change does ends with the child. What all trials share is imported once, here, which makes a trial several times quicker
than a new interpreter.
"""

import importlib
import os
import resource
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings

MEMORY = 4 * 2**30  # bytes; a change that makes a loop endless must not take the machine with it
QUICKLY = (
    *("-x", "-q", "-c", os.devnull, "--rootdir", ".", "--assert=plain", "--hypothesis-seed=0"),
    *("--disable-plugin-autoload", "-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider"),
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
)


class Outcome(NamedTuple):
    """Whether tests passed, and how many seconds of processor time they took."""

    passed: bool
    seconds: float


def prepare(modules: Sequence[str], histories: int) -> None:
    """Import what all trials share; properties try so many histories, and stop at the first that fails."""
    os.environ["HISTORIES"] = str(histories)
    settings.register_profile("trial", phases=[Phase.explicit, Phase.generate], database=None)
    settings.load_profile("trial")
    for module in modules:
        importlib.import_module(module)


def trial(path: Path, code: str, tests: Sequence[str], seconds: int) -> Outcome:
    """Run tests with other code in the place of a file.

    Args:
        path: the file.
        code: what is to stand in it.
        tests: as pytest is asked for them.
        seconds: of processor time after which they count as failed: something has become endless.
    """
    child = os.fork()
    if not child:
        verdict = 1
        try:
            verdict = _verdict(path, code, tests, seconds)
        finally:
            os._exit(verdict)
    _, status, used = os.wait4(child, 0)
    passed = os.waitstatus_to_exitcode(status) == pytest.ExitCode.OK
    return Outcome(passed, used.ru_utime + used.ru_stime)


def _verdict(path: Path, code: str, tests: Sequence[str], seconds: int) -> int:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.meta_path.insert(0, _Finder(path, code))
    return int(pytest.main([*QUICKLY, *tests]))


class _Changed(SourceFileLoader):
    """Loads other code than that of the file."""

    def __init__(self, name: str, path: Path, code: str) -> None:
        super().__init__(name, str(path))
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._code, self.path, "exec")


class _Finder:
    """Finds one file with other code in it."""

    def __init__(self, path: Path, code: str) -> None:
        self._path, self._code = path, code

    def find_spec(self, name: str, places: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, places, target)
        if spec is None or spec.origin != str(self._path):
            return None
        spec.loader = _Changed(name, self._path, self._code)
        return spec
