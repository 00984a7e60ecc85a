"""Many receipts as files: all in one, or a file for each; whole or not at all, and counted as printed only then."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from firereg.documents.papers import Receipt
from firereg.errors import BadInputError
from firereg.exchange.files import save_file, unfinished
from firereg.i18n import _
from firereg.services.receipts import count_print, issued
from firereg.services.registry import Registry

MOST = 5_000
_CHUNK = 200
Progress = Callable[[int, int], None]


def save_together(
    registry: Registry, handover_ids: Sequence[int], path: Path, progress: Progress | None = None
) -> bytes:
    """What is in the file now: these receipts in their order, each with its entry in the outline.

    `progress(done, total)` is told after each; what it raises stops the work, and then there is no file and nothing
    is counted. BadInputError for too many receipts or none; NotAllowedError as for `issued`.
    """
    from firereg.documents.receipt import receipt_pdf

    _refuse(handover_ids)
    total = len(handover_ids)
    papers = list(_papers(registry, handover_ids))
    pdf = receipt_pdf(papers, (lambda done: progress(done, total)) if progress else None)
    with registry.transaction():
        count_print(registry, handover_ids)
        save_file(path, pdf)
    return pdf


def save_each(
    registry: Registry, handover_ids: Sequence[int], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """The files, each named by its receipt, that are in `folder` now; the folder is made if it is not there.

    All of them or none: they are written beside their place and put there when the last one is drawn. A file that
    is there already is never overwritten: BadInputError names it. Else as `save_together`.
    """
    from firereg.documents.receipt import receipt_pdf

    _refuse(handover_ids)
    _make(folder)
    total = len(handover_ids)
    with unfinished(folder) as aside:
        aside.mkdir()
        names = []
        for done, paper in enumerate(_papers(registry, handover_ids), start=1):
            name = f"{paper.code}.pdf"
            _refuse_taken(folder / name)
            save_file(aside / name, receipt_pdf([paper]))
            names.append(name)
            if progress:
                progress(done, total)
        return _put_in_place(registry, handover_ids, aside, [folder / name for name in names])


def _put_in_place(
    registry: Registry, handover_ids: Sequence[int], aside: Path, places: Sequence[Path]
) -> list[Path]:
    """The files in their places and counted; where one cannot be put there, none is."""
    put: list[Path] = []
    try:
        with registry.transaction():
            count_print(registry, handover_ids)
            for place in places:
                _refuse_taken(place)
                (aside / place.name).rename(place)
                put.append(place)
    except BaseException:
        for place in put:
            place.unlink(missing_ok=True)
        raise
    return put


def _papers(registry: Registry, handover_ids: Sequence[int]) -> Iterator[Receipt]:
    for start in range(0, len(handover_ids), _CHUNK):
        yield from issued(registry, handover_ids[start : start + _CHUNK])


def _refuse(handover_ids: Sequence[int]) -> None:
    if not handover_ids:
        raise BadInputError(_("There are no receipts to save."), "receipts")
    if len(handover_ids) > MOST:
        raise BadInputError(
            _("{n} receipts are too many at once; at most {most} are saved. Choose a round first.").format(
                n=len(handover_ids), most=MOST
            ),
            "receipts",
        )


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    try:
        folder.mkdir()
    except OSError as error:
        raise BadInputError(
            _("The folder {folder} cannot be made. Choose another one.").format(folder=folder), "out"
        ) from error


def _refuse_taken(path: Path) -> None:
    if path.exists():
        raise BadInputError(
            _("{name} is in this folder already; nothing is overwritten. Choose an empty folder.").format(
                name=path.name
            ),
            "out",
        )
