"""A pile of scanned receipts: which page is of which receipt, by the QR on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from firereg.domain.numbering import ReceiptSign, read_receipt_sign
from firereg.domain.roles import Right
from firereg.domain.text import excerpt
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import handover_list, receipts, scans
from firereg.services.handover_list import HandoverRow
from firereg.services.registry import Registry
from firereg.store import models as t

Progress = Callable[[int, int], object]


class Match(StrEnum):
    """What is known of a page; the first four have a receipt and can be kept."""

    FOUND = "found"
    BY_HAND = "by_hand"  # somebody typed the number
    LIKELY = "likely"  # has no code, but lies where a page of the receipt is missing
    AGAIN = "again"  # of a receipt whose signed paper is there already
    TWICE = "twice"  # the same page lies in the pile before
    NO_CODE = "no_code"
    SEVERAL = "several"
    OTHER_CODE = "other_code"
    OTHER_REGISTRY = "other_registry"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    UNREADABLE = "unreadable"  # a whole file
    BLANK = "blank"


KEPT = frozenset({Match.FOUND, Match.BY_HAND, Match.LIKELY, Match.AGAIN})


@dataclass(frozen=True)
class PageMatch:
    """A page of the pile; `id` is its place there, `page` counts from 1 and is 0 for a file that cannot be read.

    `receipt` is the code that was read or typed, `sheet` which page of it this is (0: not said), `turned` how far it
    must be turned to stand upright. `sentence` says what is wrong, "" where nothing is.
    """

    id: int
    path: Path
    page: int
    match: Match
    receipt: str = ""
    handover_id: int | None = None
    head_name: str = ""
    sheet: int = 0
    turned: int = 0
    sentence: str = ""


def match_label(match: Match) -> str:
    """What is known of a page, in a few words."""
    return {
        Match.FOUND: _("Matched"),
        Match.BY_HAND: _("Matched by hand"),
        Match.LIKELY: _("Likely"),
        Match.AGAIN: _("Has one already"),
        Match.TWICE: _("Twice in the pile"),
        Match.NO_CODE: _("No QR"),
        Match.SEVERAL: _("Two receipts"),
        Match.OTHER_CODE: _("No receipt"),
        Match.OTHER_REGISTRY: _("Another registry"),
        Match.UNKNOWN: _("Unknown receipt"),
        Match.CANCELLED: _("Cancelled"),
        Match.UNREADABLE: _("Cannot be read"),
        Match.BLANK: _("Blank"),
    }[match]


def files_in(folder: Path) -> list[Path]:
    """The files of a folder that can be scans, by name; not those of folders in it. BadInputError where it is gone."""
    from firereg.exchange.scans import ENDINGS

    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file()]
    except OSError as error:
        raise BadInputError(
            _("The folder {folder} cannot be read. Check that it is there, or choose another one.").format(
                folder=folder
            ),
            "file",
        ) from error
    if not found:
        raise BadInputError(
            _("There is no PDF and no picture in {folder}. Choose the folder the scanner saves into.").format(
                folder=folder
            ),
            "file",
        )
    return sorted(found, key=lambda path: path.name.casefold())


def match(registry: Registry, paths: Sequence[Path], progress: Progress | None = None) -> list[PageMatch]:
    """Each page of the files with the receipt it is of; nothing is written.

    A file that cannot be read is one row that says why. `progress` is told the pages done and all pages; what it
    raises stops the work. BadInputError for a pile that is too large.
    """
    registry.require(Right.RECORD)
    pages = _read(list(dict.fromkeys(paths)), progress)
    return _with_what_is_missing(registry, _not_twice(_with_neighbours(registry, pages)))


def _read(paths: Sequence[Path], progress: Progress | None) -> list[PageMatch]:
    from firereg.exchange import scans as reading  # brings PDFium and the code reader

    counts, found = {}, []
    for path in paths:
        try:
            counts[path] = reading.page_count(path)
        except BadInputError as problem:
            found.append(PageMatch(0, path, 0, Match.UNREADABLE, sentence=str(problem)))
    total, done = sum(counts.values()), 0
    scans.refuse_too_many(total)
    mark = receipts.registry_mark()

    def tick() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    for path in counts:
        try:
            seen = reading.look_through(path, tick)
        except BadInputError as problem:  # it is damaged further on
            found.append(PageMatch(0, path, 0, Match.UNREADABLE, sentence=str(problem)))
            continue
        for number, page in enumerate(seen, start=1):
            bare = PageMatch(0, path, number, Match.BLANK, turned=page.turned)
            found.append(bare if page.blank else _by_codes(bare, page.codes, mark))
    order = {path: place for place, path in enumerate(paths)}
    found.sort(key=lambda one: (order[one.path], one.page))
    return _with_receipts(found)


def _by_codes(page: PageMatch, codes: Sequence[str], mark: str) -> PageMatch:
    """What the codes on a page say, before the registry is asked."""
    if not codes:
        return replace(
            page, match=Match.NO_CODE, sentence=_("No QR was found. Type the number of the receipt.")
        )
    signs = [sign for text in codes if (sign := read_receipt_sign(text))]
    if not signs:
        return replace(
            page,
            match=Match.OTHER_CODE,
            sentence=_("The QR says “{code}”: that is no receipt.").format(code=excerpt(codes[0])),
        )
    if len({sign.code for sign in signs}) > 1:
        several = ", ".join(dict.fromkeys(sign.code for sign in signs))
        return replace(
            page,
            match=Match.SEVERAL,
            sentence=_("Two receipts lie on this page ({codes}). Scan them one by one.").format(
                codes=several
            ),
        )
    return _by_sign(page, signs[0], mark)


def _by_sign(page: PageMatch, sign: ReceiptSign, mark: str) -> PageMatch:
    page = replace(page, receipt=sign.code, sheet=sign.page)
    if sign.registry and sign.registry != mark:
        return replace(
            page,
            match=Match.OTHER_REGISTRY,
            sentence=_("Receipt {code} was issued by another registry, not by this one.").format(
                code=sign.code
            ),
        )
    return replace(page, match=Match.FOUND)


def _with_receipts(pages: Sequence[PageMatch]) -> list[PageMatch]:
    """Each page that names a receipt with that receipt, or with why it cannot be kept there."""
    its = t.Handover
    codes = {one.receipt for one in pages if one.match is Match.FOUND}
    ids = [row_id for (row_id,) in its.select(its.id).where(its.code.in_(codes)).tuples()]
    known = {row.code: row for row in handover_list.by_ids(ids)}
    signed = scans.signed_among(row.id for row in known.values())
    told = (_told(one, known.get(one.receipt), signed) if one.match is Match.FOUND else one for one in pages)
    return [replace(one, id=place) for place, one in enumerate(told)]


def _told(page: PageMatch, row: HandoverRow | None, signed: set[int]) -> PageMatch:
    if row is None:
        return replace(
            page,
            match=Match.UNKNOWN,
            sentence=_("The registry has no receipt {code}.").format(code=page.receipt),
        )
    page = replace(page, head_name=row.head_name, handover_id=row.id)
    if row.voided:
        return replace(page, match=Match.CANCELLED, sentence=cancelled_words(row.code))
    if row.id in signed:
        return replace(page, match=Match.AGAIN, sentence=signed_words(row.code))
    return page


def _with_neighbours(registry: Registry, pages: list[PageMatch]) -> list[PageMatch]:
    """Papers printed before every page had its code have it on the last one: the pages before it are likely theirs."""
    told = list(pages)
    for place, last in enumerate(pages):
        if last.match not in KEPT or last.sheet or last.handover_id is None:
            continue
        before = _without_code(pages, place)
        if not before:
            continue
        missing = _printed_pages(registry, last.handover_id) - 1
        for back, page in enumerate(before[: max(missing, 0)]):
            told[page.id] = replace(
                page,
                match=Match.LIKELY if last.match is Match.FOUND else last.match,
                receipt=last.receipt,
                handover_id=last.handover_id,
                head_name=last.head_name,
                sheet=missing - back,
                turned=last.turned,
                sentence=_("Likely page {page} of {code}, which comes next. Look at the picture.").format(
                    page=missing - back, code=last.receipt
                ),
            )
    return told


def _without_code(pages: Sequence[PageMatch], place: int) -> list[PageMatch]:
    """The pages of the same file right before this one that have no code, the nearest first."""
    found: list[PageMatch] = []
    for page in reversed(pages[:place]):
        if page.path != pages[place].path or page.match not in (Match.NO_CODE, Match.BLANK):
            break
        if page.match is Match.NO_CODE:
            found.append(page)
    return found


def _printed_pages(registry: Registry, handover_id: int) -> int:
    from firereg.documents.receipt import receipt_pdf
    from firereg.exchange.scans import pages_of

    return pages_of(receipt_pdf(receipts.issued(registry, [handover_id])))


def _not_twice(pages: Iterable[PageMatch]) -> list[PageMatch]:
    """The first scan of a page counts; another one in the pile is named."""
    seen: dict[tuple[str, int], PageMatch] = {}
    told = []
    for page in pages:
        first = seen.setdefault((page.receipt, page.sheet), page) if page.match in KEPT else page
        words = _("This page of {code} is in the pile before: {name}, page {page}.").format(
            code=page.receipt, name=first.path.name, page=first.page
        )
        told.append(page if first is page else replace(page, match=Match.TWICE, sentence=words))
    return told


def _with_what_is_missing(registry: Registry, pages: list[PageMatch]) -> list[PageMatch]:
    """A paper of several pages of which not all lie in the pile says so."""
    there: dict[int, set[int]] = {}
    for page in pages:
        if page.match is Match.FOUND and page.handover_id is not None and page.sheet:
            there.setdefault(page.handover_id, set()).add(page.sheet)
    words = {}
    for handover_id, sheets in there.items():
        missing = sorted(set(range(1, _printed_pages(registry, handover_id) + 1)) - sheets)
        if missing:
            words[handover_id] = _("Not in the pile: page {pages} of this receipt.").format(
                pages=", ".join(map(str, missing))
            )
    return [
        replace(page, sentence=words.get(page.handover_id or 0, "")) if page.match is Match.FOUND else page
        for page in pages
    ]


def cancelled_words(code: str) -> str:
    """The sentence for a page of a receipt that was cancelled."""
    return _(
        "Receipt {code} is cancelled; what was signed does not count. Attach it there if it is to be kept."
    ).format(code=code)


def signed_words(code: str) -> str:
    """The sentence for a page of a receipt that has its signed paper."""
    return _("Receipt {code} has its signed paper already.").format(code=code)
