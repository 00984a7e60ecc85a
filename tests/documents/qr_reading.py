"""Reading a QR code of the smallest size (21 modules) back from the boxes drawn, as a scanner would.

From ISO/IEC 18004: format bits, mask, the two-column zigzag, and the alphanumeric mode. Error correction is not
needed on a clean page and is left out.
"""

from collections.abc import Callable, Iterable

SIDE = 21
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
FORMAT_MASK = 0b101010000010010
DATA_CODEWORDS = {0b01: 19, 0b00: 16, 0b11: 13, 0b10: 9}
MASKS: list[Callable[[int, int], bool]] = [
    lambda row, col: (row + col) % 2 == 0,
    lambda row, col: row % 2 == 0,
    lambda row, col: col % 3 == 0,
    lambda row, col: (row + col) % 3 == 0,
    lambda row, col: (row // 2 + col // 3) % 2 == 0,
    lambda row, col: row * col % 2 + row * col % 3 == 0,
    lambda row, col: (row * col % 2 + row * col % 3) % 2 == 0,
    lambda row, col: (row * col % 3 + (row + col) % 2) % 2 == 0,
]

Grid = list[list[bool]]


def read_qr(boxes: Iterable[tuple[float, float, float, float]]) -> str:
    """The text of the code that `boxes` (x0, y0, x1, y1) make up."""
    grid = _grid(list(boxes))
    _check_finders(grid)
    level, mask = _format(grid)
    bits = _data_bits(grid, mask)[: DATA_CODEWORDS[level] * 8]
    return _alphanumeric(bits)


def _grid(boxes: list[tuple[float, float, float, float]]) -> Grid:
    left, top = min(box[0] for box in boxes), max(box[3] for box in boxes)
    module = (max(box[2] for box in boxes) - left) / SIDE
    grid = [[False] * SIDE for _row in range(SIDE)]
    for x0, y0, x1, y1 in boxes:
        for row in range(round((top - y1) / module), round((top - y0) / module)):
            for col in range(round((x0 - left) / module), round((x1 - left) / module)):
                grid[row][col] = True
    return grid


def _check_finders(grid: Grid) -> None:
    for top, left in ((0, 0), (0, SIDE - 7), (SIDE - 7, 0)):
        rows = ["".join("#" if grid[top + r][left + c] else "." for c in range(7)) for r in range(7)]
        assert rows == ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]


def _format(grid: Grid) -> tuple[int, int]:
    spots = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    value = int("".join(str(int(grid[row][col])) for row, col in spots), 2) ^ FORMAT_MASK
    return value >> 13, value >> 10 & 7


def _is_data(row: int, col: int) -> bool:
    near_finder = (row < 9 and (col < 9 or col >= SIDE - 8)) or (row >= SIDE - 8 and col < 9)
    return not near_finder and row != 6 and col != 6


def _data_bits(grid: Grid, mask: int) -> str:
    bits = ""
    upward = True
    for right in (20, 18, 16, 14, 12, 10, 8, 5, 3, 1):
        rows = range(SIDE - 1, -1, -1) if upward else range(SIDE)
        for row in rows:
            for col in (right, right - 1):
                if _is_data(row, col):
                    bits += str(int(grid[row][col] != MASKS[mask](row, col)))
        upward = not upward
    return bits


def _alphanumeric(bits: str) -> str:
    assert bits[:4] == "0010", "not alphanumeric"
    count, at, text = int(bits[4:13], 2), 13, ""
    for _pair in range(count // 2):
        high, low = divmod(int(bits[at : at + 11], 2), 45)
        text, at = text + LETTERS[high] + LETTERS[low], at + 11
    return text + (LETTERS[int(bits[at : at + 6], 2)] if count % 2 else "")
