"""What follows from the name of a ward for its papers (Decree 30/2020, Annexes I and II)."""

import re

_NOUN = re.compile(r"(phường|xã|thị trấn|đặc khu)\s+(?=\S)", re.IGNORECASE)
_PERSON = re.compile(
    r"(bùi|chu|đặng|đinh|đoàn|đỗ|dương|hồ|hoàng|huỳnh|lê|lương|lý|mạc|ngô|nguyễn|phạm|phan|phùng|tạ|tô|tôn|tống"
    r"|trần|triệu|trịnh|trương|võ|vũ)\s",
    re.IGNORECASE,
)
"""Family names that ward names begin with where they honour a person."""


def bare_name(ward: str) -> str:
    """The name without its noun: "Dư Hàng Kênh" for "phường Dư Hàng Kênh"."""
    return _NOUN.sub("", ward.strip(), count=1)


def body_lines(ward: str) -> tuple[str, str]:
    """The lines of the issuing body in a letterhead."""
    return "ỦY BAN NHÂN DÂN", " ".join(ward.split()).upper()


def place(ward: str) -> str:
    """What most likely stands before the date on a paper of that ward; a person must be able to correct it.

    A unit named after a person, a number or an event keeps its noun, with a capital: "Phường Lê Chân", "Phường 7";
    all others stand without: "Dư Hàng Kênh" (Annex I, II.4). A name that begins like a person's counts as one.
    """
    bare = bare_name(ward)
    noun = ward.strip()[: len(ward.strip()) - len(bare)].strip()
    person = bool(_PERSON.match(bare)) and not noun[:1].islower()
    return full_place(ward) if person or bare.isdigit() else bare


def full_place(ward: str) -> str:
    """The name with its noun, with a capital: "Phường Lê Chân"."""
    name = " ".join(ward.split())
    return name[:1].upper() + name[1:]


def in_text(ward: str, place: str) -> str:
    """The name inside a sentence of a paper whose date stands behind `place`.

    The noun is small, "phường Dư Hàng Kênh", unless the place keeps it: "Phường Lê Chân" (Annex II, III.1).
    """
    full, bare = full_place(ward), bare_name(" ".join(ward.split()))
    noun = full[: len(full) - len(bare)]
    return full if place.strip().casefold() == full.casefold() else noun.lower() + bare
