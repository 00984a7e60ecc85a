"""The message that reminds a residential group in its Zalo chat: short, polite, and always Vietnamese.

A chat of a group is read by everybody in it, so a household is named by its head and house number, and by nothing
else (Law 91/2025/QH15 on personal data).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from firereg.domain.dates import format_date
from firereg.domain.text import excerpt

MOST_LETTERS = 2_000
"""What one message takes; Zalo cuts longer ones."""
_LONGEST_NAME, _LONGEST_ADDRESS = 60, 80
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){8,}")
"""A telephone or an ID number, typed where a name or an address belongs."""


@dataclass(frozen=True)
class LateHome:
    """A household whose extinguisher is due: `check` and `firm` are the days late, None where not due.

    `check` is what the household does itself, `firm` what only a competent firm may do.
    """

    head_name: str
    address: str
    check: int | None = None
    firm: int | None = None


@dataclass(frozen=True)
class Occasion:
    """What the message of one group says before and after the names."""

    group: str
    ward: str
    as_of: date
    leader: str = ""


def reminder_parts(
    occasion: Occasion, homes: Sequence[LateHome], *, names: bool = True, most: int = MOST_LETTERS
) -> tuple[str, ...]:
    """The message in parts of at most `most` letters, each to be sent by itself; none where nobody is late."""
    if not homes:
        return ()
    head = f"Kính gửi bà con {occasion.group},\n{_counts(occasion, homes)}"
    body = [_of_home(number, home) for number, home in enumerate(homes, start=1)] if names else []
    lines = [head, *body, _asked(homes, occasion.leader)]
    whole = "\n".join(lines)
    if len(whole) <= most:
        return (whole,)
    room = most - len(_part_head(occasion, 999, 999)) - 1
    parts = list(_filled(lines, room))
    return tuple(
        f"{_part_head(occasion, number, len(parts))}\n{part}" for number, part in enumerate(parts, start=1)
    )


def _counts(occasion: Occasion, homes: Sequence[LateHome]) -> str:
    checks = sum(home.check is not None for home in homes)
    firms = sum(home.firm is not None for home in homes)
    told = [f"{checks} hộ có bình chữa cháy quá hạn kiểm tra định kỳ"] if checks else []
    told += [f"{firms} hộ có bình quá hạn bảo dưỡng, nạp lại hoặc thay thế"] if firms else []
    return (
        f"UBND {occasion.ward} xin nhắc: đến ngày {format_date(occasion.as_of)}, tổ ta có {', '.join(told)}."
    )


def _of_home(number: int, home: LateHome) -> str:
    late = [f"kiểm tra chậm {home.check} ngày"] if home.check is not None else []
    late += [f"bảo dưỡng chậm {home.firm} ngày"] if home.firm is not None else []
    who = excerpt(_public(home.head_name), _LONGEST_NAME)
    where = excerpt(_public(home.address), _LONGEST_ADDRESS)
    return f"{number}. {who}{f', {where}' if where else ''}: {', '.join(late)}"


def _asked(homes: Iterable[LateHome], leader: str) -> str:
    whom = f"ông/bà {leader}, tổ trưởng" if leader else "tổ trưởng"
    asked = []
    if any(home.check is not None for home in homes):
        asked.append(
            "Xin bà con xem giúp: kim đồng hồ ở vạch xanh, niêm phong và chốt còn nguyên, vỏ và vòi không hỏng; "
            f"xong nhắn “đã kiểm tra” vào nhóm hoặc báo {whom}."
        )
    if any(home.firm is not None for home in homes):
        asked.append(
            "Bình quá hạn bảo dưỡng: bà con không tự tháo, nạp; phường sẽ báo ngày đơn vị có chuyên môn đến làm."
        )
    return "\n".join([*asked, "Trân trọng cảm ơn bà con!"])


def _part_head(occasion: Occasion, number: int, of: int) -> str:
    return f"({number}/{of}) {occasion.group}"


def _filled(lines: Iterable[str], room: int) -> Iterable[str]:
    """The lines put together again, each part within `room`."""
    part = ""
    for line in lines:
        if part and len(part) + 1 + len(line) > room:
            yield part
            part = line
        else:
            part = f"{part}\n{line}" if part else line
    yield part


def _public(text: str) -> str:
    return " ".join(_LONG_NUMBER.sub("", text).split()).strip(" ,;-()")
