"""What version 2 works out for the households of a registry of version 1."""

from playhouse.migrations import Runner

from firereg.domain.addresses import address_sort_key
from firereg.store import database as store
from firereg.store.engine import Database

KEY = bytes(range(32))


def test_the_households_of_version_1_can_be_sorted_and_compared(tmp_path):
    old = Database(str(tmp_path / "old.db"), passphrase=store.passphrase(KEY))
    with old.connection_context():
        Runner(old, str(store.MIGRATIONS)).up("0001_first_tables")
        old.execute_sql("INSERT INTO residential_group VALUES (1, 'A', 7, '', '')")
        old.execute_sql(
            "INSERT INTO household (code, head_name, name_key, id_number, sex, phone, address, group_id, persons,"
            " note, updated_at)"
            " VALUES ('TDP07-0001', 'Đặng Thị Hoà', x'00', '', '', '', '12/34 Chợ Hàng', 1, 4, '', '')"
        )
    database = store.open_database(tmp_path / "old.db", KEY)
    found = database.execute_sql("SELECT state, name_fold, place, address_key FROM household").fetchall()
    database.close()
    assert found == [("living", "dang thi hoa", "cho hang|12|34", address_sort_key("12/34 Chợ Hàng"))]
