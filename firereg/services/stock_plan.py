"""What the import of a stock list would do, extinguisher by extinguisher, before anything is written."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from firereg.domain.kind_names import KindName, find_kind
from firereg.domain.text import fold
from firereg.errors import BadInputError
from firereg.exchange.heads import Header
from firereg.exchange.list_columns import Problem
from firereg.exchange.repairs import Repair
from firereg.exchange.stock_columns import StockField, stock_field_label
from firereg.exchange.stock_list import StockRow
from firereg.i18n import _
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.equipment_draft import checked
from firereg.services.import_plan import (
    ENCODINGS,
    FieldChange,
    Kind,
    LeftOut,
    PlannedSheet,
    RowKey,
)
from firereg.services.inputs import compact
from firereg.services.registry import Registry
from firereg.store import bulk
from firereg.store import models as t

FILLED_FIELDS = ("made_on", "label", "price_dong", "donor", "note")
"""What a list may add to an extinguisher that is there, where nothing stood before."""
_COLUMN_OF = {
    "serial": StockField.SERIAL,
    "kind": StockField.KIND,
    "kind_code": StockField.KIND,
    "made_on": StockField.MADE,
    "label": StockField.LABEL,
    "price_dong": StockField.PRICE,
    "donor": StockField.DONOR,
    "note": StockField.NOTE,
}


class PlannedExtinguisher(NamedTuple):
    """One extinguisher of the list and what becomes of it; a row that is wrong is one, whatever it names.

    `changes` fill what was empty in the registry; where both say something and differ, `kept` has it and the
    registry stays as it is. `twin` is the earlier row with the same serial number.
    """

    sheet: str
    listed: StockRow
    draft: ExtinguisherDraft
    kind: Kind
    extinguisher_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    kept: tuple[FieldChange, ...] = ()
    problems: tuple[Problem, ...] = ()
    twin: RowKey | None = None

    @property
    def key(self) -> RowKey:
        """Where its row stands."""
        return self.sheet, self.listed.row_number


@dataclass(frozen=True)
class StockPlan:
    """An import of extinguishers as it would go; nothing is written yet. `delivery` is what the new ones are of."""

    file_name: str
    sheets: tuple[PlannedSheet, ...]
    mapping: Mapping[str, str]
    delivery: DeliveryDraft
    rows: tuple[PlannedExtinguisher, ...]
    skipped: tuple[LeftOut, ...]
    seen: tuple[int, int]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows the list has, and how many extinguishers of each kind of outcome."""
        by_kind = Counter(row.kind for row in self.rows)
        rows = len({row.key for row in self.rows}) + len(self.skipped)
        return {"rows": rows} | {str(kind): by_kind[kind] for kind in Kind} | {"skipped": len(self.skipped)}

    def repairs(self) -> Iterator[tuple[RowKey, Repair]]:
        """Every repair with its row, each once."""
        rows = {row.key: row.listed for row in self.rows}
        return ((key, repair) for key, listed in rows.items() for repair in listed.repairs)

    def converted(self) -> dict[str, int]:
        """How many cells came in each old encoding."""
        found = Counter(repair.kind for _row, repair in self.repairs())
        return {str(kind): found[kind] for kind in ENCODINGS}

    def place(self, key: RowKey) -> str:
        """Where a row stands, in words: "row 7", with the sheet where there are several."""
        words = _("row {row} of sheet “{sheet}”") if len(self.sheets) > 1 else _("row {row}")
        return words.format(row=key[1], sheet=key[0])


class _Known(NamedTuple):
    id: int
    serial: str
    kind: int
    made_on: str | None
    received_on: str | None
    label: str
    price_dong: int | None
    donor: str
    note: str


class StockPlanner:
    """Plans row after row; all extinguishers of the registry are read once."""

    def __init__(self, registry: Registry, delivery: DeliveryDraft, usual_kind: str = "") -> None:
        self._today, self._delivery, self._usual_kind = registry.today(), delivery, usual_kind
        known = map(_Known._make, bulk.read_rows(registry.database, t.Extinguisher, _Known._fields))
        self._known = {row.serial: row for row in known}
        self._labels = {row.label: row.serial for row in self._known.values() if row.label}
        kinds = list(t.ExtinguisherKind.select().order_by(t.ExtinguisherKind.code))
        self._names = [KindName(k.code, k.name, k.agent, k.mass_g) for k in kinds if k.active]
        self._kind_ids = {kind.code: kind.id for kind in kinds if kind.active}
        self._codes = {kind.id: kind.code for kind in kinds}
        self._found: dict[str, str | Problem] = {}
        self._first: dict[str, RowKey] = {}
        self._header: Header | None = None

    def begin(self, header: Header) -> None:
        """Plan the rows of this list from now on."""
        self._header = header
        self._found.clear()

    def plan(self, row: StockRow) -> Iterator[PlannedExtinguisher]:
        """What becomes of each extinguisher that the row names."""
        assert self._header is not None
        sheet = self._header.sheet
        if row.problems:
            draft = ExtinguisherDraft(", ".join(row.serials), row.kind)
            yield PlannedExtinguisher(sheet, row, draft, Kind.WRONG, problems=row.problems)
            return
        labels = row.labels or ("",) * len(row.serials)
        for serial, label in zip(row.serials, labels, strict=True):
            yield self._one(PlannedExtinguisher(sheet, row, self._draft(row, serial, label), Kind.NEW))

    def _draft(self, row: StockRow, serial: str, label: str) -> ExtinguisherDraft:
        return ExtinguisherDraft(
            serial=compact(serial),
            kind_code="",
            made_on=row.made_on,
            received_on=self._delivery.day,
            donor=row.donor or self._delivery.donor,
            note=row.note,
            label=compact(label),
            price_dong=row.price_dong,
        )

    def _one(self, planned: PlannedExtinguisher) -> PlannedExtinguisher:
        draft = planned.draft
        if draft.serial in self._first:
            twin = self._first[draft.serial]
            sentence = _("The serial number {serial} stands in row {row} already.")
            return self._wrong(
                planned, "serial", draft.serial, sentence.format(serial=draft.serial, row=twin[1])
            )._replace(twin=twin)
        self._first[draft.serial] = planned.key
        holder = self._labels.setdefault(draft.label, draft.serial) if draft.label else draft.serial
        if holder != draft.serial:
            sentence = _("The label {label} is that of extinguisher {serial} already.")
            return self._wrong(
                planned, "label", draft.label, sentence.format(label=draft.label, serial=holder)
            )
        code = self._kind(planned.listed.kind)
        known = self._known.get(draft.serial)
        if isinstance(code, Problem) and (known is None or planned.listed.kind):
            return planned._replace(kind=Kind.WRONG, problems=(code,))
        named = code if isinstance(code, str) else ""
        return self._as_known(planned, known, named) if known else self._as_new(planned, named)

    def _as_new(self, planned: PlannedExtinguisher, code: str) -> PlannedExtinguisher:
        draft = replace(planned.draft, kind_code=code)
        try:
            checked(draft, self._kind_ids, self._today)
        except BadInputError as problem:
            return self._wrong(planned, problem.field, draft.serial, str(problem))
        return planned._replace(draft=draft)

    def _as_known(self, planned: PlannedExtinguisher, known: _Known, code: str) -> PlannedExtinguisher:
        draft = replace(planned.draft, donor=planned.listed.donor)  # the donor of the others is not its own
        changes: list[FieldChange] = []
        kept: list[FieldChange] = []
        for name in FILLED_FIELDS:
            listed, stands = getattr(draft, name), getattr(known, name)
            if isinstance(listed, date):
                listed = listed.isoformat()
            if listed in (None, "") or _same(listed, stands):
                continue
            (changes if stands in (None, "") else kept).append(FieldChange(name, stands, listed))
        if code and code != self._codes[known.kind]:
            kept.append(FieldChange("kind", self._codes[known.kind], code))
        new_month = next((change.after for change in changes if change.field == "made_on"), None)
        if new_month and known.received_on and new_month > known.received_on:
            sentence = _("The extinguisher was made after it was received. Check both dates.")
            return self._wrong(planned, "made_on", draft.serial, sentence)
        return planned._replace(
            draft=replace(draft, kind_code=self._codes[known.kind]),
            kind=Kind.UPDATED if changes else Kind.UNCHANGED,
            extinguisher_id=known.id,
            changes=tuple(changes),
            kept=tuple(kept),
        )

    def _kind(self, text: str) -> str | Problem:
        """The code of the kind that the list means, or the problem; each wording is looked at once."""
        if not text and self._usual_kind:
            return self._usual_kind
        if text not in self._found:
            try:
                if not text:
                    raise ValueError(_("The kind of the extinguisher is missing."))
                self._found[text] = find_kind(text, self._names)
            except ValueError as problem:
                self._found[text] = Problem(self._column("kind"), text, str(problem))
        return self._found[text]

    def _wrong(
        self, planned: PlannedExtinguisher, field: str, value: str, sentence: str
    ) -> PlannedExtinguisher:
        problem = Problem(self._column(field), value, sentence)
        return planned._replace(kind=Kind.WRONG, problems=(problem,))

    def _column(self, field: str) -> str:
        its = _COLUMN_OF.get(field, StockField.SERIAL)
        assert self._header is not None
        place = self._header.columns.get(its)
        return self._header.title(place) if place is not None else stock_field_label(its)


def _same(listed: Any, stands: Any) -> bool:
    return (
        fold(listed) == fold(stands)
        if isinstance(listed, str) and isinstance(stands, str)
        else listed == stands
    )
