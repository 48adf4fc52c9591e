"""Traces to try the rules on: stories that could have happened, and heaps of events that hardly could."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.unit.rehab.histories.diary import Draw, Trace
from tests.unit.rehab.histories.story import Story
from tests.unit.rehab.histories.world import SHIPPED, World


@st.composite
def traces(draw: Draw, *, longest: int = 60, world: World = SHIPPED) -> Trace:
    """Traces of up to about two months, most of them plausible."""
    story = Story(draw, world)
    story.begin()
    if story.rarely(5):
        story.heap()
    else:
        end = story.day + timedelta(days=story.number(10, longest))
        while story.day < end:
            story.chapter()
            if story.rarely(3):
                story.happens(story.instant(story.day, story.usual), "weekly", average_pain=3, worst_pain=5)
    return story.trace()
