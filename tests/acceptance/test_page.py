"""The demonstration as a first visitor finds it: from `sitbone demo` to a changed plan, in Chromium, on two screens.

`SCREENSHOT=docs/demo.png` keeps a picture of the wide one for the README.
"""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import ConsoleMessage, Locator, Page, async_playwright, expect

from tests.chromium import FLAGS, chromium

SIZES = [pytest.param(390, 844, id="390"), pytest.param(1280, 860, id="1280")]
NARROW = 860
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1) && !node.closest(".visually-hidden, .brand");
}).map((node) => node.outerHTML.slice(0, 80))"""
ENROLMENT = ("Let’s begin", "I agree", "None of these", "Yes, that is right", "These suit me")
# A first look may take a while on a busy machine; nothing here asserts how long.
PATIENCE = 20_000

pytestmark = pytest.mark.chromium


class Visit:
    """A visitor at the page; `complaints` holds whatever the console said."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.narrow = page, width < NARROW
        self.complaints: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    async def turns_to(self, role: str) -> None:
        """Bring a chat to the front; on a wide screen both are there."""
        if self.narrow:
            await self.page.get_by_role("tab", name=role).click()

    async def presses(self, name: str, *, within: str = "#patient") -> None:
        """Press the newest button of that name in a chat."""
        button = self.page.locator(within).get_by_role("button", name=name, exact=True).last
        await button.click()

    def newest(self, words: str) -> Locator:
        """The newest message with certain words in the patient's chat."""
        return self.page.locator("#patient .note", has_text=words).last

    async def nothing_sticks_out(self) -> None:
        """No sideways scroll, and nothing beyond the sides of the screen."""
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await self.page.evaluate(OUTSIDE) == []


@asynccontextmanager
async def _demonstration() -> AsyncIterator[str]:
    """`sitbone demo` as a process of its own; gives the page's address."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "bot", "demo", "--port", "0"]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, env=environment)
    try:
        assert process.stdout is not None
        said = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        address = re.search(r"http://\S+", said)
        assert address is not None, said
        yield address.group()
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _visiting(width: int, height: int) -> AsyncIterator[Visit]:
    """Chromium at the page of a fresh demonstration."""
    async with _demonstration() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = await browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page = await context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        visit = Visit(page, width)
        await page.goto(address)
        yield visit
        await visit.nothing_sticks_out()
        assert visit.complaints == []
        await browser.close()


async def _enrol(visit: Visit) -> None:
    """From "New patient" to the first plan card, as the line under the toolbar says."""
    await visit.page.get_by_role("button", name="New patient").click()
    await visit.turns_to("Patient")
    await expect(visit.page.get_by_text("press START in the patient’s chat")).to_be_visible()
    await visit.page.locator("#patient .start").click()
    for name in ENROLMENT:
        await visit.presses(name)
    await expect(visit.newest("Here is your plan.")).to_be_visible()
    await visit.nothing_sticks_out()


async def _report_too_much(visit: Visit) -> None:
    """The first block, done with more pain than is good: one card, edited in place, lowers the plan."""
    await visit.page.get_by_role("button", name="Skip to next prompt").click()
    card = visit.newest("Block 1 of 2")
    await expect(card).to_be_visible()
    await card.evaluate("(node) => (node.dataset.mark = 'same')")
    await visit.nothing_sticks_out()
    await visit.presses("Done")
    await visit.presses("3")
    await expect(visit.newest("And the worst pain during it?")).to_be_visible()
    await visit.presses("6")
    changed = visit.newest("About a third less of everything")
    await expect(changed).to_be_visible()
    assert await changed.get_attribute("data-mark") == "same"


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_a_visitor_comes_from_the_invitation_to_a_changed_plan(width: int, height: int) -> None:
    """No manual, no sideways scroll, cards edited in place, not a word from the console."""
    async with _visiting(width, height) as visit:
        await expect(visit.page.get_by_text("No patients at the moment")).to_be_attached()
        await _enrol(visit)
        await _report_too_much(visit)
        await _look_as_clinician(visit)
        if path := os.environ.get("SCREENSHOT"):
            await visit.page.screenshot(path=path.replace("%", str(width)))


async def _look_as_clinician(visit: Visit) -> None:
    """The clinician was told that the patient is in, and opens them with their chart."""
    await visit.turns_to("Clinician")
    await visit.page.locator("#clinician").get_by_role("button", name="Open Pat Moore").click()
    await expect(visit.page.locator("#clinician .note", has_text="Stage 1, level 1").last).to_be_visible()
    await visit.presses("Chart", within="#clinician")
    await expect(visit.page.locator("#clinician .note img").last).to_be_visible()
    await visit.nothing_sticks_out()


async def test_the_whole_page_can_be_used_from_the_keyboard() -> None:
    """Toolbar, buttons under messages, and the field to write in: the Tab key reaches each, Enter presses it."""
    async with _visiting(1280, 860) as visit:
        await _enrol(visit)
        await visit.page.get_by_role("button", name="Skip to next prompt").focus()
        await visit.page.keyboard.press("Enter")
        await expect(visit.newest("Block 1 of 2")).to_be_visible()
        await visit.page.locator("#patient").get_by_role("button", name="Done", exact=True).last.focus()
        await visit.page.keyboard.press("Enter")
        await expect(visit.newest("just before you began?")).to_be_visible()
        reached = await _reached_by_tab(visit.page)
        assert {"New patient", "0", "10", "Something is wrong", "Invite a patient"} <= reached


async def _reached_by_tab(page: Page) -> set[str]:
    """The names of everything that the Tab key comes by."""
    await page.locator("#speeds button").first.focus()
    names = set()
    for _ in range(90):
        names.add(
            await page.evaluate(
                "(document.activeElement.ariaLabel || document.activeElement.textContent).trim().replace(/\\s+/g, ' ')"
            )
        )
        await page.keyboard.press("Tab")
    return names
