"""The signed pledge of a programme: its scan, kept encrypted page by page."""

from collections.abc import Sequence
from pathlib import Path

from firereg.domain.roles import Right
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import journal, photos
from firereg.services.registry import Registry
from firereg.services.scans import refuse_too_many
from firereg.store import attachments
from firereg.store import models as t


def pages_of(programme_id: int) -> list[int]:
    """The ids of the pages, in their order; none where the pledge has not come back."""
    its = t.Attachment
    query = its.select(its.id).where(its.programme == programme_id).order_by(its.id)
    return [page_id for (page_id,) in query.tuples()]


def attach(registry: Registry, programme_id: int, paths: Sequence[Path]) -> list[int]:
    """Keep every page of these files with a programme, all or none; the ids. Backs without anything are left out.

    BadInputError for a file that cannot be read or has nothing on it. The files stay where they are.
    """
    from firereg.exchange import scans as reading  # brings PDFium and the code reader

    registry.require(Right.RECORD)
    refuse_too_many(sum(reading.page_count(path) for path in paths))
    pages: list[tuple[bytes, str]] = []
    for path in paths:
        with reading.opened(path) as scan:
            for number in range(1, scan.pages + 1):
                seen = reading.look(scan, number)
                if not seen.blank:
                    pages.append(scan.kept(number, seen.turned))
    if not pages:
        raise BadInputError(_("There is nothing on these pages. Scan the side that was signed."), "file")
    return keep(registry, programme_id, pages)


def keep(registry: Registry, programme_id: int, pages: Sequence[tuple[bytes, str]]) -> list[int]:
    """Keep pages, each its bytes and media type, with a programme, all or none; their ids."""
    folder, written = photos.folder(registry), []
    try:
        with registry.transaction():
            name = t.Programme.get_by_id(programme_id).name
            made = []
            for data, media_type in pages:
                written.append(attachments.new_name())
                attachments.write(folder, written[-1], data)
                row = t.Attachment.create(
                    file=written[-1],
                    media_type=media_type,
                    size=len(data),
                    added_at=registry.now(),
                    added_by=registry.user_id,
                    programme=programme_id,
                )
                made.append(row.id)
            journal.append(registry, "pledge.add", name, pages=len(pages))
    except BaseException:
        for one in written:
            attachments.remove(folder, one)
        raise
    return made


def remove(registry: Registry, programme_id: int) -> list[tuple[bytes, str]]:
    """Take the signed pledge out; what `keep` puts back. Not inside another transaction: files do not come back."""
    its, folder = t.Attachment, photos.folder(registry)
    with registry.transaction():
        rows = list(its.select().where(its.programme == programme_id).order_by(its.id))
        taken = [(attachments.read(folder, row.file), row.media_type) for row in rows]
        if rows:
            name = t.Programme.get_by_id(programme_id).name
            journal.append(registry, "pledge.remove", name, pages=len(rows))
        its.delete().where(its.programme == programme_id).execute()
    for row in rows:
        attachments.remove(folder, row.file)
    return taken


def as_pdf(registry: Registry, programme_id: int) -> bytes:
    """The signed pledge as one PDF; RegistryError where a page is missing or damaged."""
    from firereg.exchange.scans import joined

    registry.require(Right.LOOK)
    its = t.Attachment
    rows = its.select().where(its.programme == programme_id).order_by(its.id)
    return joined([(attachments.read(photos.folder(registry), row.file), row.media_type) for row in rows])
