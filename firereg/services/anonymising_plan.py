"""Everything that is written over or taken out when somebody's data go: worked out first, so it can be shown."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peewee import Model, TextField

from firereg.domain.household import ANONYMOUS
from firereg.domain.redaction import Redactor
from firereg.services import journal, personal_traces
from firereg.services.household_list import NAMES_JOINED
from firereg.services.personal_traces import NAMES_OF_PEOPLE, PERSONAL, Whose
from firereg.services.registry import Registry
from firereg.store import models as t

_OWN_RULES = frozenset(("changed_row", "journal", "saved_view", "setting"))
_ABOUT_THE_WARD = frozenset(
    ("extinguisher_kind", "interval_rule", "residential_group", "user", "ward_profile")
)
_NO_FREE_TEXT = {
    "handover": ("paper",),
    "household": ("address", "former_names", "head_name"),
    **{table: (name,) for table, name in NAMES_OF_PEOPLE if table not in ("household", *_ABOUT_THE_WARD)},
}
"""The texts that are not looked through: they have rules of their own below, or name somebody else for good."""

_SHORTEST = 4
_UNFINISHED = "unfinished."
_BLANK = {
    "head_name": ANONYMOUS,
    "id_number": "",
    "born_year": None,
    "sex": "",
    "phone": "",
    "address": "",
    "note": "",
    "moved_to": "",
    "former_names": "",
}


_NOBODY = {"name": ANONYMOUS, "born_year": None, "id_number": "", "phone": ""}
_ALL_NOBODY = {**_NOBODY, "head_name": ANONYMOUS, "address": ""}
"""What a paper says of who received; the group, the category and the relation stay."""


@dataclass
class Plan:
    """What is to be done; rows by table and key, journal entries by number as (subject, detail).

    `photos` are the files that go, scans of signed papers among them.
    """

    whose: Whose
    updates: dict[type[Model], dict[Any, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    deletions: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[int, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    photos: list[t.Attachment] = field(default_factory=list)


def plan_for(registry: Registry, whose: Whose) -> tuple[Plan, Redactor]:
    """What anonymising these people does, and what takes them out of a text about them."""
    traces = personal_traces.of(whose)
    work = _Planner(registry, whose, traces.in_their_own(), traces.anywhere(whose))
    return work.plan(traces.names | traces.numbers), work.own


def free_texts() -> dict[type[Model], tuple[str, ...]]:
    """The fields of each table in which somebody may have written a name or a number."""
    found = {}
    for model in t.MODELS:
        table = model._meta.table_name
        if table not in _OWN_RULES | _ABOUT_THE_WARD:
            fields = [one.name for one in model._meta.sorted_fields if isinstance(one, TextField)]
            found[model] = tuple(name for name in fields if name not in _NO_FREE_TEXT.get(table, ()))
    return {model: names for model, names in found.items() if names}


class _Planner:
    def __init__(self, registry: Registry, whose: Whose, own: Redactor, anywhere: Redactor) -> None:
        self.own = own
        self._registry, self._whose, self._anywhere = registry, whose, anywhere
        self._plan = Plan(whose)

    def plan(self, words: set[str]) -> Plan:
        self._people()
        self._papers(words)
        for model, names in free_texts().items():
            self._texts(model, names)
        self._kept_rows()
        self._journal()
        self._drafts()
        if not self._whose.one_member:
            self._plan.photos += personal_traces.photos_of(self._whose)
        self._plan.deletions[t.Attachment] = [row.id for row in self._plan.photos]
        return self._plan

    def _update(self, model: type[Model], key: Any, **fields: Any) -> None:
        if fields:
            self._plan.updates[model].setdefault(key, {}).update(fields)

    def _redactor(self, ours: bool) -> Redactor:
        return self.own if ours else self._anywhere

    def _people(self) -> None:
        """The people themselves; a household keeps its code, its group and its number of persons."""
        whose, its = self._whose, t.KeptApart
        self._plan.deletions[t.Member] = [one.id for one in whose.members]
        if whose.one_member:
            names = whose.household.former_names
            kept = [name for name in names.split(NAMES_JOINED) if not self.own.finds(name)]
            if (left := NAMES_JOINED.join(kept)) != names:
                self._update(t.Household, whose.household.id, former_names=left)
            return
        for household in (whose.household, *whose.merged):
            self._update(t.Household, household.id, **_BLANK)
        for status in t.PovertyStatus.select().where(t.PovertyStatus.household.in_(whose.ids)):
            if status.certificate:
                self._update(t.PovertyStatus, status.id, certificate="")
        pairs = its.select(its.id).where(its.first.in_(whose.ids) | its.second.in_(whose.ids))
        self._plan.deletions[its] = [row.id for row in pairs]

    def _papers(self, words: set[str]) -> None:
        """The receipts as they were issued: of the household, and those that somebody of it signed for others."""
        ours = {row.id for row in self._whose.handovers}
        for row in self._whose.handovers:
            self._paper(row, ours=True)
        its = t.Handover
        for word in words:
            for row in its.select().where(its.paper.contains(word)):
                if row.id not in ours:
                    self._paper(row, ours=False)

    def _paper(self, row: t.Handover, *, ours: bool) -> None:
        whole = ours and not self._whose.one_member
        redactor = self._redactor(ours)
        paper = json.loads(row.paper)  # as it was frozen, whichever version did so
        left = redactor.tree(paper)
        if whole or redactor.finds(paper["receiver"]["name"]):
            left["receiver"] |= _ALL_NOBODY if whole else _NOBODY
            self._update(t.Handover, row.id, receiver_name=ANONYMOUS)
            # A picture of their name, numbers and signature; the receipt as it was frozen keeps what was given.
            self._plan.photos.extend(t.Attachment.select().where(t.Attachment.handover == row.id))
        if left != paper:
            self._update(t.Handover, row.id, paper=json.dumps(left, ensure_ascii=False))

    def _texts(self, model: type[Model], names: tuple[str, ...]) -> None:
        """What somebody wrote: about them all they are known by goes, elsewhere what is theirs alone."""
        key = model._meta.primary_key
        ours = self._about_them(model)
        for row_id, *texts in model.select(key, *(model._meta.fields[name] for name in names)).tuples():
            redactor = self._redactor(row_id in ours)
            before = self._plan.updates[model].get(row_id, {})
            for name, text in zip(names, texts, strict=True):
                if text and name not in before and (left := redactor.text(text)) != text:
                    again = f" {row_id}" if model._meta.fields[name].unique else ""  # two may read alike now
                    self._update(model, row_id, **{name: left + again})

    def _about_them(self, model: type[Model]) -> set[int]:
        whose, fields = self._whose, model._meta.fields
        query = model.select(model._meta.primary_key)
        if model is t.Household:
            return set(whose.ids)
        if model is t.Reminder:
            where = (t.Reminder.household.in_(whose.ids)) | (t.Reminder.group == whose.household.group_id)
        elif "household" in fields:
            where = fields["household"].in_(whose.ids)
        elif "extinguisher" in fields and model is not t.HandoverLine:
            where = fields["extinguisher"].in_(list(whose.extinguishers))
        else:
            return set()
        return {row_id for (row_id,) in query.where(where).tuples()}

    def _kept_rows(self) -> None:
        """What changes keep to take them back: of their own rows only which fields changed."""
        its, change = t.ChangedRow, t.Change
        own = personal_traces.kept_rows(self._whose)
        own_ids, changes = {row.id for row in own}, {row.change_id for row in own}
        undone = {one.id for one in change.select(change.id).where(change.id.in_(changes), change.undone)}
        lists = change.select(change.id).where(change.id.in_(changes), change.action.startswith("import."))
        beside = changes - {one.id for one in lists}
        query = its.select().where(its.before.is_null(False) | its.after.is_null(False))
        for row in query.iterator():
            if row.change_id in undone:
                self._plan.deletions[its].append(row.id)
                continue
            redactor = self._redactor(row.change_id in beside)
            sides = {"before": row.before, "after": row.after}
            for side_name, side in sides.items():
                if side is None:
                    continue
                values = json.loads(side)
                left = redactor.tree(values)
                about_them = any(left.get(name) != values.get(name) for name in ("head_name", "name"))
                if row.id in own_ids or about_them:
                    left = dict.fromkeys(values)
                if left != values:
                    self._update(its, row.id, **{side_name: json.dumps(left, ensure_ascii=False)})

    def _journal(self) -> None:
        """The entries keep what was done, when and by whom, and which fields it changed."""
        whose, its = self._whose, t.JournalEntry
        own = {entry.id for entry, _detail in personal_traces.own_entries(whose)}
        about = _mark({*whose.codes, *(row.code for row in whose.handovers), *_serials(whose)})
        query = its.select(its.id, its.action, its.subject, its.detail).order_by(its.id)
        for number, action, subject, kept in query.tuples().iterator():
            detail = journal.told(kept)
            redactor = self._redactor(bool(about.search(f"{subject} {kept}")))
            listed = detail.pop("redacted", None)
            left = redactor.tree(detail)
            if number in own and action not in journal.REDACTING and self._is_theirs(detail):
                left = _without_personal(action, left)
            if (redactor.text(subject), left) != (subject, detail):
                more = {"redacted": listed} if listed is not None else {}
                self._plan.entries[number] = redactor.text(subject), left | more

    def _is_theirs(self, detail: Mapping[str, Any]) -> bool:
        return not self._whose.one_member or any(map(self.own.finds, _texts_in(detail.get("name"))))

    def _drafts(self) -> None:
        """What was left half entered about them, and what a list was filtered by."""
        for row in t.Setting.select().where(t.Setting.name.startswith(_UNFINISHED)):
            about = any(code in row.value for code in self._whose.codes)
            texts = list(_texts_in(json.loads(row.value)))
            if any(self._redactor(about).finds(text) for text in texts):
                self._plan.deletions[t.Setting].append(row.name)
        for row in t.SavedView.select():
            if any(map(self._anywhere.finds, (row.name, *_texts_in(json.loads(row.content))))):
                self._plan.deletions[t.SavedView].append(row.id)


def _without_personal(action: str, detail: dict[str, Any]) -> dict[str, Any]:
    gone = PERSONAL | {"reason"} | ({"before", "after"} if action == "household.head" else set())
    return {key: _blank(value) if key in gone else value for key, value in detail.items()}


def _blank(value: Any) -> Any:
    if isinstance(value, list):
        return [_blank(one) for one in value]
    return value if value in (None, "") else ANONYMOUS


def _mark(codes: set[str]) -> re.Pattern[str]:
    """Finds any of these codes in an entry; one of a few signs may be any number, and finds nothing."""
    long = (re.escape(code) for code in codes if len(code) >= _SHORTEST)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(long)})(?![\w-])")


def _serials(whose: Whose) -> set[str]:
    its = t.Extinguisher
    return {row.serial for row in its.select(its.serial).where(its.id.in_(list(whose.extinguishers)))}


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)
