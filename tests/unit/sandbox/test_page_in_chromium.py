"""The chat page in a real browser, on a telephone's screen and on a wide one."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from sandbox import ManualClock
from tests.chromium import FLAGS, chromium
from tests.unit.sandbox.demonstration import Demonstration, demonstration

SIZES = [pytest.param(390, 844, id="390"), pytest.param(1280, 800, id="1280")]
OVERFLOWING = """() => [...document.querySelectorAll("body *")].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1) && !node.closest(".visually-hidden, .brand");
}).map((node) => node.outerHTML.slice(0, 80))"""

# One browser serves the whole file: starting it takes longer than a test.
pytestmark = [
    pytest.mark.chromium,
    pytest.mark.asyncio(loop_scope="module"),
]


class Visit:
    """A page on screen; `complaints` holds whatever the console said."""

    def __init__(self, demo: Demonstration, page: Page, width: int) -> None:
        self.demo, self.page, self.narrow = demo, page, width < 860
        self.complaints: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _on_console(self, message: ConsoleMessage) -> None:
        self.complaints.append(message.text)

    async def go_to(self, role: str) -> None:
        """Bring a chat to the front; on a wide screen both are."""
        if self.narrow:
            await self.page.get_by_role("tab", name=role).click()

    async def begin(self) -> None:
        """The clinician starts, opens the invitation, and the patient starts."""
        await self.go_to("Clinician")
        await self.page.locator("#clinician .start").click()
        await self.page.get_by_role("link", name="t.me/sitbone_bot").click()
        await self.page.locator("#patient .start").click()
        await expect(self.page.get_by_role("button", name="Done")).to_be_visible()

    async def say(self, text: str) -> None:
        """Type as the patient and send."""
        field = self.page.get_by_label("Message as the patient")
        await field.fill(text)
        await field.press("Enter")

    async def check_layout(self) -> None:
        """Nothing reaches beyond the sides of the screen."""
        assert await self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await self.page.evaluate(OVERFLOWING) == []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


@asynccontextmanager
async def visiting(browser: Browser, clock: ManualClock, width: int, height: int) -> AsyncIterator[Visit]:
    """A fresh demonstration on a screen of a certain size, without a word from the console."""
    async with demonstration(clock) as demo:
        context = await browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page = await context.new_page()
        visit = Visit(demo, page, width)
        await page.goto(demo.server.url)
        yield visit
        await visit.check_layout()
        assert visit.complaints == []
        await context.close()


async def reached_by_tab(page: Page, stops: int = 60) -> list[str]:
    """What the Tab key comes by, from the top of the page."""
    names = []
    await page.locator("#speeds button").first.focus()
    for _ in range(stops):
        names.append(
            await page.evaluate(
                "(document.activeElement.ariaLabel || document.activeElement.textContent).trim().replace(/\\s+/g, ' ')"
            )
        )
        await page.keyboard.press("Tab")
    return names


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_a_visit_from_the_invitation_to_the_report(
    browser: Browser, clock: ManualClock, width: int, height: int
) -> None:
    async with visiting(browser, clock, width, height) as visit:
        await expect(visit.page.get_by_text("Press START in the clinician's chat.")).to_be_visible()
        await expect(visit.page.locator("#clock")).to_have_text(re.compile(r"Mon 5 Jan.*08:30"))
        await visit.begin()
        await report_the_session(visit.page)
        await read_the_report(visit.page)
        await say_odd_things(visit)


async def report_the_session(page: Page) -> None:
    """Presses, an alert to dismiss, and edits in the very same place."""
    question = page.locator("#patient .note", has_text="How did it go?")
    await question.evaluate("(node) => (node.dataset.mark = 'same')")
    await page.get_by_role("button", name="Too painful").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Your clinic will call you.")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_role("button", name="Done").click()
    same = page.locator("#patient .note[data-mark=same]")
    await expect(same).to_contain_text("Well done. How strong was the pain?")
    await expect(same.locator("strong")).to_have_text("Well done.")
    await expect(same.locator(".edited")).to_be_visible()
    await page.get_by_role("button", name="4", exact=True).click()
    await expect(page.locator("#patient .toast")).to_have_text("Thank you")
    await expect(same.get_by_role("button")).to_have_count(0)


async def read_the_report(page: Page) -> None:
    """The menu of commands, a photo that opens larger, a document to keep."""
    await page.locator("#patient").get_by_role("button", name="Commands").click()
    await page.get_by_role("button", name="/report a summary").click()
    await page.get_by_role("button", name="press to enlarge").click()
    await expect(page.get_by_role("dialog", name="Photo")).to_be_visible()
    await page.keyboard.press("Escape")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Report.pdf").click()
    assert (await download.value).suggested_filename == "Report.pdf"


async def say_odd_things(visit: Visit) -> None:
    """A sticker, and text that would do harm if it were taken for markup."""
    page = visit.page
    await page.locator("#patient").get_by_role("button", name="Attach something").click()
    await page.get_by_role("button", name="A sticker").click()
    await expect(page.get_by_role("img", name="Sticker")).to_be_visible()
    await visit.say("<img src=x onerror=alert(1)>")
    await expect(page.locator("#patient .own").last).to_contain_text("<img src=x onerror=alert(1)>")


async def test_the_toolbar_and_the_patients(browser: Browser, clock: ManualClock) -> None:
    async with visiting(browser, clock, 390, 844) as visit:
        page = visit.page
        await page.get_by_role("button", name="Skip to next prompt").click()
        await expect(page.locator("#news")).to_have_text("It is now 13:30.")
        await expect(page.locator("#clock")).to_have_text(re.compile("13:30"))
        faster = page.get_by_role("button", name="600 times as fast as real time", exact=True)
        await faster.click()
        await expect(faster).to_have_attribute("aria-pressed", "true")
        for name in ("Pat Moore", "Alex Okafor"):
            await page.get_by_role("button", name="New patient").click()
            await expect(page.locator("#patient h2")).to_contain_text(name)
        await page.get_by_label("Show the chat of").select_option("Pat Moore")
        await expect(page.locator("#patient h2")).to_contain_text("Pat Moore")
        visit.demo.controls.guidance = "Now press Done."
        await expect(page.get_by_text("Now press Done.")).to_be_visible()


async def test_everything_can_be_reached_and_done_with_the_keyboard(browser: Browser, clock: ManualClock) -> None:
    async with visiting(browser, clock, 1280, 800) as visit:
        page = visit.page
        await visit.begin()
        stops = await reached_by_tab(page)
        order = ["1 times as fast", "Skip to next", "New patient", "More about", "Messages in the patient's", "Done"]
        order += ["Too painful", "Commands", "Message as the patient", "Attach", "Send", "Messages in the clinician's"]
        places = [next(at for at, stop in enumerate(stops) if stop.startswith(name)) for name in order]
        assert places == sorted(places)
        await page.get_by_role("button", name="Done").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="0", exact=True)).to_be_focused()
        field = page.get_by_label("Message as the patient")
        await field.focus()
        await page.keyboard.type("/st")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await expect(page.locator("#patient .own").last).to_contain_text("/status")
        await page.locator("#patient .attach").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="A sample photo")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#patient .attach")).to_be_focused()


async def test_a_reader_of_old_messages_is_not_moved(browser: Browser, clock: ManualClock) -> None:
    async with visiting(browser, clock, 390, 844) as visit:
        page = visit.page
        await visit.begin()
        pat = next(person for person in visit.demo.world.people.values() if person is not visit.demo.clinician)
        for number in range(30):
            pat.says(f"Line {number}")
        log = page.get_by_role("log", name="Messages in the patient's chat")
        await expect(log.get_by_text("You said: Line 29")).to_be_in_viewport()
        await log.evaluate("(node) => node.scrollTo(0, 40)")
        await asyncio.sleep(0.1)
        await visit.demo.world.bot().send_message(pat.id, "Psst")
        await expect(page.locator("#patient .jump .badge")).to_have_text("1")
        assert await log.evaluate("(node) => Math.round(node.scrollTop)") == 40
        await page.get_by_role("button", name="To the newest message").click()
        await expect(log.get_by_text("Psst")).to_be_in_viewport()


async def test_the_other_tab_counts_what_is_unread(browser: Browser, clock: ManualClock) -> None:
    async with visiting(browser, clock, 390, 844) as visit:
        await visit.begin()
        await visit.demo.world.bot().send_message(visit.demo.clinician.id, "An alert")
        badge = visit.page.locator("#tab-clinician .badge")
        await expect(badge).to_have_text("1")
        await visit.go_to("Clinician")
        await expect(badge).to_be_hidden()


async def test_the_page_finds_its_way_back_after_the_connection_was_lost(browser: Browser, clock: ManualClock) -> None:
    async with visiting(browser, clock, 1280, 800) as visit:
        await visit.begin()
        note = visit.page.locator("#patient .note", has_text="How did it go?")
        await note.evaluate("(node) => (node.dataset.mark = 'same')")
        server = visit.demo.server
        await server.__aexit__(None, None, None)
        await expect(visit.page.get_by_text("The connection is lost")).to_be_visible()
        pat = next(person for person in visit.demo.world.people.values() if person is not visit.demo.clinician)
        pat.says("While you were away")
        await server.__aenter__()
        await expect(visit.page.locator("#patient .own", has_text="While you were away")).to_be_visible(timeout=10_000)
        await expect(visit.page.locator("[data-mark=same]")).to_be_visible()
        visit.complaints.clear()  # the browser's own word about the lost connection
