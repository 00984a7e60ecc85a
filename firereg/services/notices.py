"""What was told to the Zalo groups: the words, the day, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import JOIN, fn

from firereg.domain.notice_text import TEMPLATES, NoticeText
from firereg.domain.text import excerpt
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.history import recording
from firereg.services.inputs import not_future, paragraphs
from firereg.services.registry import Registry
from firereg.store.models import Notice, User, ZaloGroup
from firereg.store.paging import page

MOST_LETTERS = 2_000
"""What one message takes; Zalo cuts longer ones."""
_OFFERED = 8


@dataclass(frozen=True)
class NoticeDraft:
    """A notice as it is typed: to these Zalo groups, or to all of the programme (of the ward) where none is named."""

    day: date
    text: str
    zalo_ids: tuple[int, ...] = ()
    programme_id: int | None = None


@dataclass(frozen=True)
class NoticeRow:
    """A notice as it was sent to one Zalo group; `zalo_id` is None and the name "" where it went to all of them."""

    id: int
    day: date
    text: str
    zalo_id: int | None
    zalo_name: str
    programme_id: int | None
    recorded_by: str


def keep(registry: Registry, draft: NoticeDraft) -> list[int]:
    """Keep that a notice was sent; the ids of its rows, one for each Zalo group that is named."""
    text = paragraphs(draft.text, "text", _("Write what the notice says."), limit=MOST_LETTERS)
    not_future(draft.day, registry.today())
    with recording(registry, "notice.keep", gist(text), day=draft.day) as change:
        _refuse_closed(draft.zalo_ids)
        change.detail["zalo_groups"] = len(draft.zalo_ids) or _("all")
        return [
            change.insert(
                Notice,
                programme=draft.programme_id,
                zalo_group=zalo_id,
                day=draft.day,
                text=text,
                recorded_at=registry.now(),
                recorded_by=registry.user_id,
            )
            for zalo_id in dict.fromkeys(draft.zalo_ids) or (None,)
        ]


def remove(registry: Registry, notice_id: int) -> None:
    """Take out a notice that was entered by mistake."""
    with recording(registry, "notice.remove") as change:
        row = Notice.get_by_id(notice_id)
        change.subject, change.detail = gist(row.text), {"day": row.day}
        change.delete(Notice, notice_id)


def notices(
    *,
    programme_id: int | None = None,
    zalo_id: int | None = None,
    after: tuple | None = None,
) -> list[NoticeRow]:
    """One screenful of notices, the newest first; of a Zalo group with those that went to all."""
    its = Notice
    query = (
        its.select(
            *(its.id, its.day, its.text, its.zalo_group.alias("zalo_id")),
            *(fn.COALESCE(ZaloGroup.name, "").alias("zalo_name"), its.programme.alias("programme_id")),
            User.full_name.alias("recorded_by"),
        )
        .join(User)
        .join_from(its, ZaloGroup, JOIN.LEFT_OUTER)
    )
    if programme_id is not None:
        query = query.where(its.programme == programme_id)
    if zalo_id is not None:
        own = ZaloGroup.get_by_id(zalo_id).programme_id
        to_all = its.zalo_group.is_null() & (its.programme.is_null() | (its.programme == own))
        query = query.where((its.zalo_group == zalo_id) | to_all)
    return [
        NoticeRow(**row._asdict())
        for row in page(query.namedtuples(), (its.day, its.id), after, descending=True)
    ]


def notice_key(row: NoticeRow) -> tuple:
    """Where the page of notices after `row` begins."""
    return (row.day, row.id)


def told(first: date, last: date, programme_id: int | None = None) -> list[tuple[date, str, list[int]]]:
    """Each notice of these days once: day, words, and the ids of the Zalo groups it named, none for all of them."""
    its = Notice
    query = its.select(its.day, its.text, its.zalo_group).where(its.day.between(first, last))
    if programme_id is not None:
        query = query.where(its.programme == programme_id)
    found: dict[tuple[date, str], list[int]] = {}
    for day, text, zalo_id in query.order_by(its.day, its.id).tuples():
        found.setdefault((day, text), []).extend([zalo_id] if zalo_id is not None else [])
    return [(day, text, zalo_ids) for (day, text), zalo_ids in found.items()]


def gist(text: str) -> str:
    """The first line of a notice that says something: a salutation ends with a comma."""
    lines = [part for part in text.splitlines() if part.strip()]
    return excerpt(next((part for part in lines if not part.rstrip().endswith(",")), lines[0]), 80)


def texts_to_begin_with() -> list[NoticeText]:
    """The last notices, the newest first, then what a ward tells every year: to be changed and sent again."""
    its = Notice
    last = its.select(its.text, fn.MAX(its.day)).group_by(its.text).order_by(fn.MAX(its.day).desc(), its.text)
    return [*(NoticeText("", text) for text, _day in last.limit(_OFFERED).tuples()), *TEMPLATES]


def last_told() -> dict[int, date]:
    """When each Zalo group was told something by itself, by its id; one that never was is not in it."""
    its = Notice
    query = its.select(its.zalo_group, fn.MAX(its.day)).where(its.zalo_group.is_null(False))
    return dict(query.group_by(its.zalo_group).tuples())


def _refuse_closed(zalo_ids: Sequence[int]) -> None:
    closed = ZaloGroup.select().where(ZaloGroup.id.in_(list(zalo_ids)), ZaloGroup.closed_on.is_null(False))
    if (one := closed.first()) is not None:
        raise BadInputError(_("“{name}” was closed. Leave it out.").format(name=one.name), "zalo_ids")
