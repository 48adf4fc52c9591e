"""What is handed to somebody of their own data."""

import json
from datetime import UTC, datetime

from rehab.messages.privacy import MyDataFile


def test_what_is_held_is_read_table_by_table() -> None:
    """As it was written down."""
    given = MyDataFile(
        at=datetime(2026, 1, 5, tzinfo=UTC), held='{"note": [{"text": "Well done – très bien"}], "role": []}'
    )
    assert given.tables() == {"note": [{"text": "Well done – très bien"}], "role": []}
