"""What stands in the log, and what never does: no token, and nothing that a person wrote or rated."""

import asyncio
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog
from pydantic import TypeAdapter

from bot.logs import redacted
from tests.logged import Lines, logged

TOKEN = "123456789:AAbbccddeeffgghhiijjkkllmmnnooppqqr"
WORDS = "my sit bone hurts at 7"


@pytest.fixture
def lines() -> Iterator[Lines]:
    """Logs as the bot sets them up; afterwards as they were."""
    with logged() as stream:
        yield stream


def test_an_event_is_one_line_with_a_stable_name(lines: Lines) -> None:
    """With its time, its level and who says it, in a form that a machine can read."""
    structlog.get_logger("outbox").warning("not_sent", failure="temporary", attempt=3)
    (line,) = lines.told()
    assert line.pop("timestamp").endswith("Z")
    told = {"event": "not_sent", "failure": "temporary", "attempt": 3, "level": "warning", "logger": "sitbone.outbox"}
    assert line == told


def test_a_token_is_taken_out_wherever_it_stands(lines: Lines) -> None:
    """In an address, in a field, and in another library's line."""
    structlog.get_logger("poller").info(f"POST https://api.telegram.org/bot{TOKEN}/getMe", bot=TOKEN)
    template = f"%s failed: {TOKEN}"
    logging.getLogger("somebody.else").error(template, "it")
    said = json.dumps(lines.told())
    assert TOKEN not in said
    assert said.count("<token>") == 3


@pytest.mark.parametrize("text", [TOKEN, f"bot{TOKEN}/x", f"{TOKEN} and {TOKEN}"])
def test_every_token_is_redacted(text: str) -> None:
    """And the rest of the text stays."""
    assert redacted(text) == text.replace(TOKEN, "<token>")


@pytest.mark.parametrize("text", ["at 07:30", "2026-01-05T07:30:00Z", "prompt:17", "127.0.0.1:8080", "x:y"])
def test_what_only_looks_a_little_like_a_token_stays(text: str) -> None:
    """Times, places and numbers are what a log is read for."""
    assert redacted(text) == text


def misled() -> None:
    """An error whose own words repeat what a person wrote, behind another one with the token in it."""
    try:
        TypeAdapter(int).validate_python(WORDS)
    except ValueError as error:
        raise RuntimeError(f"{TOKEN} sent {WORDS}") from error


def test_an_error_tells_where_and_not_what_somebody_wrote(lines: Lines) -> None:
    """Drivers and validators repeat the very values that they complain of."""
    try:
        misled()
    except RuntimeError:
        structlog.get_logger("inbox").exception("update_failed", attempt=1)
        logging.getLogger("apscheduler.executors").exception("Job raised an exception")
    for line in lines.told():
        said = line["exception"]
        assert said.index("ValidationError") < said.index("builtins.RuntimeError")
        assert "in misled" in said
        assert WORDS not in json.dumps(line)
        assert TOKEN not in json.dumps(line)


async def test_of_several_errors_at_once_each_is_told(lines: Lines) -> None:
    """Tasks that fail together come as a group."""

    async def fails() -> None:
        misled()

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(fails())
    except ExceptionGroup:
        structlog.get_logger("inbox").exception("several")
    (line,) = lines.told()
    assert line["exception"].count("builtins.RuntimeError") == 2
    assert WORDS not in json.dumps(line)


@pytest.mark.parametrize("name", ["httpx", "telegram.Bot", "aiosqlite", "sqlalchemy.engine", "one.of.tomorrow"])
def test_libraries_speak_from_warnings_on(lines: Lines, name: str) -> None:
    """Also when everything is to be logged."""
    logging.getLogger(name).info("POST /bot…/sendMessage")
    logging.getLogger(name).debug("executing")
    assert lines.told() == []


def test_of_a_library_only_the_template_is_told(lines: Lines) -> None:
    """What was put into it may be an address with the token, a message or a row."""
    logging.getLogger("aiosqlite").warning("executing %s in %d", WORDS, 7)
    (line,) = lines.told()
    assert (line["event"], line["template"]) == ("library", "executing %s in %d")
    assert WORDS not in json.dumps(line)
    assert line["place"].startswith("test_logs.test_of_a_library_only_the_template_is_told:")


def test_of_words_that_came_ready_made_only_the_place_is_told() -> None:
    """Nobody knows what is in them: asyncio tells of a lost task with its error's own words."""
    with logged() as lines:
        ready_made = f"Task exception was never retrieved: {WORDS}"
        logging.getLogger("asyncio").error(ready_made)
        logging.getLogger("asyncio").error(ValueError(WORDS), 1)
    assert [(line["template"], WORDS in json.dumps(line)) for line in lines.told()] == [(None, False)] * 2


def test_a_warning_of_pythons_is_a_line_too(lines: Lines) -> None:
    """It would stand on standard error as it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)  # pytest has put itself in between
        warnings.warn(WORDS, UserWarning, stacklevel=1)
    (line,) = lines.told()
    assert (line["event"], line["logger"]) == ("library", "py.warnings")
    assert WORDS not in json.dumps(line)


def test_an_error_that_ends_everything_is_a_line_too(lines: Lines) -> None:
    """Python would print its words: of the process, of a thread, and of what fails while it is thrown away."""

    class Fails:
        def __del__(self) -> None:
            misled()

    try:
        misled()
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    thread = threading.Thread(target=misled)
    thread.start()
    thread.join()
    Fails()
    told = lines.told()
    assert [(line["event"], line["error"]) for line in told] == [("crashed", "RuntimeError")] * 3
    assert all("in misled" in line["exception"] for line in told)
    assert WORDS not in json.dumps(told)


def test_a_line_that_cannot_be_written_is_not_printed_with_its_values() -> None:
    """As logging itself would do."""

    class Unspeakable:
        def __repr__(self) -> str:
            raise RuntimeError(WORDS)

    with logged() as lines:
        structlog.get_logger("outbox").warning("not_sent", failure=Unspeakable())
    assert lines.told() == [{"event": "line_lost", "logger": "sitbone.outbox"}]
