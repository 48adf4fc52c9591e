"""What a protocol has that a trace can name."""

from dataclasses import dataclass

from rehab.protocol import Protocol

SIGNS = ("tingling", "shooting_pain", "stiffness", "pregnancy")
FLAGS = ("pop", "bruising", "saddle_numbness", "fever", "fluoroquinolone")


@dataclass(frozen=True)
class World:
    """What a protocol has that a trace can name: how many levels each stage has, the questionnaire, signs."""

    levels: tuple[int, ...] = (4, 4, 4, 4)
    flags: tuple[str, ...] = FLAGS
    routine: tuple[str, ...] = SIGNS
    questionnaire: str = "visa_h"

    @property
    def measures(self) -> tuple[tuple[str, dict[str, str]], ...]:
        """What may stand in a trace, also a questionnaire of another condition, and who told it."""
        ours, told = self.questionnaire, {"by": "clinician"}
        others = (("visa_h", told), ("lefs", {"by": "patient"}), ("grip_strength", dict[str, str]()))
        return ((ours, {}), (ours, told), (ours, told), *others)


SHIPPED = World()


def world_of(protocol: Protocol) -> World:
    """What there is in a protocol."""
    levels = tuple(len(stage.levels) for stage in protocol.stages)
    return World(levels, tuple(protocol.red_flags), tuple(protocol.routine_signs), protocol.questionnaire)
