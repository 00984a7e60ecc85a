"""Every row of a damaged database that can be read, and which cannot. Nothing is written, and the engine is not asked.

The tables are walked from their roots. A page that is damaged hides those under it, so leaves that no table reaches
are looked for afterwards: one belongs to the table with a hidden part that its rows fit into, and to none where it
could be of two.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firereg.store import btree
from firereg.store.btree import Row, Values
from firereg.store.pages import Pages

SCHEMA = "sqlite_schema"
_SCHEMA_ROOT = 1
_VERSION = re.compile(r"\d{4}(?=_)")
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*")
_MATCHES: dict[str, Callable[[object], bool]] = {
    "DATE": lambda value: isinstance(value, str) and _DAY.fullmatch(value) is not None,
    "DATETIME": lambda value: isinstance(value, str) and _MOMENT.fullmatch(value) is not None,
    "BLOB": lambda value: isinstance(value, bytes),
    "TEXT": lambda value: isinstance(value, str),
    "VARCHAR": lambda value: isinstance(value, str),
}


@dataclass(frozen=True)
class Column:
    """A column of a table: its type without a length, whether it may be empty, what it is in rows older than itself."""

    name: str
    type: str
    may_be_empty: bool
    default: object = None
    is_number: bool = False
    """The number of the row itself, which is not written in it."""


@dataclass(frozen=True)
class Loss:
    """Rows that cannot be read: those of a table after the number `after` and up to `until`, where these are known.

    They are on `page`, or on pages that hang on it; 0 where its number is lost too.
    """

    table: str
    after: int | None
    until: int | None
    page: int = 0


@dataclass
class Salvage:
    """What was found in the pages. `shapes` says what the columns of each table are in its version.

    `unsure` leaves hold rows that were left where they are: they could be old ones, or of two tables.
    """

    pages: Pages
    progress: Callable[[int, int], None] = lambda _done, _total: None
    losses: list[Loss] = field(default_factory=list)
    unsure: int = 0

    def __post_init__(self) -> None:  # noqa: D105 - what is found is there from the beginning
        self._reached: set[int] = set()
        self._leaves: dict[str, list[int]] = defaultdict(list)
        self._walk(SCHEMA, _SCHEMA_ROOT, None, None)
        if self.pages.read(_SCHEMA_ROOT) is None:
            self._leaves[SCHEMA] = [n for n, page in self._all_leaves() if self._is_schema(n, page)]
        self.roots = {
            values[1]: values[3]
            for row in self._rows(SCHEMA)
            if (values := row.values)
            and values[0] == "table"
            and values[3]
            and "WITHOUT ROWID" not in values[4]
        }
        for table, root in self.roots.items():
            self._walk(table, root, None, None)

    def version(self) -> int:
        """The number of the newest migration that is written in the file; 0 where none can be read."""
        names = [row.values[1] for row in self._rows("schema_migration") if row.values]
        return max((int(found[0]) for name in names if (found := _VERSION.match(str(name)))), default=0)

    def adopt(self, shapes: Mapping[str, Sequence[Column]], derived: Mapping[str, Sequence[Column]]) -> None:
        """Give the leaves that nothing reaches to the tables they belong to; those of derived tables do not matter."""
        every = {**shapes, **derived}
        self.losses += [Loss(table, None, None) for table in every if table not in self.roots]
        if not self.losses:
            return
        free, given = self.pages.free(), set()
        for number, page in self._all_leaves():
            its_rows = list(btree.rows(self.pages, page, number))
            if (free is not None and number in free) or not its_rows or self._is_schema(number, page):
                continue
            owners = [loss for loss in self.losses if _fits(its_rows, loss, every.get(loss.table))]
            if free is not None and len({owner.table for owner in owners}) == 1:
                self._leaves[owners[0].table].append(number)
                self._reached.add(number)
                given.update(owners)
            elif not owners or not all(owner.table in derived for owner in owners):
                self.unsure += 1
        # A page that others hang on has no rows of its own: with all of those found, nothing is lost.
        if not self.unsure and not self._hidden(free or set()):
            self.losses = [loss for loss in self.losses if loss not in given]

    def _hidden(self, free: set[int]) -> bool:
        """Whether there are pages that cannot be read besides those by which the losses are known."""
        known = free | self._reached | {loss.page for loss in self.losses}
        return any(
            self.pages.read(number) is None
            for number in range(1, self.pages.count + 1)
            if number not in known
        )

    def rows(self, table: str, columns: Sequence[Column]) -> Iterator[tuple[int, Values | None]]:
        """Each row with its number; None for one that overflows to a page that cannot be read."""
        seen: set[int] = set()
        for row in self._rows(table):
            if row.number in seen:
                continue
            seen.add(row.number)
            yield row.number, None if row.values is None else _completed(row, columns)

    def _rows(self, table: str) -> Iterator[Row]:
        for number in self._leaves[table]:
            page = self.pages.read(number)
            if page is not None:
                yield from btree.rows(self.pages, page, number)

    def _walk(self, table: str, number: int, after: int | None, until: int | None) -> None:
        page = None if number in self._reached else self.pages.read(number)
        if page is None or btree.kind(page, number) not in (btree.LEAF, btree.INTERIOR):
            self.losses.append(Loss(table, after, until, number))
            return
        self._reached.add(number)
        self.progress(len(self._reached), self.pages.count)
        if btree.kind(page, number) == btree.LEAF:
            self._leaves[table].append(number)
            return
        for child, last in btree.children(page, number):
            self._walk(table, child, after, until if last is None else last)
            after = last

    def _all_leaves(self) -> Iterator[tuple[int, bytes]]:
        for number in range(2, self.pages.count + 1):
            if number not in self._reached:
                page = self.pages.read(number)
                if page is not None and btree.kind(page, number) == btree.LEAF:
                    yield number, page

    def _is_schema(self, number: int, page: bytes) -> bool:
        """Whether the rows of a leaf are those of the table of tables."""
        first = next(btree.rows(self.pages, page, number), None)
        values = first.values if first else None
        return values is not None and len(values) == 5 and values[0] in ("table", "index", "trigger", "view")


def _fits(rows: Sequence[Row], loss: Loss, columns: Sequence[Column] | None) -> bool:
    if columns is None or not rows:
        return False
    numbers = [row.number for row in rows]
    between = (loss.after is None or loss.after < numbers[0]) and (
        loss.until is None or numbers[-1] <= loss.until
    )
    return between and all(row.values is None or _is_of(row.values, columns) for row in rows)


def _is_of(values: Values, columns: Sequence[Column]) -> bool:
    return len(values) <= len(columns) and all(map(_matches, values, columns))


def _matches(value: object, column: Column) -> bool:
    if value is None:
        return column.may_be_empty or column.is_number
    return _MATCHES.get(column.type, lambda number: isinstance(number, int | float))(value)


def _completed(row: Row, columns: Sequence[Column]) -> Values:
    """The values as the engine would give them: the number of the row, and what was added to the table later."""
    values = [*(row.values or ()), *(column.default for column in columns[len(row.values or ()) :])]
    return tuple(
        row.number if column.is_number else value for value, column in zip(values, columns, strict=True)
    )
