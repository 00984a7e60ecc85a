"""Whatever was done, undone all the way back it never was; done again, it is the same."""

import hashlib
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from firereg.domain.household import HouseholdState, Relation
from firereg.domain.poverty import Category
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    duplicates,
    health,
    history,
    household_moves,
    households,
    members,
    merging,
    opening,
    statuses,
)
from firereg.services.households import HouseholdDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import Registry
from firereg.services.statuses import StatusDraft
from firereg.store import models as t
from firereg.store import search
from firereg.store.search import Indexed
from tests.small_ward import PASSWORD, USER, Clock, give, small_ward

TABLES = (t.Household, t.KeptApart, t.Member, t.PovertyStatus, t.Extinguisher, t.Handover, t.DueDate)
NAMES = st.sampled_from(["Đặng Thị Hoà", "Nguyễn Văn An", "Lê Thị Mới", "Phạm Văn Đổi"])
ADDRESSES = st.sampled_from(["", "12/34 Chợ Hàng", "Số 6 ngõ 65 Miếu Hai Xã"])
GROUPS = st.sampled_from([1, 2])
WORDS = ("nguyen", "hoa", "TDP07-0001", "TDP70-0002", "moi", "doi", "mieu hai xa", "0912345678")


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    opened = small_ward(tmp_path_factory.mktemp("undo") / "registry", Clock())
    for household, serial in ((1, "PC-0001"), (2, "PC-0002"), (5, "PC-0003")):
        give(opened, household, serial)
    for household in (1, 2, 6):
        for relation in (Relation.SPOUSE, Relation.CHILD):
            members.add(opened, household, MemberDraft(f"Người {relation} {household}", relation))
    t.Change.delete().execute()
    yield opened
    opened.close()


def digest(registry: Registry) -> str:
    """Every row of the tables that a change can touch, and what some words find."""
    seen = hashlib.sha256()
    for model in TABLES:
        ordered = model.select().order_by(model._meta.primary_key)
        if model is t.DueDate:
            ordered = model.select(model.extinguisher, model.clock, model.due).order_by(
                model.extinguisher, model.clock
            )
        for row in ordered.tuples():
            seen.update(repr(row).encode())
    for text in WORDS:
        for kind in (Indexed.HOUSEHOLDS, Indexed.EXTINGUISHERS, Indexed.HANDOVERS):
            seen.update(repr(search.find(registry.database, kind, text, 50)).encode())
    return seen.hexdigest()


def drafts(data) -> HouseholdDraft:
    return HouseholdDraft(
        data.draw(NAMES), data.draw(GROUPS), data.draw(ADDRESSES), persons=data.draw(st.integers(1, 9))
    )


def some_household(data) -> int:
    return data.draw(st.sampled_from([row.id for row in t.Household.select(t.Household.id)]))


def some_member(data) -> t.Member | None:
    rows = list(t.Member.select().order_by(t.Member.id))
    return data.draw(st.sampled_from(rows)) if rows else None


def add(registry, data):
    households.add(registry, drafts(data))


def change(registry, data):
    household = some_household(data)
    households.change(registry, household, drafts(data), households.note_of(household)[1])


def change_many(registry, data):
    ids = {some_household(data), some_household(data)}
    households.change_many(registry, ids, group_id=data.draw(GROUPS), note="x")


def remove(registry, data):
    households.remove(registry, some_household(data))


def add_member(registry, data):
    members.add(registry, some_household(data), MemberDraft(data.draw(NAMES), Relation.CHILD))


def remove_member(registry, data):
    if member := some_member(data):
        members.remove(registry, member.id)


def change_head(registry, data):
    if member := some_member(data):
        members.change_head(registry, member.household_id, member.id, keep_former=data.draw(st.booleans()))


def split(registry, data):
    if member := some_member(data):
        household_moves.split(registry, member.household_id, [member.id], head_id=member.id)


def move(registry, data):
    household = some_household(data)
    if t.Household.get_by_id(household).state == HouseholdState.MOVED:
        household_moves.come_back(registry, household)
    else:
        household_moves.move_out(registry, household, date(2023, 10, 1), take_back=data.draw(st.booleans()))


def recognise(registry, data):
    draft = StatusDraft(data.draw(st.sampled_from(Category)), date(2023, data.draw(st.integers(1, 12)), 1))
    statuses.add(registry, some_household(data), draft)


def end(registry, data):
    if rows := list(t.PovertyStatus.select()):
        statuses.end(registry, data.draw(st.sampled_from(rows)).id, date(2023, 12, 31))


def merge(registry, data):
    merging.merge(registry, some_household(data), some_household(data))


def keep_apart(registry, data):
    duplicates.keep_apart(registry, some_household(data), some_household(data))


DEEDS = (
    add,
    change,
    change_many,
    remove,
    add_member,
    remove_member,
    change_head,
    split,
    move,
    recognise,
    end,
    merge,
    keep_apart,
)


# Shrinking takes minutes here; what was drawn tells enough.
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(data=st.data())
def test_undone_it_never_was_and_done_again_it_is_the_same(data, ward):
    with ward.database.atomic() as example:
        stations = [digest(ward)]
        for deed in data.draw(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=8)):
            last = history.undoable(ward)
            try:
                deed(ward, data)
            except (BadInputError, ConflictError):
                assert digest(ward) == stations[-1], "a refusal changed something"
            if history.undoable(ward) != last:
                stations.append(digest(ward))
        assert health.check(ward) == []
        for _round in range(2):
            for before in reversed(stations[:-1]):
                assert history.undo(ward) is not None
                assert digest(ward) == before
            assert history.undo(ward) is None
            for after in stations[1:]:
                assert history.redo(ward) is not None
                assert digest(ward) == after
            assert history.redo(ward) is None
        assert health.check(ward) == []
        example.rollback()


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(data=st.data())
def test_each_deed_is_tried(deed, data, ward):
    with ward.database.atomic() as example:
        before = digest(ward)
        try:
            deed(ward, data)
        except (BadInputError, ConflictError):
            assert digest(ward) == before
        else:
            if history.undoable(ward):
                history.undo(ward)
            assert digest(ward) == before
        example.rollback()


def test_a_restart_does_not_forget(registry, tmp_path):
    row = households.add(registry, HouseholdDraft("Lê Thị Mới", 1))
    households.change_many(registry, [row.id, 1], group_id=2)
    registry.close()
    opened = opening.open_registry(tmp_path / "registry", USER, PASSWORD, Clock())
    try:
        assert [history.undo(opened).action for _i in range(2)] == ["household.change_many", "household.add"]
        assert t.Household.get_or_none(t.Household.id == row.id) is None
        assert [history.redo(opened).action for _i in range(2)] == ["household.add", "household.change_many"]
        assert households.by_id(row.id, opened.today()).group_id == 2
    finally:
        opened.close()


def test_what_another_user_changed_since_stays(registry):
    row = households.add(registry, HouseholdDraft("Lê Thị Mới", 1))
    other = t.User.create(name="b", full_name="B", role="clerk", created_at=registry.now())
    second = Registry(registry.folder, registry.database, other.id, "b", "B", registry.clock, registry.role)
    households.change(second, row.id, HouseholdDraft("Lê Thị Mới", 1, "1 A"), households.note_of(row.id)[1])
    with pytest.raises(ConflictError):
        history.undo(registry)
    assert households.by_id(row.id, registry.today()).address == "1 A"
    assert history.undo(second).action == "household.change"
    assert history.undo(registry).action == "household.add"


def test_a_change_taken_back_twice_is_refused(registry):
    households.add(registry, HouseholdDraft("Lê Thị Mới", 1))
    change = history.undoable(registry)
    history.take_back(registry, change.id)
    with pytest.raises(ConflictError):
        history.take_back(registry, change.id)
