"""What is handed to somebody of their own data."""

import json
from datetime import UTC, datetime

from rehab.messages.privacy import MyDataFile


def test_what_is_held_is_read_table_by_table() -> None:
    """As it was written down."""
    held = {"note": [{"text": "Well done – très bien"}], "role": []}
    assert MyDataFile(at=datetime(2026, 1, 5, tzinfo=UTC), held=json.dumps(held)).tables() == held
