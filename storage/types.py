"""Column types that behave the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

# SQLite gives only INTEGER PRIMARY KEY its automatic numbers.
SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
ID = BigInteger()
JSON_VALUE = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def in_utc(at: datetime) -> datetime:
    """An aware instant, told in UTC.

    Raises:
        ValueError: if it is naive: nobody could say later which instant was meant.
    """
    if at.tzinfo is None:
        raise ValueError("a naive datetime cannot be stored")
    return at.astimezone(UTC)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite would otherwise give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Refuse a naive instant."""
        return None if value is None else in_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy gives it
        """Give the instant back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
