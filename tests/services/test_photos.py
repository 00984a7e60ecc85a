"""Photos are kept encrypted beside the database, with their rows or not at all."""

from datetime import date

import pytest
from PIL import Image

from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.services import equipment, history, inspections, journal, photos
from firereg.services.inspections import InspectionDraft
from firereg.services.opening import open_registry
from firereg.store import models as t
from tests.small_ward import PASSWORD, USER, row_counts

DAY = date(2023, 10, 20)


@pytest.fixture
def photo(tmp_path):
    Image.new("RGB", (300, 200), "red").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def looked(registry):
    return inspections.keep_inspection(registry, InspectionDraft("PC-0001", DAY, False, "vỏ gỉ"))


def test_photos_of_an_extinguisher_and_its_inspections_come_together(registry, photo):
    other = equipment.by_serial("PC-0002").id
    first = photos.add(registry, photo, extinguisher_id=1)
    second = photos.add(registry, photo, inspection_id=looked(registry))
    photos.add(registry, photo, extinguisher_id=other)
    rows = photos.of_extinguisher(1)
    assert [(row.id, row.extinguisher_id, row.inspected_on) for row in rows] == [
        (second, 1, DAY),
        (first, 1, None),
    ]
    assert (rows[0].added_by, rows[0].media_type) == ("Nguyễn Thị Mẫu", "image/jpeg")
    data = photos.content(registry, first)
    assert data.startswith(b"\xff\xd8\xff")
    assert len(data) == rows[1].size
    assert journal.entries()[0].action == "photo.add"


def test_they_are_there_again_after_a_restart_and_unreadable_from_outside(registry, photo):
    kept = photos.add(registry, photo, extinguisher_id=1)
    data = photos.content(registry, kept)
    (file,) = photos.folder(registry).iterdir()
    assert data[100:140] not in file.read_bytes()
    assert "photo" not in file.name
    registry.close()
    again = open_registry(registry.folder, USER, PASSWORD, registry.clock)
    assert photos.content(again, kept) == data
    again.close()


def test_each_file_is_bound_to_its_row(registry, photo):
    one, two = (photos.add(registry, photo, extinguisher_id=1) for _i in range(2))
    first, second = (photos.folder(registry) / t.Attachment.get_by_id(i).file for i in (one, two))
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    with pytest.raises(RegistryError, match="damaged"):
        photos.content(registry, one)
    first.write_bytes(kept)
    assert photos.content(registry, one)
    first.unlink()
    with pytest.raises(RegistryError, match="missing"):
        photos.content(registry, one)


def test_what_is_taken_out_is_gone_but_told(registry, photo):
    kept = photos.add(registry, photo, extinguisher_id=1)
    photos.remove(registry, kept)
    assert photos.of_extinguisher(1) == []
    assert list(photos.folder(registry).iterdir()) == []
    assert (journal.entries()[0].action, journal.entries()[0].subject) == ("photo.remove", "PC-0001")


def test_a_photo_that_cannot_be_kept_leaves_nothing(registry, photo, tmp_path):
    before = row_counts()
    (tmp_path / "text.jpg").write_bytes(b"no photo")
    with pytest.raises(BadInputError):
        photos.add(registry, tmp_path / "text.jpg", extinguisher_id=1)
    with pytest.raises(Exception, match="FOREIGN KEY"):
        photos.add(registry, photo, extinguisher_id=999)
    assert row_counts() == before
    assert list(photos.folder(registry).iterdir()) == []


def test_a_later_paper_may_be_kept_the_same_way(registry):
    kept = photos.keep(registry, b"%PDF-1.7", "application/pdf", extinguisher_id=1)
    assert photos.content(registry, kept) == b"%PDF-1.7"
    assert photos.of_extinguisher(1)[0].media_type == "application/pdf"


def test_an_inspection_with_a_photo_is_not_taken_back(registry, photo):
    look = looked(registry)
    kept = photos.add(registry, photo, inspection_id=look)
    with pytest.raises(ConflictError, match="photos"):
        inspections.take_back(registry, look)
    photos.remove(registry, kept)
    inspections.take_back(registry, look)
    assert t.Inspection.select().count() == t.Fault.select().count() == 0
    history.redo(registry)
    assert t.Inspection.get().fault == t.Fault.get().what == "vỏ gỉ"


def test_what_a_broken_off_save_left_goes_at_the_next_opening_and_nothing_else(registry, photo):
    kept = photos.add(registry, photo, extinguisher_id=1)
    place = photos.folder(registry)
    (its_file,) = (path.name for path in place.iterdir())
    for name in (f"{'a' * 32}.enc", f"{'b' * 32}.enc.part", "ghi chú.txt"):
        (place / name).write_bytes(b"half")
    registry.close()
    again = open_registry(registry.folder, USER, PASSWORD, registry.clock)
    assert {path.name for path in place.iterdir()} == {its_file, "ghi chú.txt"}
    assert photos.content(again, kept)
    again.close()
