"""Photos of an extinguisher, or of what an inspection found: kept encrypted, shown, taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from peewee import JOIN

from firereg.domain.roles import Right
from firereg.errors import RegistryError
from firereg.services import inspections, journal
from firereg.services.inspections import InspectionDraft
from firereg.services.registry import Registry
from firereg.store import attachments
from firereg.store import models as t


@dataclass(frozen=True)
class AttachmentRow:
    """A kept file: of an extinguisher, and of one of its inspections where `inspection_id` says so.

    `inspected_on` is the day of that inspection; `size` is in bytes, `added_at` in UTC.
    """

    id: int
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    extinguisher_id: int
    inspection_id: int | None
    inspected_on: date | None


def add(
    registry: Registry, path: Path, *, extinguisher_id: int | None = None, inspection_id: int | None = None
) -> int:
    """Keep the photo in a file with an extinguisher or with an inspection; its id.

    BadInputError for what is no photo. The file itself stays where it is.
    """
    from firereg.exchange.photos import MEDIA_TYPE, read_photo  # brings the imaging library

    return keep(
        registry,
        read_photo(path),
        MEDIA_TYPE,
        extinguisher_id=extinguisher_id,
        inspection_id=inspection_id,
    )


def keep(
    registry: Registry,
    data: bytes,
    media_type: str,
    *,
    extinguisher_id: int | None = None,
    inspection_id: int | None = None,
) -> int:
    """Keep bytes of any media type with an extinguisher or with an inspection; the id."""
    if (extinguisher_id is None) == (inspection_id is None):
        raise ValueError("one of the two")
    name = attachments.new_name()
    try:
        with registry.transaction():
            attachments.write(folder(registry), name, data)
            row = t.Attachment.create(
                file=name,
                media_type=media_type,
                size=len(data),
                added_at=registry.now(),
                added_by=registry.user_id,
                extinguisher=extinguisher_id,
                inspection=inspection_id,
            )
            journal.append(registry, "photo.add", _serial(row), bytes=len(data), inspection=inspection_id)
    except BaseException:
        attachments.remove(folder(registry), name)
        raise
    return row.id


def keep_with_inspection(registry: Registry, draft: InspectionDraft, paths: Sequence[Path]) -> int:
    """Keep an inspection with its photos, all or nothing; its id. BadInputError also for what is no photo."""
    from firereg.exchange.photos import MEDIA_TYPE, read_photo

    read = [read_photo(path) for path in paths]
    with registry.transaction():
        inspection_id = inspections.keep_inspection(registry, draft)
        for data in read:
            keep(registry, data, MEDIA_TYPE, inspection_id=inspection_id)
    return inspection_id


def of_extinguisher(extinguisher_id: int) -> list[AttachmentRow]:
    """What is kept with an extinguisher and its inspections, the newest first."""
    return _rows(
        (t.Attachment.extinguisher == extinguisher_id) | (t.Inspection.extinguisher == extinguisher_id)
    )


def of_inspection(inspection_id: int) -> list[AttachmentRow]:
    """What is kept with an inspection, the newest first."""
    return _rows(t.Attachment.inspection == inspection_id)


def content(registry: Registry, attachment_id: int) -> bytes:
    """The bytes of a kept file, a JPEG for a photo; RegistryError where it is missing or damaged."""
    return attachments.read(folder(registry), t.Attachment.get_by_id(attachment_id).file)


def remove(registry: Registry, attachment_id: int) -> None:
    """Take a photo out for good; only the journal tells of it.

    Not inside another transaction: its file would not come back with the row.
    """
    with registry.transaction():
        row = t.Attachment.get_by_id(attachment_id)
        journal.append(registry, "photo.remove", _serial(row), added_at=row.added_at, bytes=row.size)
        row.delete_instance()
    attachments.remove(folder(registry), row.file)


def sweep(registry: Registry) -> None:
    """Take away the photos without a row: a save was broken off, or their file was in use when they were removed."""
    if not _without_row(registry):
        return
    with registry.transaction(Right.LOOK):  # nobody is between the file and its row now
        for name in _without_row(registry):
            if attachments.is_ours(name):
                attachments.remove(folder(registry), name)


def problems(registry: Registry) -> Iterator[str]:
    """Files that are missing, damaged or belong to nothing: photos, signed papers and what belongs to a programme."""
    for row in t.Attachment.select().order_by(t.Attachment.id):
        try:
            content(registry, row.id)
        except t.Attachment.DoesNotExist:  # taken out meanwhile
            continue
        except RegistryError:
            yield f"{_owner(row)} {row.file}"
    yield from _without_row(registry)


def folder(registry: Registry) -> Path:
    """Where the files lie."""
    return registry.folder / "attachments"


def _without_row(registry: Registry) -> list[str]:
    there = list(attachments.names(folder(registry)))  # before the rows: one that comes now has its own
    kept = {name for (name,) in t.Attachment.select(t.Attachment.file).tuples()}
    return [name for name in there if name not in kept]


def _owner(row: t.Attachment) -> str:
    """What a file belongs to, by the name a clerk knows."""
    if row.handover_id:
        return row.handover.code
    return row.programme.name if row.programme_id else _serial(row)


def _serial(row: t.Attachment) -> str:
    return (row.extinguisher or row.inspection.extinguisher).serial


def _rows(which) -> list[AttachmentRow]:
    its = t.Attachment
    query = (
        its.select(its, t.Inspection, t.User)
        .join(t.User)
        .join_from(its, t.Inspection, JOIN.LEFT_OUTER)
        .where(which)
        .order_by(its.id.desc())
    )
    return [
        AttachmentRow(
            row.id,
            row.media_type,
            row.size,
            row.added_at,
            row.added_by.full_name,
            row.extinguisher_id or row.inspection.extinguisher_id,
            row.inspection_id,
            row.inspection.day if row.inspection_id else None,
        )
        for row in query
    ]
