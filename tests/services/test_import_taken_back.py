"""An import that was taken back leaves nothing behind, and comes again as it was."""

from playhouse.test_utils import count_queries

from firereg.errors import ConflictError
from firereg.services import health, history, households, imports, wards
from firereg.services.households import HouseholdDraft
from firereg.services.import_plan import GroupKey
from firereg.store import models as t
from tests.import_lists import AN, HOA, NEW, OF_NEW_GROUP, ward_list, with_field
from tests.small_ward import row_counts

KEPT_OF_IT = ("Change", "ChangedRow", "ImportBatch", "JournalEntry", "ColumnMapping")


def brought_in(registry, tmp_path, *rows) -> int:
    return imports.apply(registry, imports.plan(registry, ward_list(tmp_path, *rows)), create_groups=True)


def counts() -> dict[str, int]:
    return {name: count for name, count in row_counts().items() if name not in KEPT_OF_IT}


def tables() -> list[list[tuple]]:
    models = (t.ResidentialGroup, t.Household, t.PovertyStatus)
    return [list(model.select().order_by(model.id).tuples()) for model in models]


def groups() -> list[int]:
    return [group.number for group in wards.groups()]


def refused(act) -> bool:
    try:
        act()
    except ConflictError:
        return True
    return False


def test_all_of_it_goes_and_comes_again(registry, tmp_path):
    before = tables()
    batch = brought_in(registry, tmp_path, HOA, AN, NEW, OF_NEW_GROUP)
    after = tables()
    assert len(after[0]) == len(before[0]) + 1
    for _round in range(2):
        imports.undo(registry, batch)
        assert tables() == before
        history.redo(registry)
        assert tables() == after
        assert [row.head_name for row in households.suggest(registry, "le van moi")] == ["Lê Văn Mới"]
    assert health.check(registry) == []


def test_a_group_that_something_else_uses_stays(registry, tmp_path):
    batch = brought_in(registry, tmp_path, OF_NEW_GROUP)
    group = next(group.id for group in wards.groups() if group.number == 71)
    mine = households.add(registry, HouseholdDraft("Trần Thị Ở Lại", group))
    imports.undo(registry, batch)
    assert groups() == [7, 70, 71]
    assert households.by_id(mine.id, registry.today()).group_id == group
    history.undo(registry)
    history.redo(registry)
    assert [row.group_number for row in households.suggest(registry, "le van to")] == [71]
    assert health.check(registry) == []


def test_a_group_whose_leader_was_named_stays(registry, tmp_path):
    batch = brought_in(registry, tmp_path, OF_NEW_GROUP)
    group = next(group.id for group in wards.groups() if group.number == 71)
    wards.change_group(registry, group, "Tổ trưởng Mẫu", "")
    imports.undo(registry, batch)
    assert groups() == [7, 70, 71]
    history.redo(registry)
    assert [one.leader_name for one in wards.groups() if one.number == 71] == ["Tổ trưởng Mẫu"]


def test_what_no_longer_fits_is_refused_whole(registry, tmp_path):
    batch = brought_in(registry, tmp_path, NEW, OF_NEW_GROUP)
    imports.undo(registry, batch)
    wards.add_group(registry, 72, "Dư Hàng Kênh")  # it has got the id of the group that went
    before = tables()
    assert refused(lambda: history.redo(registry))
    assert tables() == before
    assert GroupKey(71, "Dư Hàng Kênh") not in [(one.number, one.ward) for one in wards.groups()]


def queries(act) -> int:
    with count_queries() as counter:
        act()
    return counter.count


def test_rows_go_come_and_change_in_bulk(registry, tmp_path):
    asked = []
    for size in (5, 200):
        rows = [with_field(with_field(NEW, 1, f"Lê Văn {n}"), 3, "") for n in range(size)]
        rows = [with_field(row, 7, "") for row in rows]
        brought_in(registry, tmp_path, *rows)
        asked.append([queries(lambda: history.undo(registry)), queries(lambda: history.redo(registry))])
        brought_in(registry, tmp_path, *(with_field(row, 6, 9) for row in rows))
        asked[-1] += [queries(lambda: history.undo(registry)), queries(lambda: history.redo(registry))]
        assert {row.persons for row in households.suggest(registry, "le van 4")} == {9}
        history.undo(registry)
        history.undo(registry)
    assert asked[0] == asked[1]
