"""Who did what, when: every entry carries the hash of the one before, so that none can be changed unseen.

The newest entry is remembered a second time, in a setting (the anchor), so that a missing end is seen too. Both stand
in the same encrypted file: whoever holds its key and rewrites everything can rewrite the anchor with it.

What an entry tells of a person can be taken out of it (`redact`) without breaking the chain: the entry keeps its
hash, from which the next one follows, and a later entry names it with that hash and with one of what is left of it.
Every entry has a salt that goes too, so that nobody finds out what it told by trying names.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from firereg.domain.labels import action_label
from firereg.domain.text import has_words, may_have_words
from firereg.services.registry import Registry
from firereg.store import erasing
from firereg.store.models import JournalEntry, Setting, User
from firereg.store.paging import PAGE_ROWS

_START = "0" * 64
_ANCHOR = "journal.anchor"
_MIDNIGHT = time.min
_CHAINED = ("at", "user", "action", "subject", "detail")
_SALT = ""
_SALTED = '{"": "'  # how the detail of an entry with a salt begins
_SALT_BYTES = 8
_AFTER_SALT = len(_SALTED) + 2 * _SALT_BYTES
RESCUED = "registry.rescued"
"""The entry of a rescue; its `entries` names those that cannot follow, since what was before them is lost."""
REDACTING = ("household.anonymise", "member.anonymise")
"""The entries whose `redacted` names those that were redacted: (number, hash, hash of what is left)."""


@dataclass(frozen=True)
class JournalRow:
    """One entry; `detail` says what changed, by field."""

    id: int
    at: datetime
    user: str
    action: str
    subject: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class JournalFilter:
    """Which entries are wanted; None is any. `since` and `until` are days on the clerk's wall, both included."""

    text: str = ""
    user: str | None = None
    action: str | None = None
    since: date | None = None
    until: date | None = None


def append(registry: Registry, action: str, subject: str, **detail: Any) -> None:
    """Add an entry; call it inside the transaction of what it tells."""
    fields = {
        "at": registry.now(),
        "user": registry.user_name,
        "action": action,
        "subject": subject,
        "detail": _detail({_SALT: secrets.token_hex(_SALT_BYTES), **detail}),
    }
    # After the anchor, not after the newest entry there is: where the end was taken away, the gap stays to be seen.
    database = registry.database  # which is not that of the models where a backup is being restored
    last, before = _end(database)
    number, chained = last + 1, _chain(before, fields)
    JournalEntry.insert(id=number, **fields, hash=chained).execute(database)
    Setting.replace(name=_ANCHOR, value=json.dumps([number, chained])).execute(database)


def next_number(database: Any) -> int:
    """The number that the next entry gets."""
    return _end(database)[0] + 1


def redact(
    registry: Registry, entries: Mapping[int, tuple[str, dict[str, Any]]]
) -> list[tuple[int, str, str]]:
    """Put other subjects and details in the place of those of these entries, by number.

    Call it in the transaction of an entry of one of the actions REDACTING, and give what comes back to it as
    `redacted`: without that the journal counts as edited.
    """
    redacted, rows = [], []
    for entry in JournalEntry.select().where(JournalEntry.id.in_(list(entries))).order_by(JournalEntry.id):
        entry.subject, detail = entries[entry.id]
        entry.detail = _detail(detail)
        rows.append((entry.subject, entry.detail, entry.id))
        redacted.append((entry.id, entry.hash, _chain("", _fields(entry))))
    erasing.rewrite_journal(registry.database, rows)
    return redacted


def entries(since: date | None = None, limit: int | None = 500) -> list[JournalRow]:
    """The newest entries first; `limit` None gives all of them."""
    query = _filtered(JournalEntry.select(), JournalFilter(since=since))
    return [_row(entry) for entry in query.order_by(JournalEntry.id.desc()).limit(limit)]


def journal_page(which: JournalFilter = JournalFilter(), after: int | None = None) -> list[JournalRow]:
    """One screenful of entries older than the one with the id `after`, the newest first."""
    query = _filtered(JournalEntry.select(), which).order_by(JournalEntry.id.desc())
    if after is not None:
        query = query.where(JournalEntry.id < after)
    if which.text.strip():
        return list(islice(_with_words(query, which.text), PAGE_ROWS))
    return [_row(entry) for entry in query.limit(PAGE_ROWS)]


def count(which: JournalFilter = JournalFilter()) -> int:
    """How many entries the filter lets through."""
    query = _filtered(JournalEntry.select(), which)
    return sum(1 for _row in _with_words(query, which.text)) if which.text.strip() else query.count()


def actions() -> list[str]:
    """What was ever done here, by its name in the language in use."""
    query = JournalEntry.select(JournalEntry.action).distinct().tuples()
    return sorted((action for (action,) in query), key=action_label)


def names_of_users() -> dict[str, str]:
    """What the people behind the names of the entries are called."""
    return {user.name: user.full_name for user in User.select().order_by(User.full_name)}


def _filtered(query, which: JournalFilter):
    its = JournalEntry
    if which.user:
        query = query.where(its.user == which.user)
    if which.action:
        query = query.where(its.action == which.action)
    if which.since:
        query = query.where(its.at >= _midnight(which.since))
    if which.until:
        query = query.where(its.at < _midnight(which.until + timedelta(days=1)))
    return query


def _midnight(day: date) -> datetime:
    """The beginning of a day on the clerk's wall, as the entries keep it."""
    return datetime.combine(day, _MIDNIGHT).astimezone(UTC).replace(tzinfo=None)


def _with_words(query, text: str) -> Iterator[JournalRow]:
    """The entries of which subject, detail, person or deed have these words; accents and capitals do not matter."""
    its = JournalEntry
    may_have, names = may_have_words(text), names_of_users()
    deeds = {action: action_label(action) for action in actions()}
    fields = (its.id, its.at, its.user, its.action, its.subject, its.detail)
    for number, at, user, action, subject, detail in query.select(*fields).tuples().iterator():
        plain = detail[_AFTER_SALT:] if detail.startswith(_SALTED) else detail
        words = f"{subject} {plain} {user} {names.get(user, '')} {deeds[action]}"
        if may_have(words) and has_words(text, words):
            yield JournalRow(number, at, user, action, subject, told(detail))


def _row(entry: JournalEntry) -> JournalRow:
    return JournalRow(entry.id, entry.at, entry.user, entry.action, entry.subject, told(entry.detail))


def told(detail: str) -> dict[str, Any]:
    """What the kept detail of an entry says."""
    found = json.loads(detail)
    found.pop(_SALT, None)
    return found


def _detail(detail: Mapping[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)


def _fields(entry: JournalEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _CHAINED}


def broken_links(database: Any = None) -> Iterator[str]:
    """The numbers of the entries that do not follow from the one before: edited, put in, or one before is gone.

    Where the end is missing, the number of the first entry that is. Those that a rescue has named are known. `database`
    is another one than that of the models, such as a copy.
    """
    before, last = _START, 0
    redacted, known = _redacted(database), lost("entries", database)
    for entry in JournalEntry.select().order_by(JournalEntry.id).iterator(database):
        fields = _fields(entry)
        if (
            entry.id not in known
            and entry.hash != _chain(before, fields)
            and redacted.get(entry.id)
            != (
                entry.hash,
                _chain("", fields),
            )
        ):
            yield f"{entry.id}"
        before, last = entry.hash, entry.id
    kept, its_hash = _end(database)
    if its_hash != before:
        yield f"{last + 1 if kept > last else last}"


def lost(what: str, database: Any = None) -> set[Any]:
    """What rescues have named as lost: "entries" that cannot follow, or "receipts" by their codes."""
    its = JournalEntry
    query = its.select(its.detail).where(its.action == RESCUED).tuples()
    return {one for (detail,) in query.iterator(database) for one in json.loads(detail).get(what, ())}


def _redacted(database: Any) -> dict[int, tuple[str, str]]:
    """The entries that were redacted: the hash each keeps, and that of what is left of it, as said last."""
    its = JournalEntry
    query = its.select(its.detail).where(its.action.in_(REDACTING)).order_by(its.id)
    return {
        number: (kept, left)
        for (detail,) in query.tuples().iterator(database)
        for number, kept, left in json.loads(detail).get("redacted", ())
    }


def _end(database: Any = None) -> tuple[int, str]:
    """Number and hash of the newest entry, as the anchor remembers it; from the entries where there is none yet."""
    anchor = Setting.select().where(Setting.name == _ANCHOR).first(database)
    if anchor is not None:
        number, its_hash = json.loads(anchor.value)
        return number, its_hash
    newest = JournalEntry.select().order_by(JournalEntry.id.desc()).first(database)
    return (newest.id, newest.hash) if newest else (0, _START)


def _chain(before: str, fields: dict[str, Any]) -> str:
    text = json.dumps([before, *(str(fields[name]) for name in sorted(fields))], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
