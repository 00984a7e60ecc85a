"""Filters and columns of a list, kept under a name to come back to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from firereg.domain.roles import Right, may
from firereg.errors import NotAllowedError
from firereg.i18n import _
from firereg.services.inputs import required
from firereg.services.registry import Registry
from firereg.store.models import SavedView

F = TypeVar("F")


@dataclass(frozen=True)
class View:
    """One look at a list: its filters by field of the list's filter, its columns in order, its order."""

    name: str
    filters: dict[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
    by: int | None = None  # the user who keeps it; None where an earlier version did


def save(registry: Registry, page: str, view: View) -> View:
    """Keep a view of a page; one of the same name is replaced.

    NotAllowedError where that is somebody else's and the user may only look: everybody sees the same views.
    """
    name = required(view.name, "name", _("Give the view a name."))
    content = {
        "filters": {key: _plain(value) for key, value in view.filters.items()},
        "columns": list(view.columns),
        "sort": view.sort,
        "descending": view.descending,
        "by": registry.user_id,
    }
    with registry.transaction(Right.LOOK):
        _refuse_of_others(registry, page, name)
        SavedView.delete().where(SavedView.page == page, SavedView.name == name).execute()
        SavedView.create(page=page, name=name, content=json.dumps(content, ensure_ascii=False))
    return next(one for one in views_of(page) if one.name == name)


def views_of(page: str) -> list[View]:
    """The views of a page by name."""
    rows = SavedView.select().where(SavedView.page == page).order_by(SavedView.name)
    return [_view(row) for row in rows]


def delete(registry: Registry, page: str, name: str) -> None:
    """Forget a view; NotAllowedError as for `save`."""
    with registry.transaction(Right.LOOK):
        _refuse_of_others(registry, page, name)
        SavedView.delete().where(SavedView.page == page, SavedView.name == name).execute()


def may_forget(registry: Registry, view: View) -> bool:
    """Whether the user may take this view away or put another in its place."""
    return view.by == registry.user_id or may(registry.role, Right.RECORD)


def filters_of(which: Any) -> dict[str, Any]:
    """The fields of a list's filter that are not as they come, for a `View`."""
    usual = type(which)()
    return {
        one.name: getattr(which, one.name)
        for one in fields(which)
        if getattr(which, one.name) != getattr(usual, one.name)
    }


def applied(view: View, kind: type[F]) -> F:
    """The list's filter that a view asks for; what this version does not know of is left out."""
    hints = get_type_hints(kind)
    known = {}
    for name, value in view.filters.items():
        if name in hints:
            try:
                known[name] = _typed(hints[name], value)
            except (TypeError, ValueError):
                continue
    return kind(**known)


def _refuse_of_others(registry: Registry, page: str, name: str) -> None:
    row = SavedView.get_or_none(SavedView.page == page, SavedView.name == name)
    if row is not None and not may_forget(registry, _view(row)):
        raise NotAllowedError(_("View {name} is somebody else's. Choose another name.").format(name=name))


def _view(row: SavedView) -> View:
    content = json.loads(row.content)
    columns: Sequence[str] = content["columns"]
    return View(
        row.name,
        content["filters"],
        tuple(columns),
        content["sort"],
        content["descending"],
        content.get("by"),
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(hint: Any, value: Any) -> Any:
    """A value of JSON as the field has it: `hint` is one type or "that or None"."""
    if value is None:
        return None
    kind = next((one for one in get_args(hint) if one is not NoneType), hint)
    if issubclass(kind, date):
        return date.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value
