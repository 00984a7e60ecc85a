import pytest

from firereg.domain.household import Relation, relation_to_new_head

BACK = {
    Relation.SPOUSE: Relation.SPOUSE,
    Relation.CHILD: Relation.PARENT,
    Relation.PARENT: Relation.CHILD,
    Relation.SIBLING: Relation.SIBLING,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
    Relation.GRANDPARENT: Relation.GRANDCHILD,
}


@pytest.mark.parametrize(("new_head", "former"), BACK.items())
def test_the_former_head_is_to_the_new_one_what_goes_back(new_head, former):
    assert relation_to_new_head(new_head, Relation.HEAD) is former
    assert relation_to_new_head(former, Relation.HEAD) is new_head


def test_nobody_else_becomes_the_head():
    for new_head in Relation:
        assert Relation.HEAD not in {relation_to_new_head(new_head, person) for person in Relation}


def test_the_children_of_a_widow_stay_her_children():
    assert relation_to_new_head(Relation.SPOUSE, Relation.CHILD) is Relation.CHILD
    assert relation_to_new_head(Relation.CHILD, Relation.CHILD) is Relation.SIBLING


def test_what_does_not_follow_is_left_to_the_clerk():
    assert relation_to_new_head(Relation.CHILD, Relation.GRANDCHILD) is Relation.OTHER
