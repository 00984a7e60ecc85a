"""Which kind of extinguisher the words of a list mean: "mfzl-4", "Bình bột BC MFZ8", "CO2 3kg"."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from firereg.domain.equipment import Agent
from firereg.domain.text import excerpt, fold
from firereg.i18n import _

_CODE = re.compile(r"(?<![a-z])([a-z]{2,6})[\s\-_.]*(\d{1,3})(?!\d)")
_TRADE_CODE = re.compile(r"m[a-z]+\d+")  # every code of the trade begins with M
_MASS = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*(?:kg|ki|ky|kilo\w*|l|lit|lits?)\b")
_AGENTS: tuple[tuple[str, tuple[Agent, ...]], ...] = (
    (r"\bfoam\b|\bbọt\b", (Agent.FOAM,)),
    (r"\babc\b", (Agent.POWDER_ABC,)),
    (r"\bbc\b", (Agent.POWDER_BC,)),
    (r"\bco ?2\b|cacbonic|carbonic", (Agent.CO2,)),
    (r"khi sach|\bfm ?200\b|\bhfc|clean agent", (Agent.CLEAN_AGENT,)),
    (r"\bnuoc\b|\bwater\b", (Agent.WATER,)),
    (r"\bbot\b|\bpowder\b", (Agent.POWDER_ABC, Agent.POWDER_BC)),
)
_NEAR, _NAMED = 0.35, 3


class KindName(NamedTuple):
    """What a kind is known by; `mass_g` is the mass of its agent in grams."""

    code: str
    name: str
    agent: str
    mass_g: int


def find_kind(text: str, kinds: Sequence[KindName]) -> str:
    """The code of the kind that `text` means, by its code or else by agent and mass.

    ValueError where it is none of `kinds`, or could be several; the sentence names the nearest.
    """
    words = fold(text)
    codes = {"".join(parts) for parts in _CODE.findall(words)}
    by_code = {"".join(filter(str.isalnum, fold(kind.code))): kind for kind in kinds}
    named = [by_code[code] for code in codes if code in by_code]
    if not named and not any(map(_TRADE_CODE.fullmatch, codes)):
        named = _by_words(text, words, kinds)
    if len(named) != 1:
        raise ValueError(_sentence(text, named, kinds))
    return named[0].code


def _by_words(text: str, words: str, kinds: Sequence[KindName]) -> list[KindName]:
    agents = next(
        (a for pattern, a in _AGENTS if re.search(pattern, words) or re.search(pattern, text.lower())), ()
    )
    mass = _MASS.search(words)
    if not agents or not mass:
        return []
    grams = round(float(mass[1].replace(",", ".")) * 1000)
    fitting = [kind for kind in kinds if kind.agent in agents and kind.mass_g == grams]
    told = set(words.split())
    scores = [len(told & _words_of(kind)) * 100 - len(_words_of(kind) - told) for kind in fitting]
    best = [kind for kind, score in zip(fitting, scores, strict=True) if score == max(scores)]
    return best if len({kind.agent for kind in fitting}) == 1 else fitting


def _words_of(kind: KindName) -> set[str]:
    return set(re.sub(r"(\d) (kg|lit)", r"\1\2", fold(kind.name)).replace(",", " ").split()) | set(
        fold(kind.name).replace(",", " ").split()
    )


def _sentence(text: str, named: Iterable[KindName], kinds: Sequence[KindName]) -> str:
    named = list(named)
    if named:
        sentence = _("“{text}” can be {kinds}. Write which one.")
    else:
        named = _nearest(text, kinds)
        sentence = _("“{text}” is no kind of extinguisher that is known here. The nearest are {kinds}.")
    listed = ", ".join(f"{kind.code} ({kind.name})" for kind in named)
    return sentence.format(text=excerpt(text), kinds=listed)


def _nearest(text: str, kinds: Sequence[KindName]) -> list[KindName]:
    words = fold(text)
    bare = "".join(filter(str.isalnum, words))

    def likeness(kind: KindName) -> float:
        return max(
            SequenceMatcher(None, bare, fold(kind.code)).ratio(),
            SequenceMatcher(None, words, fold(kind.name)).ratio(),
        )

    ranked = sorted(kinds, key=likeness, reverse=True)[:_NAMED]
    return [kind for kind in ranked if likeness(kind) > _NEAR] or ranked
