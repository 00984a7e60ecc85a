import json

import pdfplumber
import pytest
from python_calamine import load_workbook

from tests.cli.looking import contents

HANDOVER = ("handover", "--household", "TDP07-0001", "--date", "19/10/2023")
GIFT = ("--gift", "Tiền mặt hỗ trợ=500.000")


def text_of(path) -> str:
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


@pytest.fixture
def given(folder, run):
    """One recorded handover of an extinguisher and a gift in the round."""
    done = run(*HANDOVER, "--extinguisher", "PC-0001", *GIFT, "--round", "dot 19/10/2023", "--json")
    assert done.status == 0, done.err
    return json.loads(done.out)


def test_a_handover_answers_its_receipt_number(given):
    assert given == {"handover": 1, "receipt": "BG-2023-0001"}


def test_a_handover_takes_many_things_whichever_way_they_are_listed(folder, run):
    many = ("--extinguisher", "PC-0001", "PC-0002", "--extinguisher", "PC-0003", *GIFT, "Gạo=300k", "Chăn")
    done = run(*HANDOVER, *many)
    assert done.status == 0, done.err
    assert "PC-0003" in done.out
    assert "Chăn" in done.out
    assert contents(folder)[0]["HandoverLine"] == 6


def test_the_giver_is_the_signer_of_the_ward_then_who_signed_in(folder, run, tmp_path):
    run(*HANDOVER, *GIFT)
    run("handover", "--household", "TDP07-0002", "--date", "01/07/2025", *GIFT)
    run("receipt", "1/2023", "--out", str(tmp_path / "old.pdf"))
    run("receipt", "1/2025", "--out", str(tmp_path / "new.pdf"))
    assert "Cán bộ Mẫu" in text_of(tmp_path / "old.pdf")
    assert "Nguyễn Thị Mẫu" in text_of(tmp_path / "new.pdf")


def test_somebody_else_receives_and_the_paper_says_so(folder, run, tmp_path):
    other = ("--receiver", "Trần Văn Con", "--relation", "con trai", "--receiver-id", "031085001234")
    witness = ("--witness", "Tổ trưởng Mẫu", "--giver", "Lê Văn Giao", "--number", "45")
    assert run(*HANDOVER, *GIFT, *other, *witness).status == 0
    run("receipt", "BG-2023-0001", "--out", str(tmp_path / "a.pdf"))
    paper = text_of(tmp_path / "a.pdf")
    for part in ("Trần Văn Con", "con trai", "031085001234", "Tổ trưởng Mẫu", "Lê Văn Giao", "45/BB-UBND"):
        assert part in paper


def test_a_warning_goes_beside_the_answer(given, run):
    done = run(*HANDOVER, "--extinguisher", "PC-0002", "--json")
    assert done.status == 0
    assert json.loads(done.out)["receipt"] == "BG-2023-0002"
    assert "already has extinguisher PC-0001" in done.err


def test_a_second_gift_of_the_round_is_refused(given, folder, run):
    before = contents(folder)
    done = run(*HANDOVER, *GIFT, "--round", "Đợt 19/10/2023")
    assert (done.status, done.out) == (3, "")
    assert "BG-2023-0001" in done.err
    assert contents(folder) == before


def test_the_second_print_is_a_copy(given, run, tmp_path):
    first = run("receipt", "BG-2023-0001", "--out", str(tmp_path / "a.pdf"), "--json")
    assert json.loads(first.out) == {"pages": 1, "path": str(tmp_path / "a.pdf")}
    run("receipt", "1/2023", "--out", str(tmp_path / "b.pdf"))
    assert "Bản in lại" not in text_of(tmp_path / "a.pdf")
    assert "Bản in lại" in text_of(tmp_path / "b.pdf")


def test_a_print_whose_file_cannot_be_written_does_not_count(given, folder, run, tmp_path):
    before = contents(folder)
    done = run("receipt", "1/2023", "--out", str(tmp_path / "missing" / "a.pdf"))
    assert done.status == 3
    assert "missing" in done.err
    assert contents(folder) == before


def test_the_receipts_of_a_round_in_one_file(given, run, tmp_path):
    run("handover", "--household", "TDP70-0001", "--date", "19/10/2023", *GIFT, "--round", "Đợt 19/10/2023")
    done = run("receipts", "--round", "Đợt 19/10/2023", "--out", str(tmp_path / "all.pdf"), "--json")
    assert json.loads(done.out)["pages"] == 2
    paper = text_of(tmp_path / "all.pdf")
    assert "BG-2023-0001" in paper
    assert "BG-2023-0002" in paper


def test_a_round_without_receipts_has_no_file(folder, run, tmp_path):
    done = run("receipts", "--round", "Đợt 19/10/2023", "--out", str(tmp_path / "all.pdf"))
    assert done.status == 3
    assert not (tmp_path / "all.pdf").exists()


def test_a_file_for_each_receipt_of_a_round(given, run, tmp_path):
    folder = tmp_path / "biên bản"
    done = run("receipts", "--round", "Đợt 19/10/2023", "--out", f"{folder}/", "--json")
    assert json.loads(done.out) == {"files": 1, "path": str(folder)}
    assert [path.name for path in folder.iterdir()] == ["BG-2023-0001.pdf"]
    again = run("receipts", "--round", "Đợt 19/10/2023", "--out", str(folder))
    assert again.status == 3
    assert "BG-2023-0001.pdf" in again.err


def test_void_returns_the_extinguisher_and_keeps_the_number(given, folder, run):
    done = run("void", "BG-2023-0001", "--reason", "Ghi nhầm hộ", "--json")
    assert json.loads(done.out) == {"receipt": "BG-2023-0001", "returned": ["PC-0001"]}
    again = run("void", "BG-2023-0001", "--reason", "lần nữa")
    assert again.status == 3
    after = run(*HANDOVER, "--extinguisher", "PC-0001", "--json")
    assert json.loads(after.out)["receipt"] == "BG-2023-0002"


def test_the_sign_list_as_paper_and_as_workbook(given, run, tmp_path):
    for name in ("list.pdf", "list.xlsx"):
        done = run("support", "--round", "Đợt 19/10/2023", "--out", str(tmp_path / name), "--json")
        assert json.loads(done.out) == {"rows": 1, "total": 500_000, "path": str(tmp_path / name)}
    assert "Đặng Thị Hoà" in text_of(tmp_path / "list.pdf")
    rows = load_workbook(tmp_path / "list.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][1] == "Đặng Thị Hoà"
    assert rows[1][3] == "031165001234"  # an ID number stays text, with its zero
    assert rows[1][8] == 500_000


def test_what_another_round_is_called_is_said(folder, run, tmp_path):
    done = run("support", "--round", "Đợt 2", "--out", str(tmp_path / "a.pdf"))
    assert done.status == 3
    assert "Đợt 19/10/2023" in done.err
