"""The signed papers are kept, shown, taken out and put back; a pile of scans finds its receipts."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from firereg.documents.receipt import receipt_pdf
from firereg.domain.numbering import ReceiptSign
from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.services import (
    anonymising,
    backups,
    find,
    handover_list,
    handovers,
    health,
    journal,
    person_paper,
    personal_data,
    photos,
    receipts,
    restoring,
    scan_filing,
    scan_matching,
    scans,
)
from firereg.services.handover_draft import Gift
from firereg.services.handover_list import HandoverFilter
from firereg.services.opening import open_registry
from firereg.services.scan_filing import Existing
from firereg.services.scan_matching import Match
from firereg.store import models as t
from tests.scan_pictures import as_pdf, locked_pdf, pages, qr_page, sheets
from tests.small_ward import PASSWORD, USER, give

LONG = [Gift(f"Suất quà {n} " + " ".join(["gạo"] * 12), 10_000) for n in range(16)]


@pytest.fixture
def given(registry):
    """Two short receipts and one of two pages."""
    return [
        give(registry, 1, "PC-0001"),
        give(registry, 2, "PC-0002"),
        give(registry, 5, gifts=LONG),
    ]


@pytest.fixture
def pile(registry, given, tmp_path) -> Path:
    """All of it in one file: out of order, upside down, on its side, with the back of a page."""
    first, second, long_1, long_2 = sheets(registry, [row.id for row in given], dpi=150)
    back = first.point(lambda _grey: 255)
    return as_pdf(
        tmp_path / "xấp.pdf",
        [long_2, second.rotate(180), back, first.rotate(90, expand=True), long_1],
        dpi=150,
    )


def told(found):
    return [(one.page, one.match, one.receipt, one.sheet) for one in found]


def test_a_pile_finds_its_receipts_and_is_kept_in_one_go(registry, given, pile):
    steps = []
    found = scan_matching.match(registry, [pile], lambda done, total: steps.append((done, total)))
    assert told(found) == [
        (1, Match.FOUND, "BG-2023-0003", 2),
        (2, Match.FOUND, "BG-2023-0002", 0),
        (3, Match.BLANK, "", 0),
        (4, Match.FOUND, "BG-2023-0001", 0),
        (5, Match.FOUND, "BG-2023-0003", 1),
    ]
    assert [one.head_name for one in found][:2] == ["Nguyễn Văn An", "Nguyễn Văn An"]
    assert steps[-1] == (5, 5)
    assert handover_list.count(HandoverFilter(unsigned=True)) == 3
    saved = scan_filing.save(registry, found)
    assert (len(saved.ids), saved.receipts, saved.places) == (4, 3, frozenset({0, 1, 3, 4}))
    assert handover_list.count(HandoverFilter(unsigned=True)) == 0
    assert [row.sheet for row in scans.of_handover(given[2].id)] == ["1", "2"]
    (kept,) = pages(scans.as_pdf(registry, given[1].id), 150)
    assert kept.height > kept.width
    entry = journal.entries(limit=1)[0]
    assert (entry.action, entry.subject) == ("scan.add", "BG-2023-0001 – BG-2023-0003 (3)")
    assert not health.check(registry)


def test_a_page_that_is_not_in_the_pile_is_named(registry, given, tmp_path):
    short, _first, last = sheets(registry, [given[0].id, given[2].id], dpi=150)
    found = scan_matching.match(registry, [as_pdf(tmp_path / "a.pdf", [last, short], 150)])
    assert [(one.match, one.sentence) for one in found] == [
        (Match.FOUND, "Not in the pile: page 1 of this receipt."),
        (Match.FOUND, ""),
    ]


def test_what_is_kept_stands_upright_in_the_order_of_the_paper(registry, given, pile, tmp_path):
    scan_filing.save(registry, scan_matching.match(registry, [pile]))
    (tmp_path / "back.pdf").write_bytes(scans.as_pdf(registry, given[2].id))
    again = scan_matching.match(registry, [tmp_path / "back.pdf"])
    assert [(one.sheet, one.turned, one.match) for one in again] == [(1, 0, Match.AGAIN), (2, 0, Match.AGAIN)]


def test_what_has_no_receipt_says_why_and_nothing_of_it_is_kept(registry, given, tmp_path):
    mark = receipts.registry_mark()
    handovers.void(registry, given[0].id, "Nhập nhầm")
    names = {
        "a-không mã.bmp": sheets(registry, [1], 150)[0].crop((0, 0, 1200, 800)),
        "b-khác.bmp": qr_page("https://example.org"),
        "c-phường khác.bmp": qr_page("BG-2023-0002.ZZZZ"),
        "d-lạ.bmp": qr_page(f"BG-2023-0099.{mark}"),
        "e-hủy.bmp": qr_page(f"BG-2023-0001.{mark}"),
    }
    for name, image in names.items():
        image.save(tmp_path / name)
    two = qr_page(f"BG-2023-0002.{mark}")
    two.paste(qr_page(f"BG-2023-0003.{mark}").crop((880, 1480, 1240, 1754)), (200, 300))
    two.save(tmp_path / "g-hai.bmp")
    (tmp_path / "h.jpg").write_bytes(b"no picture")
    locked_pdf(tmp_path / "i.pdf")
    (tmp_path / "notes.txt").write_text("no scan")
    found = scan_matching.match(registry, scan_matching.files_in(tmp_path))
    assert [one.match for one in found] == [
        *(Match.NO_CODE, Match.OTHER_CODE, Match.OTHER_REGISTRY, Match.UNKNOWN, Match.CANCELLED),
        *(Match.SEVERAL, Match.UNREADABLE, Match.UNREADABLE),
    ]
    assert [one.page for one in found][-3:] == [1, 0, 0]
    words = [
        *("Type the number", "https://example.org", "another registry", "no receipt BG-2023-0099"),
        *("BG-2023-0001 is cancelled", "BG-2023-0003", "h.jpg", "password"),
    ]
    for one, part in zip(found, words, strict=True):
        assert part in one.sentence
    with pytest.raises(BadInputError, match="no page to save"):
        scan_filing.save(registry, found)
    assert t.Attachment.select().count() == 0


def test_a_typed_number_gives_a_page_its_receipt(registry, given, tmp_path):
    handovers.void(registry, given[0].id, "Nhập nhầm")
    sheets(registry, [2], 150)[0].crop((0, 0, 1200, 800)).save(tmp_path / "a.bmp")
    (page,) = scan_matching.match(registry, [tmp_path / "a.bmp"])
    with pytest.raises(ConflictError, match="cancelled"):
        scan_filing.assign(registry, page, "1/2023")
    with pytest.raises(BadInputError, match="no receipt number 77"):
        scan_filing.assign(registry, page, "77")
    named = scan_filing.assign(registry, page, "2")
    assert (named.match, named.receipt) == (Match.BY_HAND, "BG-2023-0002")
    scan_filing.save(registry, [named])
    assert len(scans.of_handover(given[1].id)) == 1
    assert scan_filing.assign(registry, page, "2").match is Match.AGAIN


def test_a_second_scan_is_left_out_added_or_replaces(registry, given, tmp_path):
    image = sheets(registry, [1], 150)[0]
    path = as_pdf(tmp_path / "a.pdf", [image, image], 150)
    found = scan_matching.match(registry, [path])
    assert [one.match for one in found] == [Match.FOUND, Match.TWICE]
    assert "a.pdf, page 1" in found[1].sentence
    scan_filing.save(registry, found)
    again = scan_matching.match(registry, [path])
    assert [one.match for one in again] == [Match.AGAIN, Match.TWICE]
    with pytest.raises(BadInputError, match="no page to save"):
        scan_filing.save(registry, again)
    scan_filing.save(registry, again, Existing.ADD)
    assert len(scans.of_handover(given[0].id)) == 2
    files = set(photos.folder(registry).iterdir())
    scan_filing.save(registry, again, Existing.REPLACE)
    (left,) = scans.of_handover(given[0].id)
    (file,) = photos.folder(registry).iterdir()
    assert file not in files
    assert left.size < file.stat().st_size


def test_the_page_before_an_old_paper_of_two_pages_is_likely_its_first(registry, given, tmp_path):
    """Papers printed before every page had its code."""
    paper = replace(receipts.issued(registry, [3])[0], registry="")
    first, _last = pages(receipt_pdf([paper]), 150)
    plain = first.copy()
    plain.paste(255, (0, first.height - 120, first.width, first.height))
    old = qr_page(str(ReceiptSign("BG-2023-0003")))
    letter = first.crop((0, 0, 1200, 700))
    path = as_pdf(tmp_path / "a.pdf", [letter, plain, old], 150)
    found = scan_matching.match(registry, [path])
    assert told(found) == [
        (1, Match.NO_CODE, "", 0),
        (2, Match.LIKELY, "BG-2023-0003", 1),
        (3, Match.FOUND, "BG-2023-0003", 0),
    ]
    path = as_pdf(tmp_path / "b.pdf", [letter, qr_page("BG-2023-0001")], 150)
    assert [one.match for one in scan_matching.match(registry, [path])] == [Match.NO_CODE, Match.FOUND]


def test_files_are_attached_to_one_receipt_and_no_other(registry, given, tmp_path):
    path = as_pdf(tmp_path / "a.pdf", [sheets(registry, [2], 150)[0]], 150)
    with pytest.raises(
        BadInputError, match=r"Page 1 of a.pdf is of receipt BG-2023-0002, not of BG-2023-0001"
    ):
        scans.attach(registry, given[0].id, [path])
    ids = scans.attach(registry, given[1].id, [path])
    taken = scans.remove(registry, ids)
    assert scans.of_handover(given[1].id) == []
    assert list(photos.folder(registry).iterdir()) == []
    scans.keep(registry, taken)
    assert len(scans.of_handover(given[1].id)) == 1
    assert [one.action for one in journal.entries(limit=3)] == ["scan.add", "scan.remove", "scan.add"]
    qr_page("x").point(lambda _grey: 255).save(tmp_path / "b.bmp")
    with pytest.raises(BadInputError, match="nothing on these pages"):
        scans.attach(registry, given[1].id, [tmp_path / "b.bmp"])


def test_all_or_nothing(registry, given, pile):
    found = scan_matching.match(registry, [pile])
    before = t.JournalEntry.select().count()
    handovers.void(registry, given[0].id, "Nhập nhầm")
    with pytest.raises(ConflictError, match="BG-2023-0001 is cancelled"):
        scan_filing.save(registry, found)
    pile.unlink()
    with pytest.raises(BadInputError, match=r"xấp.pdf cannot be read"):
        scan_filing.save(registry, found)
    assert t.Attachment.select().count() == 0
    assert not list(photos.folder(registry).glob("*"))
    assert t.JournalEntry.select().count() == before + 1


def test_a_stopped_look_changes_nothing(registry, pile):
    def stop(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan_matching.match(registry, [pile], stop)


def test_a_missing_scan_is_found_by_the_check_under_its_receipt(registry, given, pile):
    scan_filing.save(registry, scan_matching.match(registry, [pile]))
    row = t.Attachment.get(t.Attachment.handover == given[1].id)
    (photos.folder(registry) / row.file).unlink()
    (problem,) = health.check(registry)
    assert (problem.kind, problem.example) == ("attachment", f"BG-2023-0002 {row.file}")
    with pytest.raises(RegistryError, match="missing"):
        scans.as_pdf(registry, given[1].id)


def test_the_code_of_a_paper_scanned_at_the_desk_finds_its_receipt(registry, given):
    sign = ReceiptSign("BG-2023-0003", receipts.registry_mark(), 2)
    assert [one.code for one in find.find(registry, str(sign))] == ["BG-2023-0003"]
    assert handover_list.by_number(str(sign), registry.today()).code == "BG-2023-0003"


def test_a_pile_of_too_many_pages_is_refused(registry, given, pile, monkeypatch):
    monkeypatch.setattr(scans, "MOST_PAGES", 4)
    with pytest.raises(BadInputError, match="5 pages, more than 4"):
        scan_matching.match(registry, [pile])


def test_the_signed_paper_is_told_to_whom_it_is_about_and_goes_with_their_data(
    registry, given, pile, tmp_path
):
    scan_filing.save(registry, scan_matching.match(registry, [pile]))
    file = personal_data.everything_on(registry, household_id=5)
    assert [(one.receipt, one.pages) for one in file.signed] == [("BG-2023-0003", 2)]
    paper = person_paper.compose(registry, file, "Nguyễn Văn An")
    rows = [row for section in paper.sections for row in section.rows]
    assert ("BG-2023-0003", "2", "20/10/2023") in rows
    assert anonymising.preview(registry, 5).photos == 2
    anonymising.anonymise(registry, 5, "Theo đơn")
    assert scans.of_handover(given[2].id) == []
    assert len(scans.of_handover(given[1].id)) == 1
    assert len(list(photos.folder(registry).iterdir())) == 2
    assert not health.check(registry)


def test_a_backup_carries_the_signed_papers(registry, given, pile, tmp_path):
    scan_filing.save(registry, scan_matching.match(registry, [pile]))
    backup = backups.make(registry, tmp_path / "a.firereg").path
    restoring.restore(backup, tmp_path / "again", USER, PASSWORD)
    registry.close()
    with closing(open_registry(tmp_path / "again", USER, PASSWORD)) as again:
        assert scans.as_pdf(again, given[2].id).startswith(b"%PDF")
