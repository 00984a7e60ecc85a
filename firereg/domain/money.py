"""Đồng: whole amounts, in figures and in words."""

import re

from firereg.domain.text import excerpt, fold
from firereg.i18n import _

LARGEST_AMOUNT = 10**15

_BILLION = 10**9
_DIGIT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_MUOI = {1: "mốt", 4: "tư"}  # hai mươi mốt, hai mươi tư

_FACTORS = {
    **dict.fromkeys(("k", "nghin", "ngan"), 10**3),
    **dict.fromkeys(("tr", "trieu"), 10**6),
    **dict.fromkeys(("ty", "ti"), 10**9),
}
_TYPED_AMOUNT = re.compile(r"(\d[\d., ]*?) ?([^\d., ].*)?", re.ASCII)
_FOLDED_UNIT = re.compile(rf"({'|'.join(_FACTORS)})? ?(?:dong|d|vnd|₫)?")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,3})[.,](\d{1,2})", re.ASCII)


def amount_in_words(dong: int, *, linh: str = "linh", nghin: str = "nghìn") -> str:
    """`dong` read aloud, as official papers write it: "Bảy triệu năm trăm nghìn đồng".

    From 0 to 10^15 ("Một triệu tỷ đồng"); ValueError outside and for anything but an int. `linh` may be
    "lẻ" and `nghin` "ngàn", as in the south. After mươi stand mốt, tư and lăm, after mười lăm; 4 is bốn
    after mười and linh. A group of three after the first is read in full (không trăm linh năm) and left
    out where it is zero. Custom of public papers; no rule fixes it.
    """
    if not isinstance(dong, int) or isinstance(dong, bool) or not 0 <= dong <= LARGEST_AMOUNT:
        raise ValueError(_("An amount must be a whole number of đồng from 0 to 1,000,000,000,000,000."))
    billions, rest = divmod(dong, _BILLION)
    words = _below_billion(billions, False, linh, nghin)
    if billions:
        words.append("tỷ")
    words += _below_billion(rest, billions > 0, linh, nghin)
    sentence = " ".join([*(words or ["không"]), "đồng"])
    return sentence[0].upper() + sentence[1:]


def _below_billion(number: int, follows: bool, linh: str, nghin: str) -> list[str]:
    """The words of `number`, none for zero; `follows` where words stand before, so hundreds are spoken."""
    words: list[str] = []
    for size, unit in ((10**6, "triệu"), (10**3, nghin), (1, "")):
        group = number // size % 1000
        if group:
            words += _three_digits(group, follows or bool(words), linh)
            words += [unit] if unit else []
    return words


def _three_digits(group: int, in_full: bool, linh: str) -> list[str]:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGIT_WORDS[hundreds], "trăm"] if hundreds or in_full else []
    if tens == 0:
        if ones:
            words += [linh, _DIGIT_WORDS[ones]] if words else [_DIGIT_WORDS[ones]]
        return words
    words += ["mười"] if tens == 1 else [_DIGIT_WORDS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones:
        words.append(_AFTER_MUOI.get(ones, _DIGIT_WORDS[ones]) if tens > 1 else _DIGIT_WORDS[ones])
    return words


def format_dong(dong: int) -> str:
    """`dong` in figures with dots: "7.500.000"."""
    return f"{dong:,}".replace(",", ".")


def parse_dong(text: str) -> int:
    """The whole amount in đồng that a person typed; ValueError with the reason.

    Read: 500000, 500.000, 500 000, each also with đ, đồng or VND; 500k, 500 nghìn, 1,5 triệu, 1.5tr, 2 tỷ.
    What can be meant two ways (500,000 or 1.500k) is refused, never guessed.
    """
    typed = " ".join(text.split())
    match = _TYPED_AMOUNT.fullmatch(typed)
    unit = _FOLDED_UNIT.fullmatch(fold(match[2] or "")) if match else None
    amount = _figure(match[1], _FACTORS.get(unit[1], 1)) if match and unit else None
    if amount is None:
        raise ValueError(
            _("Cannot read the amount “{text}”. Type it like 500.000 or 500k.").format(text=excerpt(typed))
        )
    if amount > LARGEST_AMOUNT:
        raise ValueError(_("The amount is too large: at most 1,000,000,000,000,000 đồng."))
    return amount


def _figure(figure: str, factor: int) -> int | None:
    if factor > 1 and (decimal := _DECIMAL.fullmatch(figure)):
        whole, fraction = decimal.groups()
        return int(whole) * factor + int(fraction) * factor // 10 ** len(fraction)
    if _WHOLE.fullmatch(figure) and (factor == 1 or figure.isdigit()):
        return int(figure.replace(".", "").replace(" ", "")) * factor
    return None
