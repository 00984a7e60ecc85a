"""Who did what, when: every entry carries the hash of the one before, so that none can be changed unseen."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from firereg.services.registry import Registry
from firereg.store.models import JournalEntry

_START = "0" * 64


@dataclass(frozen=True)
class JournalRow:
    """One entry; `detail` says what changed, by field."""

    id: int
    at: datetime
    user: str
    action: str
    subject: str
    detail: dict[str, Any]


def append(registry: Registry, action: str, subject: str, **detail: Any) -> None:
    """Add an entry; call it inside the transaction of what it tells."""
    newest = JournalEntry.select(JournalEntry.hash).order_by(JournalEntry.id.desc()).first()
    fields = {
        "at": registry.now(),
        "user": registry.user_name,
        "action": action,
        "subject": subject,
        "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
    }
    JournalEntry.create(**fields, hash=_chain(newest.hash if newest else _START, fields))


def entries(since: date | None = None, limit: int | None = 500) -> list[JournalRow]:
    """The newest entries first; `limit` None gives all of them."""
    query = JournalEntry.select().order_by(JournalEntry.id.desc()).limit(limit)
    if since:
        midnight = datetime.combine(since, time.min).astimezone(UTC).replace(tzinfo=None)
        query = query.where(JournalEntry.at >= midnight)
    return [JournalRow(e.id, e.at, e.user, e.action, e.subject, json.loads(e.detail)) for e in query]


def broken_links() -> Iterator[str]:
    """The entries whose hash does not follow from the one before: edited, removed or put in."""
    before = _START
    for entry in JournalEntry.select().order_by(JournalEntry.id).iterator():
        fields = {name: getattr(entry, name) for name in ("at", "user", "action", "subject", "detail")}
        if entry.hash != _chain(before, fields):
            yield f"{entry.id}"
        before = entry.hash


def _chain(before: str, fields: dict[str, Any]) -> str:
    text = json.dumps([before, *(str(fields[name]) for name in sorted(fields))], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
