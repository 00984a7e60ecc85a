"""Many rows at once are the rows that one at a time would be."""

from datetime import date, datetime
from pathlib import Path

import pytest

from firereg.errors import RegistryError
from firereg.store import bulk
from firereg.store import models as t
from firereg.store.database import open_database, transaction

KEY = bytes(32)
MOMENT = datetime(2023, 10, 20, 9, 30)


@pytest.fixture
def database(tmp_path: Path):
    opened = open_database(tmp_path / "registry.db", KEY)
    t.ResidentialGroup.create(id=1, ward="Dư Hàng Kênh", number=7)
    yield opened
    opened.close()


def put(database, *names: str, first: int = 1) -> None:
    rows = [(n, f"TDP07-{n:04}", name, b"k", 1, str(MOMENT)) for n, name in enumerate(names, first)]
    fields = ("id", "code", "head_name", "name_key", "group", "updated_at")
    bulk.insert_rows(database, t.Household, fields, rows)


def test_rows_get_the_defaults_of_the_fields_left_out(database):
    put(database, "Lê Văn An", "Lê Văn Bình")
    first = t.Household.get_by_id(1)
    assert (first.head_name, first.group_id, first.updated_at) == ("Lê Văn An", 1, MOMENT)
    assert (first.persons, first.state, first.note, first.merged_into, first.born_year) == (
        1,
        "living",
        "",
        None,
        None,
    )
    assert bulk.next_id(t.Household) == 3


def test_the_first_id_of_an_empty_table(database):
    assert bulk.next_id(t.Household) == 1


def test_rows_come_back_as_the_file_has_them(database):
    put(database, "Lê Văn An", "Lê Văn Bình")
    t.PovertyStatus.create(household=1, category="poor", valid_from=date(2023, 1, 1))
    assert list(bulk.read_rows(database, t.PovertyStatus, ("household", "valid_from", "valid_to"))) == [
        (1, "2023-01-01", None)
    ]
    assert list(bulk.read_rows(database, t.Household, ("id",), "head_name = 'Lê Văn Bình'")) == [(2,)]


def test_changes_touch_only_their_rows_and_fields(database):
    put(database, "Lê Văn An", "Lê Văn Bình")
    bulk.update_rows(database, t.Household, ("persons", "group"), [(5, 1, 2)])
    assert [(row.head_name, row.persons) for row in t.Household.select()] == [
        ("Lê Văn An", 1),
        ("Lê Văn Bình", 5),
    ]


def test_a_full_disk_is_said_and_leaves_nothing(database):
    pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
    database.execute_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(RegistryError, match="full"), transaction(database):
        put(database, *(f"Lê Văn {n}" * 20 for n in range(500)))
    assert t.Household.select().count() == 0
