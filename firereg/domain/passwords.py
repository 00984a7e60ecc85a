"""Whether a new password is easily guessed: what people here choose first is what a guesser tries first.

A password is read as a row of pieces that a guesser tries as one (a common word, somebody's own name, a walk over the
keyboard, a year) and of single characters. What comes to too few pieces is refused. No mixture of kinds of characters
is asked for: that gives "Matkhau@123", and words that do not belong together are stronger and easier to keep in mind
(NIST SP 800-63B-4, 3.1.1.2).
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from firereg.domain.text import fold
from firereg.i18n import _

SHORTEST = 8
_FEWEST_PIECES = 4
_COMMON_WORDS = """
    a1b2c3d4 abc account admin administrator an andrew angel anh anhyeu anhyeuem apple asd babygirl bacho batman
    beautiful bimat binh bongda boyfriend bui butterfly canbo charlie chau chelsea chocolate computer congan
    conyeu danang dang daniel dat demo desktop do doilacho dota dragon duc dung emyeu emyeuanh facebook family
    ferrari fire firereg flower football forever freedom friend friends fuckyou gaubong giadinh giang gmail
    google guest ha hai hainam haiphong hanh hanhphuc hanoi happy hello hieu hoa hoai hoang hoangtu hochiminh
    hong hongbiet hp hung huong huy iloveyou internet jessica jordan khanh khoa khongbiet khongco killer king
    lam lan le lien linh liverpool lixi local login long love lovely loveme loveyou mai manager manchester
    master matkhau matma matrix mayman maytinh michael microsoft minh minhyeuem monkey mother nam naruto nga
    ngan ngo ngoc nguoiyeu nguyen nhanvien nhung nothing oanh office pass passwd password pham phan phat phatloc
    phong phuc phuong pikachu pokemon prince princess quan quang quanly quantri quoc qwe qwerty root saigon
    samsung secret server service shadow sinhnhat soccer son spiderman starwars summer sunshine super superman
    support system tam taolao temp test thang thanh thanhpho thao thaonguyen thien thinh thu thuy tien tinhyeu
    toan toiyeu toiyeuem toiyeuvietnam tran trang trinh trung trungtam tu tuan tung tuyet ubnd ubndphuong user
    uyban van vanphong viet vietnam vietnamvodich vinh vn vo vu vy welcome whatever wifi windows xinchao yen
    yeuanh yeuem yeunuoc yeuthuong zalo zing
"""
"""Folded, without spaces: words that stand at the top of every list of leaked passwords, names of people, and the
words of an office like this one."""
_COMMON = frozenset(_COMMON_WORDS.split())
_NOUNS = frozenset(("phuong", "xa", "thi", "tran"))
"""What a ward is, which is not its name."""
_LINES = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    *("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"),
    *("!@#$%^&*()_+", "147", "258", "369", "159", "357"),
)
_WALKS = frozenset(
    line[i:j]
    for one in _LINES
    for line in (one, one[::-1])
    for i, j in itertools.combinations(range(len(line) + 1), 2)
    if j - i >= 3
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LOOKALIKES = str.maketrans("0134@$!57", "oieaasist")
_LONGEST_LOOKED_AT = 100


def problem_with(password: str, user_name: str = "", ward_name: str = "") -> str | None:
    """Why this password should not be taken, as a sentence; None for a good one."""
    if len(password) < SHORTEST:
        return _("The password needs at least {n} characters. Choose a longer one.").format(n=SHORTEST)
    own = frozenset(_own_words(user_name, 2)) | frozenset(_own_words(ward_name, 3))
    text = _plain(password[:_LONGEST_LOOKED_AT])
    if not _stutters(text) and _pieces(text, _COMMON | own) >= _FEWEST_PIECES:
        return None
    if any(len(word) > 2 and word in text for word in own):
        return _(
            "The password is hardly more than the name of the user or of the ward. Choose several words that do not "
            "belong together."
        )
    return _("This password is easily guessed. Choose several words that do not belong together.")


def _plain(text: str) -> str:
    """Small letters without accents and spaces, as somebody tries them."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return "".join(fold(character) or character for character in composed if not character.isspace())


def _own_words(name: str, shortest: int) -> Iterator[str]:
    words = _LETTERS.findall(fold(name))
    yield from (word for word in words if len(word) >= shortest and word not in _NOUNS)
    yield from ("".join(words[i:]) for i in range(len(words)) if words[i] not in _NOUNS)
    yield "".join(words)


def _pieces(text: str, words: frozenset[str]) -> int:
    """The fewest pieces the text comes to."""
    looks = text.translate(_LOOKALIKES)
    fewest = [0]
    for end in range(1, len(text) + 1):
        ways = (
            fewest[start] + cost
            for start in range(end)
            if (cost := _cost(text[start:end], looks[start:end], words))
        )
        fewest.append(min(ways))
    return fewest[-1]


def _cost(part: str, looks: str, words: frozenset[str]) -> int:
    """How many pieces a part is: 0 where it is no piece."""
    if len(part) == 1 or part in words or looks in words or part in _WALKS or len(set(part)) == 1:
        return 1
    if part.isdecimal():  # a year, a day, a telephone number
        return -(-len(part) // 4)
    return 1 if not any(map(str.isalnum, part)) else 0


def _stutters(text: str) -> bool:
    """Whether a few characters stand again and again."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, _FEWEST_PIECES + 1))
