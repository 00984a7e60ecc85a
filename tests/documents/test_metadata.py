"""What a file says of itself, and that its text comes back with every accent."""

import itertools
import unicodedata
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO

import pytest
from pdfminer.high_level import extract_text
from pypdf import PdfReader

from firereg.documents.coverage_report import coverage_report_pdf
from firereg.documents.eligible_list import eligible_list_pdf
from firereg.documents.equipment_report import equipment_report_pdf
from firereg.documents.overdue_list import overdue_pdf
from firereg.documents.receipt import receipt_pdf
from firereg.documents.recovery_sheet import recovery_sheet_pdf
from firereg.documents.reminder_letter import letters_pdf
from firereg.documents.sign_list import sign_list_pdf
from firereg.documents.walk_sheet import walk_sheets_pdf
from tests.documents.equipment_samples import equipment_report, reminder_letter, walk_sheet
from tests.documents.sample_papers import (
    HEAD,
    coverage_report,
    eligible_list,
    forty_lines,
    overdue_list,
    receipt,
    sign_list,
)

PAPERS = {
    "receipt": lambda: receipt_pdf([receipt()]),
    "receipts": lambda: receipt_pdf([receipt(code=f"BG-2023-{n:04}") for n in range(1, 4)]),
    "sign list": lambda: sign_list_pdf(sign_list(15)),
    "eligible list": lambda: eligible_list_pdf(eligible_list(2, 5)),
    "overdue": lambda: overdue_pdf(overdue_list(2, 5)),
    "walk sheets": lambda: walk_sheets_pdf([walk_sheet(13), walk_sheet(3, 8)]),
    "letters": lambda: letters_pdf([reminder_letter(2), reminder_letter(3)]),
    "equipment report": lambda: equipment_report_pdf(equipment_report()),
    "coverage report": lambda: coverage_report_pdf(coverage_report()),
    "recovery": lambda: recovery_sheet_pdf(
        "UBND phường", "Sổ đăng ký", "ABCDE-FGHJK-LMNPQ", date(2026, 11, 24)
    ),
}
IN_OUTLINE = {
    "receipts": [
        "BG-2023-0001 - Nguyễn Thị Mẫu",
        "BG-2023-0002 - Nguyễn Thị Mẫu",
        "BG-2023-0003 - Nguyễn Thị Mẫu",
    ],
    "eligible list": ["Tổ dân phố 1", "Tổ dân phố 2"],
    "walk sheets": ["Tổ dân phố số 7", "Tổ dân phố số 8"],
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in PAPERS.items()}


def test_title_author_language_and_day_stand_in_both_places(made: dict[str, bytes]) -> None:
    for name, pdf in made.items():
        file = PdfReader(BytesIO(pdf))
        info, xmp = file.metadata, file.xmp_metadata
        assert info is not None
        assert xmp is not None
        assert info.title, name
        assert info.author, name
        assert file.trailer["/Root"]["/Lang"] == "vi-VN"
        assert file.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
        assert xmp.dc_language == ["vi-VN"]
        assert xmp.dc_title == {"x-default": info.title}
        assert xmp.dc_creator == [info.author]
        assert xmp.dc_description == {"x-default": info.subject}
        assert (info.creation_date is None) == (xmp.xmp_create_date is None), name
        if info.creation_date:
            assert info.creation_date.date() >= date(2023, 10, 1)
        assert b"pdfaid" not in pdf, "nobody has proven that it is PDF/A"


def test_marks_of_xml_in_a_title_do_no_harm() -> None:
    head = replace(HEAD, body_lines=('ỦY BAN <NHÂN DÂN> & "PHƯỜNG"',))
    file = PdfReader(BytesIO(receipt_pdf([receipt(letterhead=head)])))
    assert file.xmp_metadata is not None
    assert file.xmp_metadata.dc_creator == ['ỦY BAN <NHÂN DÂN> & "PHƯỜNG"']


def test_the_same_paper_is_the_same_file_and_another_one_has_another_id(made: dict[str, bytes]) -> None:
    for name, pdf in made.items():
        assert sha256(PAPERS[name]()).digest() == sha256(pdf).digest(), name
    ids = [PdfReader(BytesIO(pdf)).trailer["/ID"][0] for pdf in made.values()]
    ids.append(PdfReader(BytesIO(receipt_pdf([receipt(place_text="Nhà văn hóa")]))).trailer["/ID"][0])
    assert len(set(ids)) == len(ids)


def test_text_is_found_and_copied_with_every_accent(made: dict[str, bytes]) -> None:
    for name, pdf in made.items():
        for text in (extract_text(BytesIO(pdf)), PdfReader(BytesIO(pdf)).pages[0].extract_text()):
            assert unicodedata.is_normalized("NFC", text), name
            assert "□" not in text
            assert "(cid:" not in text
    words = extract_text(BytesIO(made["receipt"]))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Nguyễn Thị Mẫu" in PdfReader(BytesIO(made["receipt"])).pages[0].extract_text()


def test_long_papers_have_an_outline(made: dict[str, bytes]) -> None:
    for name, titles in IN_OUTLINE.items():
        assert [one["/Title"] for one in PdfReader(BytesIO(made[name])).outline] == titles
    assert len(PdfReader(BytesIO(made["equipment report"])).outline) >= 5


def test_no_file_holds_more_than_it_needs(made: dict[str, bytes]) -> None:
    """No transparency, no scripts, no files within, no links to the outside."""
    for pdf in (*made.values(), receipt_pdf([receipt(lines=forty_lines(), void_reason="nhầm")])):
        file = PdfReader(BytesIO(pdf))
        assert set(file.trailer["/Root"]) <= {
            *("/Type", "/Pages", "/Lang", "/Metadata", "/Outlines", "/PageMode", "/ViewerPreferences"),
        }
        for page, key in itertools.product(file.pages, ("/Annots", "/AA", "/Group")):
            assert key not in page
        assert b"/ExtGState" not in pdf
