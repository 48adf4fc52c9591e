"""What is answered in a check-in, taken into the plan as facts: as it comes, so that nothing is lost by stopping."""

from dataclasses import replace

from rehab.events import AnyEvent, moved_to
from usecases.after import settle
from usecases.course import correct_fact, record_fact
from usecases.prompts.weekly import WEEK, has_loose_end, week_told
from usecases.records import PlanRecord, Prompt
from usecases.scene import Scene


async def keep_fact(
    scene: Scene, record: PlanRecord, prompt: Prompt, name: str, fact: AnyEvent
) -> tuple[PlanRecord, Prompt]:
    """Take an answer into the plan; one that was taken before is corrected. Returns both as they are afterwards."""
    at = prompt.draft.facts.get(name)
    if at is not None and at > record.plan.evidence_from:
        outcome = await correct_fact(scene, record, moved_to(fact, at))
    else:
        outcome = await record_fact(scene, record, fact)
    facts = {**prompt.draft.facts, name: outcome.at or fact.at}
    kept = replace(prompt, draft=replace(prompt.draft, facts=facts))
    await scene.uow.prompts.save(kept)
    record = await settle(scene, outcome)
    return record, await scene.uow.prompts.get(prompt.id) or kept


async def tie_up(scene: Scene, record: PlanRecord, prompt: Prompt) -> tuple[PlanRecord, Prompt]:
    """Whoever stopped after the average has told of the week all the same."""
    if not has_loose_end(prompt):
        return record, prompt
    return await keep_fact(scene, record, prompt, WEEK, week_told(prompt, scene))


async def tie_up_all(scene: Scene, record: PlanRecord) -> PlanRecord:
    """Before the rules look at a plan: they are to know of every average that was told."""
    for prompt in await scene.uow.prompts.live(record.id):
        record, _ = await tie_up(scene, record, prompt)
    return record
