"""The sheets of stickers on A4 that can be bought. Known without the PDF machinery: forms offer them."""

from firereg.documents.equipment_papers import LabelStock


def _stock(columns: int, rows: int, width_mm: float, height_mm: float, *, gap_mm: float = 2.5) -> LabelStock:
    """A stock in the middle of its sheet: the rows touch, the columns stand `gap_mm` apart."""
    pitch = width_mm + gap_mm
    return LabelStock(
        name=f"{columns * rows} tem {width_mm:g} × {height_mm:g} mm".replace(".", ","),
        columns=columns,
        rows=rows,
        width_mm=width_mm,
        height_mm=height_mm,
        left_mm=round((210 - columns * width_mm - (columns - 1) * gap_mm) / 2, 2),
        top_mm=round((297 - rows * height_mm) / 2, 2),
        pitch_x_mm=pitch,
        pitch_y_mm=height_mm,
    )


LABEL_STOCKS: tuple[LabelStock, ...] = (
    _stock(5, 13, 38.1, 21.2),
    _stock(4, 10, 48.5, 25.4, gap_mm=0),
    _stock(3, 8, 63.5, 33.9),
    _stock(3, 8, 70, 37, gap_mm=0),
    _stock(3, 7, 63.5, 38.1),
    _stock(2, 7, 99.1, 38.1),
    _stock(2, 5, 99.1, 57),
    _stock(2, 4, 99.1, 67.7),
)
"""Sizes sold under many names; the makers publish the same margins to a few tenths, which the offsets take up."""

LEAST_DOOR_WIDTH_MM, LEAST_DOOR_HEIGHT_MM = 90, 55
HOUSEHOLD_STOCKS: tuple[LabelStock, ...] = tuple(
    stock
    for stock in LABEL_STOCKS[::-1]
    if stock.width_mm >= LEAST_DOOR_WIDTH_MM and stock.height_mm >= LEAST_DOOR_HEIGHT_MM
)
"""The stocks whose stickers are large enough for the door of a household, the largest first."""
