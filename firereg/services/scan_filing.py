"""A matched pile of scanned receipts is put in: numbers typed where no code was read, then all pages in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from firereg.domain.roles import Right
from firereg.errors import BadInputError, ConflictError
from firereg.i18n import _
from firereg.services import handover_list, scans
from firereg.services.registry import Registry
from firereg.services.scan_matching import KEPT, Match, PageMatch, Progress, cancelled_words, signed_words
from firereg.services.scans import SignedPage


class Existing(StrEnum):
    """What becomes of a page whose receipt has a signed paper already."""

    SKIP = "skip"
    ADD = "add"
    REPLACE = "replace"


@dataclass(frozen=True)
class Saved:
    """What was kept: the ids of the pages, how many receipts they are of, and the places of the pages in the pile."""

    ids: tuple[int, ...]
    receipts: int
    places: frozenset[int]


def assign(registry: Registry, page: PageMatch, number: str) -> PageMatch:
    """The page with the receipt that somebody typed for it.

    BadInputError for a number that is not there, ConflictError for one that is cancelled.
    """
    row = handover_list.by_number(number, registry.today())
    if row.voided:
        raise ConflictError(cancelled_words(row.code))
    again = row.id in scans.signed_among([row.id])
    return replace(
        page,
        match=Match.AGAIN if again else Match.BY_HAND,
        receipt=row.code,
        handover_id=row.id,
        head_name=row.head_name,
        sheet=0,
        sentence=signed_words(row.code) if again else "",
    )


def ready(pages: Sequence[PageMatch], existing: Existing = Existing.SKIP) -> list[PageMatch]:
    """Those of the pages that `save` would keep."""
    found = [one for one in pages if one.match in KEPT and one.handover_id is not None]
    return [one for one in found if existing is not Existing.SKIP or one.match is not Match.AGAIN]


def save(
    registry: Registry,
    pages: Sequence[PageMatch],
    existing: Existing = Existing.SKIP,
    progress: Progress | None = None,
) -> Saved:
    """Keep the pages that have a receipt, all or none; those of the others stay for the caller to tell of.

    BadInputError where a file is gone or nothing can be kept, ConflictError where a receipt was cancelled meanwhile.
    """
    registry.require(Right.RECORD)
    wanted = ready(pages, existing)
    if not wanted:
        raise BadInputError(
            _("There is no page to save: none of them has a receipt that waits for it."), "file"
        )
    handovers = {one.handover_id for one in wanted if one.handover_id is not None}
    taken = list(_taken(wanted, progress or (lambda _done, _total: None)))
    replaced = {one.handover_id for one in wanted if one.match is Match.AGAIN and one.handover_id is not None}
    with registry.transaction():
        for row in handover_list.by_ids(sorted(handovers)):
            if row.voided:
                raise ConflictError(cancelled_words(row.code))
        ids = scans.keep(registry, taken, replacing=replaced if existing is Existing.REPLACE else ())
    return Saved(tuple(ids), len(handovers), frozenset(one.id for one in wanted))


def _taken(pages: Sequence[PageMatch], progress: Progress) -> Iterator[SignedPage]:
    """The pages as they are kept: receipt by receipt, each in the order of its pages."""
    from firereg.exchange import scans as reading

    cut: dict[int, tuple[bytes, str]] = {}
    for path in dict.fromkeys(one.path for one in pages):
        with reading.opened(path) as scan:
            for one in pages:
                if one.path == path:
                    progress(len(cut), len(pages))
                    cut[one.id] = scan.kept(one.page, one.turned)
    for one in sorted(pages, key=lambda one: (one.receipt, one.sheet, one.id)):
        assert one.handover_id is not None
        yield SignedPage(one.handover_id, *cut[one.id], str(one.sheet or ""))
