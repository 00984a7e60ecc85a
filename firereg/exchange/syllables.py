"""Which words can be Vietnamese: spelling alone, no dictionary.

A syllable is an onset and a rime with one tone. Few strings of letters pass, so text read in the wrong
encoding gives itself away.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0309\u0303\u0301\u0323"
_SHARP_OR_HEAVY = "\u0301\u0323"
_LETTERS = frozenset("bcdđghklmnpqrstvx") | {
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)
}
_SPLIT = re.compile(
    r"(ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnrstvx])?([aăâeêioôơuưy][aăâeêioôơuưyngmpthc]*)"
)
_ALL_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y yêm yên yêng yêt yêu
"""
_RIMES = frozenset(_ALL_RIMES.split())
_RIMES_AFTER_QU = _RIMES | {"ych", "ynh", "yt", "yu"}
_ONSETS_BEFORE_Y = frozenset(("", "d", "h", "k", "l", "m", "n", "qu", "r", "s", "t", "th", "v"))
_FRONT = "eêiy"


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, any case) is spelled as a Vietnamese syllable."""
    small = word.lower()
    if not _LETTERS.issuperset(small):
        return False
    parts = unicodedata.normalize("NFD", small)
    tones = [part for part in parts if part in _TONES]
    bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    match = _SPLIT.fullmatch(bare)
    if not match or len(tones) > 1:
        return False
    onset, rime = match[1] or "", match[2]
    if onset == "gi" and rime[0] in _FRONT and rime not in ("êng", "êt", "êp", "ê"):
        return False
    if rime.endswith(("c", "ch", "p", "t")) and tones and tones[0] not in _SHARP_OR_HEAVY:
        return False
    return _fits(onset, rime)


def _fits(onset: str, rime: str) -> bool:
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front and rime in _RIMES
    if onset in ("c", "ng") or (onset == "g" and rime[0] != "i"):
        return not front and rime in _RIMES
    if onset == "qu":
        return rime[0] not in "uưoô" or rime in ("ôc", "ô", "ôi") if rime in _RIMES_AFTER_QU else False
    if rime == "y":
        return onset in _ONSETS_BEFORE_Y
    if rime[0] == "y":
        return onset == "" and rime in _RIMES
    return rime in _RIMES
