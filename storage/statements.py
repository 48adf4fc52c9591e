"""Statements that are made once: putting one together takes longer than running it.

What they are about is given when they are run. A parameter that is not a column to be set is named `of_…`.
"""

from functools import cache
from typing import Any

from sqlalchemy import Insert, Select, Table, Update, bindparam, insert, select, update

OF_ROW = "of_row"


@cache
def the_row(table: Table) -> Select[Any]:
    """The row with the id `of_row`."""
    return select(table).where(table.c.id == bindparam(OF_ROW))


@cache
def changing(table: Table) -> Update:
    """Sets in the row with the id `of_row` whatever columns are given."""
    return update(table).where(table.c.id == bindparam(OF_ROW))


@cache
def adding(table: Table) -> Insert:
    """A new row of the columns that are given."""
    return insert(table)
