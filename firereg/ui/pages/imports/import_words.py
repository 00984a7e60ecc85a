"""The words of an import: what becomes of each row, line by line as the preview lists them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from firereg.domain.dates import format_date
from firereg.domain.identity import FEMALE, MALE, mask_number, mask_phone
from firereg.domain.labels import category_label, group_label
from firereg.domain.poverty import Category
from firereg.exchange.repairs import RepairKind, repair_label
from firereg.exchange.ward_columns import Field, field_label
from firereg.i18n import _
from firereg.services import wards
from firereg.services.import_plan import (
    Decision,
    FieldChange,
    GroupKey,
    ImportPlan,
    Kind,
    LeftOut,
    LeftRow,
    PlannedRow,
    RowKey,
    StatusStep,
)
from firereg.ui.widgets.story import Event, Story

SKIPPED, LEFT, REPAIRED = "skipped", "left", "repaired"
LOOKS: Mapping[str, tuple[str, str]] = {
    Kind.NEW: ("plus", "success"),
    Kind.UPDATED: ("pencil", "accent"),
    Kind.UNCHANGED: ("check", "muted"),
    Kind.DUPLICATE: ("copy", "warning"),
    Kind.WRONG: ("circle-alert", "danger"),
    REPAIRED: ("wrench", "muted"),
    SKIPPED: ("x", "muted"),
    LEFT: ("log-out", "muted"),
}
"""The icon and the colour of each kind; a row that was repaired is of another kind as well."""

_FIELDS = {
    "head_name": Field.HEAD_NAME,
    "id_number": Field.ID_NUMBER,
    "born_year": Field.BORN,
    "sex": Field.SEX,
    "phone": Field.PHONE,
    "address": Field.ADDRESS,
    "group": Field.GROUP,
    "persons": Field.PERSONS,
    "note": Field.NOTE,
}
_MASKS = {"id_number": mask_number, "phone": mask_phone}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the preview; `id` is its place in the whole preview."""

    id: int
    kind: str
    place: str
    name: str
    group: str
    address: str
    words: str
    source: PlannedRow | LeftOut | LeftRow


def kind_label(kind: str) -> str:
    """What becomes of rows of this kind, in a word or two."""
    return {
        Kind.NEW: _("New"),
        Kind.UPDATED: _("Changed"),
        Kind.UNCHANGED: _("Unchanged"),
        Kind.DUPLICATE: _("Duplicates?"),
        Kind.WRONG: _("Wrong"),
        REPAIRED: _("Repaired"),
        SKIPPED: _("Left out"),
        LEFT: _("No longer listed"),
    }[kind]


class Words:
    """Says in words what a plan holds."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan
        groups = wards.groups()
        times = Counter(group.number for group in groups)
        self._groups = {
            group.id: group_label(group.number, group.ward if times[group.number] > 1 else "")
            for group in groups
        }

    def line(self, at: int, source: PlannedRow | LeftOut | LeftRow, decision: Decision | None) -> Line:
        """One line of the list."""
        if isinstance(source, LeftOut):
            place = self._place((source.sheet, source.row_number))
            return Line(at, SKIPPED, place, "", "", "", source.reason, source)
        if isinstance(source, LeftRow):
            group = self.value("group", source.group)
            return Line(at, LEFT, "–", source.head_name, group, source.address, _left_words(source), source)
        row = source.listed
        words = decision_words(source, decision) if decision else self._outcome(source)
        group = self.value("group", source.group) if source.group is not None else row.group.text
        return Line(
            at, source.kind, self._place(source.key), row.head_name, group, row.address, words, source
        )

    def story(self, line: Line, decision: Decision | None = None) -> Story:
        """What is told of a chosen line: every field that changes, and every repair."""
        source = line.source
        badges = [(kind_label(line.kind), LOOKS[line.kind][1])]
        if isinstance(source, LeftRow):
            facts = [(field_label(Field.CATEGORY), line.words), (field_label(Field.ADDRESS), source.address)]
            return Story(line.name, f"{source.code} · {line.group}", badges, facts)
        if isinstance(source, LeftOut):
            place = self._plan.place((source.sheet, source.row_number))
            return Story(_capital(place), line.words, badges)
        facts = [
            *((one.column, f"{one.value}\n{one.sentence}".strip()) for one in source.problems),
            *(self._change(one.field, one.before, one.after) for one in _changes(source, decision)),
            *(_status_fact(step) for step in source.statuses),
        ]
        if source.kind in (Kind.NEW, Kind.DUPLICATE) and not _changes(source, decision):
            facts = [*self._listed(source), *facts]
        if source.kind is Kind.DUPLICATE and source.listed.category:
            facts.append((field_label(Field.CATEGORY), category_label(source.listed.category)))
        facts += [(_("Look again"), words) for words in source.listed.warnings]
        events = [
            Event(
                repair_label(one.kind),
                f"{_visible(one.before)} → {one.after}",
                one.column,
                "wrench",
                "muted",
            )
            for one in source.listed.repairs
        ]
        return Story(
            line.name, f"{_capital(self._plan.place(source.key))} · {line.group}", badges, facts, events
        )

    def value(self, field: str, value: Any) -> str:
        """A value as a person reads it."""
        if value in (None, ""):
            return "–"
        if isinstance(value, GroupKey):
            return _("{group} (to be created)").format(group=group_label(value.number))
        if field == "group":
            return self._groups[value]
        if field == "sex":
            return {MALE: _("Male"), FEMALE: _("Female")}[value]
        return str(value)

    def _place(self, key: RowKey) -> str:
        return f"{key[0]} · {key[1]}" if len(self._plan.sheets) > 1 else str(key[1])

    def _outcome(self, source: PlannedRow) -> str:
        if source.problems:
            return f"{source.problems[0].column}: {source.problems[0].sentence}"
        if source.twins:
            return source.twins[0].why
        if source.kind is Kind.NEW:
            return category_label(source.listed.category) if source.listed.category else ""
        names = [field_label(_FIELDS[one.field]) for one in source.changes]
        if source.statuses:
            names.append(field_label(Field.CATEGORY))
        return ", ".join(names)

    def _change(self, field: str, before: Any, after: Any) -> tuple[str, str]:
        mask = _MASKS.get(field)  # of what the register has; the list is the clerk's own
        known = mask(before) if mask and before else self.value(field, before)
        return field_label(_FIELDS[field]), f"{known} → {self.value(field, after)}"

    def _listed(self, source: PlannedRow) -> list[tuple[str, str]]:
        row = source.listed
        values = (
            ("id_number", row.id_number),
            ("born_year", row.born_year),
            ("sex", row.sex),
            ("phone", row.phone),
            ("address", row.address),
            ("persons", row.persons),
            ("note", row.note),
        )
        return [
            (field_label(_FIELDS[name]), self.value(name, value))
            for name, value in values
            if value not in (None, "")
        ]


def decision_words(source: PlannedRow, decision: Decision) -> str:
    """What a clerk decided of a duplicate."""
    if decision.household_id is None:
        return _("Taken as a new household")
    twin = next(one for one in source.twins if one.household_id == decision.household_id)
    return _("Updates {code} {name}").format(code=twin.code, name=twin.head_name)


def counts_words(counts: Mapping[str, int]) -> str:
    """ "120 new, 30 changed, 8.330 unchanged": what an import did."""
    kinds = ((Kind.NEW, _("{n} new")), (Kind.UPDATED, _("{n} changed")), (Kind.UNCHANGED, _("{n} unchanged")))
    return ", ".join(words.format(n=f"{counts.get(kind, 0):,}".replace(",", ".")) for kind, words in kinds)


def converted_words(counts: Mapping[str, int]) -> str:
    """How many cells were in old encodings, "" where none was."""
    parts = [f"{repair_label(RepairKind(kind))}: {count}" for kind, count in counts.items() if count]
    return _("Cells converted – {cells}.").format(cells=", ".join(parts)) if parts else ""


def left_out_words(counts: Mapping[str, int]) -> str:
    """What an import left out, "" where it took all."""
    kinds = (
        (Kind.DUPLICATE, _("{n} that may be duplicates")),
        (Kind.WRONG, _("{n} wrong")),
        (SKIPPED, _("{n} other rows")),
    )
    parts = [words.format(n=counts[kind]) for kind, words in kinds if counts.get(kind)]
    return _("Left out: {rows}.").format(rows=", ".join(parts)) if parts else ""


def lines_of(plan: ImportPlan) -> dict[str, list[Any]]:
    """Everything the preview can list, by kind."""
    found: dict[str, list[Any]] = {kind: [] for kind in LOOKS}
    for row in plan.rows:
        found[row.kind].append(row)
        if row.listed.repairs:
            found[REPAIRED].append(row)
    found[SKIPPED] += plan.skipped
    found[LEFT] += plan.left
    return found


def _changes(source: PlannedRow, decision: Decision | None) -> tuple[FieldChange, ...]:
    """What the row changes; of a duplicate, what it would change of the household that was chosen."""
    if decision is None or decision.household_id is None:
        return source.changes
    return next(one.changes for one in source.twins if one.household_id == decision.household_id)


def _status_fact(step: StatusStep) -> tuple[str, str]:
    if step.status_id is None:
        span = f"{_day(step.after['valid_from'])} – {_day(step.after['valid_to'])}"
        return category_label(Category(step.after["category"])), _lines([span, step.after["certificate"]])
    names = {
        "category": _("Category"),
        "valid_to": _("Until"),
        "certificate": field_label(Field.CERTIFICATE),
        "decision": field_label(Field.DECISION),
    }
    changes = [
        f"{names[name]}: {_status_value(name, step.before[name])} → {_status_value(name, after)}"
        for name, after in step.after.items()
    ]
    return field_label(Field.CATEGORY), _lines(changes)


def _status_value(name: str, value: Any) -> str:
    if not value:
        return "–"
    if name == "category":
        return category_label(Category(value))
    return _day(value) if name == "valid_to" else str(value)


def _left_words(row: LeftRow) -> str:
    category = category_label(Category(row.category))
    if row.valid_to is None:
        return category
    return _("{category}, until {day}").format(category=category, day=_day(row.valid_to))


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, parts))


def _capital(words: str) -> str:
    """The words as a title; the name of a sheet keeps its own letters."""
    return words[:1].upper() + words[1:]


def _visible(text: str) -> str:
    """A text with what cannot be seen made visible: ư of TCVN3 is a soft hyphen."""
    return text.replace("\u00ad", "·").replace("\n", "⏎")
