"""Stickers: where they stand, what a scanner reads, what happens to what does not fit."""

import pytest

from firereg.documents.equipment_papers import HouseholdLabel, Label
from firereg.documents.household_label import household_labels_pdf
from firereg.documents.label_sheet import cell_at
from firereg.documents.label_stocks import HOUSEHOLD_STOCKS, LABEL_STOCKS
from firereg.documents.labels import labels_pdf
from tests.documents.equipment_samples import household_labels, labels
from tests.documents.paper_reading import MM, flowing, overlaps, sheets
from tests.documents.scanning import CODE128, QR, cut, picture, scan

HARD = Label("SERI-0123456789-ABCDEFGHIJK-99", ("Bình bột ABC 4 kg " * 5,) * 6)


def in_cell(image, dpi: int, stock, place: int) -> list[tuple[str, str]]:
    """What a scanner reads on the sticker at `place`: symbol and text."""
    row, column = divmod(place, stock.columns)
    left, top = stock.left_mm + column * stock.pitch_x_mm, stock.top_mm + row * stock.pitch_y_mm
    part = cut(image, dpi, (left, top, left + stock.width_mm, top + stock.height_mm))
    return sorted((one.symbol, one.text) for one in scan(part))


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.name)
def test_a_stock_fits_on_a4(stock) -> None:
    right = stock.left_mm + (stock.columns - 1) * stock.pitch_x_mm + stock.width_mm
    foot = stock.top_mm + (stock.rows - 1) * stock.pitch_y_mm + stock.height_mm
    assert right == pytest.approx(210 - stock.left_mm, abs=0.02)
    assert foot == pytest.approx(297 - stock.top_mm, abs=0.02)
    assert stock.pitch_x_mm >= stock.width_mm
    assert stock.pitch_y_mm >= stock.height_mm
    assert stock.name.startswith(f"{stock.cells} tem ")


@pytest.mark.parametrize("stock", [LABEL_STOCKS[0], LABEL_STOCKS[3]], ids=lambda stock: stock.name)
@pytest.mark.parametrize("symbol", ["qr", "code128"])
def test_every_sticker_is_scanned_back_from_its_cell(qapp, stock, symbol) -> None:
    some = labels(stock.cells)
    image = picture(labels_pdf(some, stock, symbol=symbol), dpi=300)
    name = QR if symbol == "qr" else CODE128
    for place, one in enumerate(some):
        assert in_cell(image, 300, stock, place) == [(name, one.code)]


def test_both_symbols_say_the_same(qapp) -> None:
    stock = LABEL_STOCKS[5]
    image = picture(labels_pdf(labels(3), stock, symbol="both"), dpi=300)
    for place, one in enumerate(labels(3)):
        assert in_cell(image, 300, stock, place) == sorted([(QR, one.code), (CODE128, one.code)])


def test_the_first_sticker_stands_where_it_is_told_and_the_rest_goes_on_to_the_next_sheet(qapp) -> None:
    stock = LABEL_STOCKS[-1]
    pdf = labels_pdf(labels(3), stock, start=7)
    first, second = picture(pdf), picture(pdf, 1)
    codes = [in_cell(first, 200, stock, place) for place in range(8)]
    assert codes == [[]] * 6 + [[(QR, labels(3)[n].code)] for n in (0, 1)]
    assert in_cell(second, 200, stock, 0) == [(QR, labels(3)[2].code)]
    assert in_cell(second, 200, stock, 1) == []


def test_offsets_move_everything() -> None:
    stock = LABEL_STOCKS[2]
    here, moved = (
        sheets(labels_pdf(labels(1), stock, dx_mm=dx, dy_mm=dy))[0] for dx, dy in ((0, 0), (1.5, -2))
    )
    for before, after in zip(here.letters, moved.letters, strict=True):
        assert after.x0 - before.x0 == pytest.approx(1.5 * MM, abs=0.05)
        assert after.baseline - before.baseline == pytest.approx(2 * MM, abs=0.05)


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.name)
@pytest.mark.parametrize("label", [HARD, labels(1)[0]], ids=["long", "common"])
def test_nothing_leaves_its_sticker(stock, label) -> None:
    for symbol in ("code128", "both"):  # what does not fit gives way to the QR, so that is drawn too
        (page,) = sheets(labels_pdf([label], stock, symbol=symbol))
        cell = cell_at(stock, 0)
        assert overlaps(page) == []
        for line in page.lines:
            assert cell.left <= line.x0
            assert line.x1 <= cell.right
            assert cell.foot <= line.baseline - 0.2 * line.size
            assert line.baseline + 0.7 * line.size <= cell.top
        for x0, y0, x1, y1 in page.boxes:
            assert cell.left <= x0 <= x1 <= cell.right
            assert cell.foot <= y0 <= y1 <= cell.top


def test_a_code_that_makes_bars_too_thin_or_has_accents_becomes_a_qr(qapp) -> None:
    found = scan(picture(labels_pdf([HARD, Label("Bình số 7")], LABEL_STOCKS[0], symbol="code128"), dpi=400))
    assert {(one.symbol, one.text) for one in found} == {(QR, HARD.code), (QR, "Bình số 7")}


def test_the_code_is_readable_below_its_bars() -> None:
    (page,) = sheets(labels_pdf(labels(1), LABEL_STOCKS[0], symbol="code128"))
    line = page.line("MFZL4-23-0001")
    assert line.baseline < min(box[1] for box in page.boxes)


@pytest.mark.parametrize("start", [0, 66, -1])
def test_a_sticker_that_is_not_there_is_refused(start: int) -> None:
    with pytest.raises(ValueError, match=f"no label {start}"):
        labels_pdf(labels(1), LABEL_STOCKS[0], start=start)
    with pytest.raises(ValueError, match="no labels"):
        labels_pdf([], LABEL_STOCKS[0])


def test_the_sticker_of_a_household_says_what_to_do_and_names_nobody(qapp) -> None:
    pdf = household_labels_pdf(household_labels(2))
    assert {one.text for one in scan(picture(pdf))} == {"TDP07-0001", "TDP07-0002"}
    text = flowing(pdf)
    for words in ("NHÀ CÓ BÌNH CHỮA CHÁY", "114", "Tổ dân phố số 7", "Bình để tại:"):
        assert words in text


@pytest.mark.parametrize("stock", HOUSEHOLD_STOCKS, ids=lambda stock: stock.name)
def test_a_household_sticker_keeps_inside_with_long_names(stock) -> None:
    hard = HouseholdLabel(
        "Ủy ban nhân dân phường Dư Hàng Kênh " * 4, "TDP07-0123-ABC-0123456789", "Tổ dân phố số 7 " * 9
    )
    (page,) = sheets(household_labels_pdf([hard], stock))
    cell = cell_at(stock, 0)
    assert overlaps(page) == []
    for line in page.lines:
        assert cell.left <= line.x0 <= line.x1 <= cell.right
        assert cell.foot <= line.baseline - 0.2 * line.size
    with pytest.raises(ValueError, match="too small"):
        household_labels_pdf([hard], LABEL_STOCKS[0])
