import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from firereg.domain.poverty import Category
from firereg.exchange.heads import list_sheets
from firereg.exchange.household_template import household_sample, household_template
from firereg.exchange.sheets import read_sheets
from firereg.exchange.ward_columns import HOUSEHOLDS, Field
from firereg.exchange.ward_list import read_rows

TODAY = date(2026, 11, 24)
NOT_ASKED = {
    Field.MALE,
    Field.FEMALE,
    Field.HOUSE_NUMBER,
    Field.STREET,
    Field.POOR,
    Field.NEAR_POOR,
    Field.RELATION,
}


def saved(folder: Path, data: bytes) -> Path:
    path = folder / "mau.xlsx"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("make", [household_template, household_sample])
def test_the_import_knows_every_column_of_its_own_template(tmp_path, make):
    ((sheet, header),) = list_sheets(read_sheets(saved(tmp_path, make())), HOUSEHOLDS)
    assert sheet.name == "Danh sách"
    assert header.columns.keys() == set(Field) - NOT_ASKED
    assert (header.unknown, header.repeated) == ((), ())


def test_an_empty_template_holds_no_household(tmp_path):
    ((sheet, header),) = list_sheets(read_sheets(saved(tmp_path, household_template())), HOUSEHOLDS)
    assert list(read_rows(sheet, header, TODAY)) == []


def test_the_sample_is_taken_as_it_stands(tmp_path):
    ((sheet, header),) = list_sheets(read_sheets(saved(tmp_path, household_sample())), HOUSEHOLDS)
    rows = list(read_rows(sheet, header, TODAY))
    assert [row.head_name for row in rows] == ["Nguyễn Văn Mẫu", "Trần Thị Thử", "Phạm Thị Ví Dụ"]
    assert [row.category for row in rows] == [Category.NEAR_POOR, None, Category.POOR]
    assert [(row.problems, row.warnings, row.repairs) for row in rows] == [((), (), ())] * 3


def test_columns_of_numbers_with_zeros_are_text():
    book = zipfile.ZipFile(BytesIO(household_template()))
    styles, sheet = book.read("xl/styles.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()
    text_style = next(
        n for n, xf in enumerate(styles.split("<cellXfs")[1].split("<xf ")[1:]) if 'numFmtId="49"' in xf
    )
    for column in (2, 3, 6, 7, 11):
        assert f'<col min="{column}" max="{column}"' in sheet
        assert f'style="{text_style}"' in sheet.split(f'<col min="{column}" ')[1].split("/>")[0]
