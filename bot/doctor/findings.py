"""What a check finds: one line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. With something to do, it is wrong; what depends on something that is wrong is left out."""

    about: str
    said: str
    do: str = ""
    left_out: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to do something."""
        return bool(self.do)

    def line(self) -> str:
        """For the operator."""
        mark = "WRONG" if self.is_wrong else "-" if self.left_out else "ok"
        return f"{mark:<6} {self.about}: {self.said}" + (f". {self.do}" if self.do else "")


def left_out(because: str, *about: str) -> list[Finding]:
    """What was not looked at, and why."""
    return [Finding(one, f"not looked at, because {because}", left_out=True) for one in about]
