"""Taking what tells of a person out of texts that somebody wrote."""

import re
from collections.abc import Iterable
from typing import Any

from firereg.domain.household import ANONYMOUS
from firereg.domain.text import fold, phrase_pattern

_BETWEEN_DIGITS = r"[ .\-]?"


class Redactor:
    """Puts "(đã ẩn danh)" where a text has one of the `phrases` or `numbers`, or is one of the `values` as a whole.

    Accents and capitals do not matter; a number may stand in groups of digits. A phrase of one word counts only as
    a whole text: it may be a word of any sentence.
    """

    def __init__(self, phrases: Iterable[str], numbers: Iterable[str], values: Iterable[str] = ()) -> None:
        phrases, numbers = set(phrases), set(numbers)
        self._values = {fold(value) for value in (*phrases, *numbers, *values)} - {""}
        # The longest first: an address is more than the street that it begins with.
        long = sorted((one for one in phrases if len(fold(one).split()) > 1), key=len, reverse=True)
        patterns = [*map(phrase_pattern, long), *map(_number_pattern, sorted(numbers - {""}))]
        self._pattern = re.compile("|".join(patterns)) if patterns else None

    def text(self, text: str) -> str:
        """The text without them."""
        if text and fold(text) in self._values:
            return ANONYMOUS
        return self._pattern.sub(ANONYMOUS, text) if self._pattern else text

    def tree(self, value: Any) -> Any:
        """The same for every text in a value of JSON."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.tree(one) for one in value]
        if isinstance(value, dict):
            return {key: self.tree(one) for key, one in value.items()}
        return value

    def finds(self, text: str) -> bool:
        """Whether there is anything to take out of a text."""
        return self.text(text) != text


def _number_pattern(number: str) -> str:
    digits = list(number)
    start = r"(?:0|\+?84)" + _BETWEEN_DIGITS if digits[0] == "0" else re.escape(digits[0]) + _BETWEEN_DIGITS
    return r"(?<!\d)" + start + _BETWEEN_DIGITS.join(map(re.escape, digits[1:])) + r"(?!\d)"
