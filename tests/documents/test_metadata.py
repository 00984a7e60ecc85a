"""The same paper is the same file; its outline names what is in it."""

from dataclasses import replace
from hashlib import sha256
from io import BytesIO

from pypdf import PdfReader

from firereg.documents.eligible_list import eligible_list_pdf
from firereg.documents.receipt import receipt_pdf
from firereg.documents.walk_sheet import walk_sheets_pdf
from tests.documents.equipment_samples import walk_sheet
from tests.documents.sample_papers import (
    HEAD,
    eligible_list,
    receipt,
)
from tests.documents.the_family import FAMILY

PAPERS = {
    "receipts": lambda: receipt_pdf([receipt(code=f"BG-2023-{n:04}") for n in range(1, 4)]),
    "eligible list": lambda: eligible_list_pdf(eligible_list(2, 5)),
    "walk sheets": lambda: walk_sheets_pdf([walk_sheet(13), walk_sheet(3, 8)]),
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


def test_marks_of_xml_in_a_title_do_no_harm() -> None:
    head = replace(HEAD, body_lines=('ỦY BAN <NHÂN DÂN> & "PHƯỜNG"',))
    file = PdfReader(BytesIO(receipt_pdf([receipt(letterhead=head)])))
    assert file.xmp_metadata is not None
    assert file.xmp_metadata.dc_creator == ['ỦY BAN <NHÂN DÂN> & "PHƯỜNG"']


def test_the_same_paper_is_the_same_file_and_another_one_has_another_id() -> None:
    ids = []
    for name, kind in FAMILY.items():
        pdf = kind.common()
        assert sha256(kind.common()).digest() == sha256(pdf).digest(), name
        ids.append(PdfReader(BytesIO(pdf)).trailer["/ID"][0])
    ids.append(PdfReader(BytesIO(receipt_pdf([receipt(place_text="Nhà văn hóa")]))).trailer["/ID"][0])
    assert len(set(ids)) == len(ids)


def test_long_papers_have_an_outline() -> None:
    for name, titles in IN_OUTLINE.items():
        assert [one["/Title"] for one in PdfReader(BytesIO(PAPERS[name]())).outline] == titles
