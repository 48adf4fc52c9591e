"""Presses that no button of ours makes: refused with a notice, logged without their content, nothing changed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.callbacks import MalformedPressError, encoded, parse
from handlers.presses import VERBS
from sandbox.people import Person
from tests.acceptance.practising import Ids, busy, ids_of
from tests.acceptance.rig import Rig
from tests.acceptance.staff import TRAFFIC, Cast, Watch, calm, forges, kept, opened


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[tuple[Rig, Cast, Ids]]:
    """The practice in the middle of its work, with Ann's ids."""
    async with opened(tmp_path, busy) as (rig, cast):
        yield rig, cast, await ids_of(rig, cast)


MALFORMED: list[str | None] = [
    None, "", "v1", "v1:", "v1:sd", "v1:sd:", "v2:sd:{done}", "sd:{done}", "V1:SD:{done}", " v1:sd:{done}",
    "v1:sd:{done}\n", "v1:zz:{done}", "v1:sd:-1", "v1:sd:1.5", "v1:sd:ABC", "v1:sd:٣", "v1:sd:é", "v1:sd:" + "z" * 13,
    "v1:sd:" + "z" * 48, "v1:sd:{done}:1:2:3:4:5", "<b>v1</b>", "v1:sd:0", "v1:qa:{question}", "v1:qa:{question}:b",
    "v1:qa:{question}:zzzz", "v1:ss:{done}:7", "v1:sq:{done}:zzzzzzzzzzzz", "v1:sZ:Mars/Olympus", "v1:sZ:../../etc",
    "v1:sZ", "v1:fs:hiccup", "v1:fs", "v1:pr:bored", "v1:pu:ill", "v1:pu:ill:99", "v1:pu:bored:3", "v1:sB:9",
    "v1:sF:2", "v1:sv:colours", "v1:tp:5", "v1:ak:0", "v1:pd:{plan}:stop", "v1:wn:{question}", "v1:wa:{question}:0:3",
    "v1:wa:{question}:9:3", "v1:wk:{done}:0", "v1:wb:0",
]  # fmt: skip
FOR_STAFF = [
    "v1:pp:0", "v1:pp", "v1:pp:zzzzzzzzzzzz", "v1:po:{plan}", "v1:po:{plan}:fly", "v1:po:{plan}:set:9",
    "v1:pd:{plan}:set", "v1:pd:{plan}:set:1", "v1:pd:{plan}:set:1:99", "v1:pd:{plan}:set:0:0", "v1:pd:{plan}:dance",
    "v1:ic:gate", "v1:ic:colour:1", "v1:ic:gate:1", "v1:im", "v1:ir:0", "v1:iq:nonsense", "v1:ak:{plan}", "v1:ar",
    "v1:ot:{plan}", "v1:ot:{plan}:sane", "v1:om:0",
]  # fmt: skip
EXTRA = ["v1:vp:1", "v1:sd:{done}:1", "v1:qa:{question}:3:4", "v1:fa:pop", "v1:pa:ill"]


def filled(pattern: str | None, ids: Ids) -> str | None:
    """A pattern with real ids put in."""
    if pattern is None:
        return None
    values = {name: encoded(getattr(ids, name)) for name in ("plan", "done", "question")}
    return pattern.format(**values)


async def refused(rig: Rig, cast: Cast, who: str, pressed: list[str | None]) -> list[str]:
    """What is wrong with how these presses are refused, if anything is."""
    before, wrong = await kept(rig), []
    for one in pressed:
        watches = [Watch(person) for person in cast.values()]
        with structlog.testing.capture_logs() as logs:
            notice = await forges(rig, cast[who], one)
        wrong += [f"{one}: no notice"] if not notice else []
        wrong += [f"{one}: was acted on"] if any(watch.answers() for watch in watches) else []
        wrong += [f"{one}: stands in the log"] if one and len(one) > 3 and one in repr(logs) else []
        wrong += [f"{one}: changed something"] if await kept(rig) != before else []
    return wrong


@pytest.mark.parametrize(("who", "patterns"), [("ann", MALFORMED), ("weber", FOR_STAFF)])
async def test_a_malformed_press_is_refused_with_a_notice(
    running: tuple[Rig, Cast, Ids], who: str, patterns: list[str | None]
) -> None:
    """Wrong version, unknown verbs, arguments that are missing, huge, negative, or name what there is not."""
    rig, cast, ids = running
    assert await refused(rig, cast, who, [filled(pattern, ids) for pattern in patterns]) == []
    await calm(rig)


async def test_a_press_with_more_arguments_than_its_button_has_is_refused(running: tuple[Rig, Cast, Ids]) -> None:
    """No button of ours asks for that."""
    rig, cast, ids = running
    assert await refused(rig, cast, "ann", [filled(pattern, ids) for pattern in EXTRA]) == []


async def test_a_malformed_press_is_logged_without_its_content(running: tuple[Rig, Cast, Ids]) -> None:
    """One line says that it happened."""
    rig, cast, _ = running
    with structlog.testing.capture_logs() as logs:
        await forges(rig, cast["ann"], "v1:zz:secret")
    assert [entry["event"] for entry in logs] == ["press_refused"]
    assert "secret" not in repr(logs)


ANYTHING = st.one_of(
    st.text(max_size=64),
    st.builds(
        lambda verb, args: ":".join(["v1", verb, *args]),
        st.sampled_from([*sorted(VERBS), "zz"]),
        st.lists(st.from_regex(r"[a-z0-9/_.+-]{0,14}", fullmatch=True), max_size=5),
    ),
)


@given(ANYTHING)
def test_any_data_is_read_or_refused(text: str) -> None:
    """Reading it never fails in another way."""
    with contextlib.suppress(MalformedPressError):
        assert parse(text).verb.isalpha()


def test_no_random_press_of_somebody_without_a_plan_changes_anything(tmp_path: Path) -> None:
    """Whatever the data is: it is answered, and all stays as it was."""
    with asyncio.Runner() as runner:
        context = opened(tmp_path, busy)
        rig, cast = runner.run(context.__aenter__())
        try:
            tried(runner, rig, [cast["stranger"], cast["guest"], cast["boss"]])
            runner.run(calm(rig))
        finally:
            runner.run(context.__aexit__(None, None, None))


def tried(runner: asyncio.Runner, rig: Rig, people: list[Person]) -> None:
    """Press at random; of what somebody may do here nothing touches a plan."""
    # An administrator who begins to treat patients, which is theirs to do, is sealed anew with their new role.
    clinical = TRAFFIC | {"dialogue", "person", "role", "invitation", "consent"}
    before = runner.run(kept(rig, without=clinical))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(people), ANYTHING)
    def presses(person: Person, text: str) -> None:
        runner.run(forges(rig, person, text))
        assert runner.run(kept(rig, without=clinical)) == before

    presses()
