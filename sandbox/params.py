"""The parameters of one call, however they travelled: everything may arrive as text, as it does in a form."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.replies import bad_request

_LEADING_INTEGER = re.compile(r"\s*([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    data: bytes = field(repr=False)
    mime: str | None = None


class Params(Mapping[str, Any]):
    """Parameters by name, read the way the server reads them."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values: dict[str, object] = {name: value for name, value in values.items() if value is not None}
        self._uploads = uploads or {}

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def uploads(self) -> Mapping[str, Upload]:
        """The files by the name of their part."""
        return self._uploads

    def text(self, name: str, default: str = "") -> str:
        """A parameter as text."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0, least: int | None = None, most: int | None = None) -> int:
        """A whole number by its leading digits; what lies outside the bounds is moved to them, as the server does."""
        found = _LEADING_INTEGER.match(self.text(name))
        value = int(found.group(1)) if found else default
        value = value if least is None else max(least, value)
        return value if most is None else min(most, value)

    def flag(self, name: str) -> bool:
        """A boolean: true, yes and 1 mean yes."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def mapping(self, name: str, problem: str) -> Mapping[str, Any] | None:
        """A JSON object; None when there is none or an empty one.

        Raises:
            ApiError: 400 with `problem`, when it is something else.
        """
        value = self._parsed(name, problem)
        if value and not isinstance(value, Mapping):
            raise bad_request(problem)
        return value if isinstance(value, Mapping) and value else None

    def sequence(self, name: str, problem: str) -> list[Any]:
        """A JSON array; an empty one when there is none.

        Raises:
            ApiError: 400 with `problem`, when it is something else.
        """
        value = self._parsed(name, problem)
        if value and not isinstance(value, list):
            raise bad_request(problem)
        return value if isinstance(value, list) else []

    def _parsed(self, name: str, problem: str) -> object:
        value = self._values.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            found: object = json.loads(value)
        except ValueError:
            raise bad_request(problem) from None
        return found

    def upload(self, name: str) -> Upload | None:
        """The file of a parameter, sent under its own name or as `attach://part`."""
        text = self.text(name)
        part = text.removeprefix("attach://") if text.startswith("attach://") else name
        return self._uploads.get(part)
