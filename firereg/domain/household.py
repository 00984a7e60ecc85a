"""What a household can be, and who its people are to its head."""

from enum import StrEnum

from firereg.domain.identity import FEMALE, MALE

ANONYMOUS = "(đã ẩn danh)"
"""What stands where the name of somebody was whose data were removed, on papers too."""


class HouseholdState(StrEnum):
    """Whether a household is to be reckoned with."""

    LIVING = "living"
    MOVED = "moved"
    MERGED = "merged"


class Relation(StrEnum):
    """What somebody is to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    CHILD_IN_LAW = "child_in_law"
    GRANDCHILD = "grandchild"
    PARENT = "parent"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    OTHER = "other"


_R = Relation
# By what the new head was to the former one: what each person who was that to the former is to the new one. What
# is not certain (a nephew, a spouse among the children-in-law) is left out.
_TO_NEW_HEAD: dict[Relation, dict[Relation, Relation]] = {
    _R.SPOUSE: {
        _R.HEAD: _R.SPOUSE,
        _R.CHILD: _R.CHILD,
        _R.CHILD_IN_LAW: _R.CHILD_IN_LAW,
        _R.GRANDCHILD: _R.GRANDCHILD,
    },
    _R.CHILD: {
        _R.HEAD: _R.PARENT,
        _R.SPOUSE: _R.PARENT,
        _R.CHILD: _R.SIBLING,
        _R.PARENT: _R.GRANDPARENT,
    },
    _R.PARENT: {
        _R.HEAD: _R.CHILD,
        _R.SIBLING: _R.CHILD,
        _R.PARENT: _R.SPOUSE,
        _R.SPOUSE: _R.CHILD_IN_LAW,
        _R.CHILD: _R.GRANDCHILD,
    },
    _R.SIBLING: {
        _R.HEAD: _R.SIBLING,
        _R.SIBLING: _R.SIBLING,
        _R.PARENT: _R.PARENT,
        _R.GRANDPARENT: _R.GRANDPARENT,
    },
    _R.GRANDCHILD: {_R.HEAD: _R.GRANDPARENT, _R.SPOUSE: _R.GRANDPARENT},
    _R.GRANDPARENT: {_R.HEAD: _R.GRANDCHILD, _R.SIBLING: _R.GRANDCHILD},
}


def relation_to_new_head(new_head: Relation, person: Relation) -> Relation:
    """What a person is to the new head, when both were known by what they were to the former one.

    OTHER where that does not follow with certainty; a clerk has to look then.
    """
    return _TO_NEW_HEAD.get(new_head, {}).get(person, Relation.OTHER)


_ON_PAPER = {
    _R.CHILD: "con",
    _R.CHILD_IN_LAW: "con dâu",
    _R.GRANDCHILD: "cháu",
    _R.PARENT: "mẹ",
    _R.GRANDPARENT: "bà",
    _R.SIBLING: "anh chị em",
    _R.SPOUSE: "vợ",
}
_OF_MEN = {_R.CHILD_IN_LAW: "con rể", _R.PARENT: "bố", _R.GRANDPARENT: "ông", _R.SPOUSE: "chồng"}


def relation_on_paper(relation: Relation, sex: str) -> str:
    """What somebody is to the head, in the word of a receipt: "vợ"; "" where nobody said what they are.

    A spouse or parent whose sex nobody entered is called so in both words.
    """
    words = _ON_PAPER.get(relation, "")
    of_men = _OF_MEN.get(relation)
    if of_men is None or sex == FEMALE:
        return words
    return of_men if sex == MALE else f"{words}/{of_men}"
