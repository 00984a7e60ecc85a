"""The signed papers: the scan of a receipt that came back, kept encrypted page by page with its handover."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from firereg.domain.numbering import read_receipt_sign
from firereg.domain.roles import Right
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import journal, photos
from firereg.services.registry import Registry
from firereg.store import attachments
from firereg.store import models as t

MOST_PAGES = 500
"""Of one pile: its pages are held in memory until all of them are there."""


@dataclass(frozen=True)
class ScanRow:
    """One page of a signed paper; `size` is in bytes, `added_at` in UTC, `sheet` is the page of the receipt or ""."""

    id: int
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    sheet: str


@dataclass(frozen=True)
class SignedPage:
    """A page to be kept with a handover; `sheet` is the page of the receipt, "" where nobody knows."""

    handover_id: int
    data: bytes
    media_type: str
    sheet: str = ""


def of_handover(handover_id: int) -> list[ScanRow]:
    """The pages of the signed paper, in their order; none where it has not come back."""
    its = t.Attachment
    query = its.select(its, t.User).join(t.User).where(its.handover == handover_id).order_by(its.id)
    return [
        ScanRow(row.id, row.media_type, row.size, row.added_at, row.added_by.full_name, row.title)
        for row in query
    ]


def signed_among(handover_ids: Iterable[int]) -> set[int]:
    """Those of these handovers whose signed paper has come back."""
    its = t.Attachment
    query = its.select(its.handover).where(its.handover.in_(list(handover_ids))).distinct()
    return {handover_id for (handover_id,) in query.tuples()}


def attach(
    registry: Registry,
    handover_id: int,
    paths: Sequence[Path],
    progress: Callable[[int, int], object] | None = None,
) -> list[int]:
    """Keep every page of these files with a handover, all or none; the ids. Backs without anything are left out.

    BadInputError for a file that cannot be read, one without a page, or a page that is of another receipt. The files
    stay where they are.
    """
    from firereg.exchange import scans as reading  # brings PDFium and the code reader

    registry.require(Right.RECORD)
    code = t.Handover.get_by_id(handover_id).code
    total = sum(reading.page_count(path) for path in paths)
    refuse_too_many(total)
    pages: list[SignedPage] = []
    for path in paths:
        with reading.opened(path) as scan:
            for number in range(1, scan.pages + 1):
                if progress:
                    progress(len(pages), total)
                seen = reading.look(scan, number)
                if seen.blank:
                    continue
                signs = [sign for text in seen.codes if (sign := read_receipt_sign(text))]
                for sign in signs:
                    if sign.code != code:
                        raise BadInputError(
                            _(
                                "Page {page} of {name} is of receipt {other}, not of {code}. “Match scans” finds the "
                                "receipt of each page."
                            ).format(page=number, name=path.name, other=sign.code, code=code),
                            "file",
                        )
                sheet = str(signs[0].page or "") if signs else ""
                pages.append(SignedPage(handover_id, *scan.kept(number, seen.turned), sheet))
    if not pages:
        raise BadInputError(_("There is nothing on these pages. Scan the side that was signed."), "file")
    return keep(registry, pages)


def keep(registry: Registry, pages: Sequence[SignedPage], *, replacing: Iterable[int] = ()) -> list[int]:
    """Keep these pages, all or none; their ids. What was kept before with the handovers `replacing` goes for good."""
    written: list[str] = []
    old: list[str] = []
    made: list[int] = []
    try:
        with registry.transaction():
            for row in t.Attachment.select().where(t.Attachment.handover.in_(list(replacing))):
                old.append(row.file)
                row.delete_instance()
            for page in pages:
                name = attachments.new_name()
                written.append(name)
                attachments.write(photos.folder(registry), name, page.data)
                made.append(
                    t.Attachment.create(
                        file=name,
                        media_type=page.media_type,
                        size=len(page.data),
                        added_at=registry.now(),
                        added_by=registry.user_id,
                        handover=page.handover_id,
                        title=page.sheet,
                    ).id
                )
            codes = _codes(page.handover_id for page in pages)
            journal.append(
                registry, "scan.add", _subject(codes), codes=codes, pages=len(pages), replaced=len(old)
            )
    except BaseException:
        _take_away(registry, written)
        raise
    _take_away(registry, old)
    return made


def remove(registry: Registry, ids: Iterable[int]) -> list[SignedPage]:
    """Take pages out; what `keep` puts back. Not inside another transaction: the files would not come back with it."""
    with registry.transaction():
        rows = list(
            t.Attachment.select().where(t.Attachment.id.in_(list(ids)), t.Attachment.handover.is_null(False))
        )
        taken = [
            SignedPage(
                row.handover_id,
                attachments.read(photos.folder(registry), row.file),
                row.media_type,
                row.title,
            )
            for row in rows
        ]
        codes = _codes(page.handover_id for page in taken)
        if taken:
            journal.append(registry, "scan.remove", _subject(codes), codes=codes, pages=len(taken))
        t.Attachment.delete().where(t.Attachment.id.in_([row.id for row in rows])).execute()
    _take_away(registry, [row.file for row in rows])
    return taken


def as_pdf(registry: Registry, handover_id: int) -> bytes:
    """The signed paper as one PDF. It shows a person's numbers and signature: NotAllowedError for who may not see them.

    RegistryError where a page is missing or damaged.
    """
    from firereg.exchange.scans import joined

    registry.require(Right.RECORD)
    its = t.Attachment
    rows = list(its.select().where(its.handover == handover_id).order_by(its.id))
    return joined([(attachments.read(photos.folder(registry), row.file), row.media_type) for row in rows])


def note_shown(registry: Registry, handover_id: int) -> None:
    """Put into the journal that a signed paper was looked at."""
    with registry.transaction():
        journal.append(registry, "scan.show", t.Handover.get_by_id(handover_id).code)


def refuse_too_many(pages: int) -> None:
    """BadInputError for a pile of more pages than MOST_PAGES."""
    if pages > MOST_PAGES:
        raise BadInputError(
            _("This pile has {n} pages, more than {most} at once. Take a part of it.").format(
                n=pages, most=MOST_PAGES
            ),
            "file",
        )


def day_of(rows: Sequence[ScanRow]) -> date:
    """The day when the newest of these pages was put in."""
    return max(row.added_at for row in rows).date()


def _codes(handover_ids: Iterable[int]) -> list[str]:
    its = t.Handover
    return [
        code
        for (code,) in its.select(its.code).where(its.id.in_(set(handover_ids))).order_by(its.code).tuples()
    ]


def _subject(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else f"{codes[0]} – {codes[-1]} ({len(codes)})"


def _take_away(registry: Registry, names: Iterable[str]) -> None:
    for name in names:
        attachments.remove(photos.folder(registry), name)
