import time
from dataclasses import replace
from datetime import date, datetime

import pytest

from firereg.errors import BadInputError, ConflictError, RegistryError
from firereg.services import journal, opening, rounds, settings, wards
from firereg.services.rounds import RoundDraft
from firereg.store import models as t
from tests.small_ward import NEW_WARD, OLD_WARD, PASSWORD, USER, Clock, row_counts


def test_the_ward_is_named_as_on_the_day(registry):
    assert wards.ward_on(date(2025, 6, 30)) == OLD_WARD
    assert wards.ward_on(date(2025, 7, 1)) == NEW_WARD
    assert wards.ward_on(date(1850, 1, 1)) == OLD_WARD
    assert wards.profiles() == [OLD_WARD, NEW_WARD]


def test_a_profile_of_the_same_day_is_replaced(registry):
    wards.save_profile(registry, replace(NEW_WARD, giver_name="Người Khác"))
    assert wards.ward_on(date(2026, 1, 1)).giver_name == "Người Khác"
    assert row_counts()["WardProfile"] == 2


def test_a_ward_that_is_not_described_says_so(registry):
    t.WardProfile.delete().execute()
    with pytest.raises(RegistryError, match="Settings"):
        wards.ward_on(date(2023, 1, 1))


@pytest.mark.parametrize("wrong", [{"name": " "}, {"body_lines": (" ",)}, {"place": "x" * 201}])
def test_a_profile_without_a_name_or_head_is_refused(wrong, registry):
    before = row_counts()
    with pytest.raises(BadInputError):
        wards.save_profile(registry, replace(NEW_WARD, **wrong))
    assert (wards.profiles(), row_counts()) == ([OLD_WARD, NEW_WARD], before)


def test_groups_of_merged_wards_may_share_a_number(registry):
    wards.add_group(registry, 7, "Trại Cau")
    assert [(g.number, g.ward) for g in wards.groups()] == [
        (7, "Dư Hàng Kênh"),
        (7, "Trại Cau"),
        (70, "Dư Hàng Kênh"),
    ]
    with pytest.raises(ConflictError):
        wards.add_group(registry, 7, " Trại  Cau ")
    for number in (0, -1, 1000):
        with pytest.raises(BadInputError):
            wards.add_group(registry, number, "Trại Cau")


def test_a_round_has_a_name_of_its_own(registry):
    with pytest.raises(ConflictError):
        rounds.add(registry, RoundDraft(" Đợt  19/10/2023 ", date(2024, 1, 1)))
    with pytest.raises(BadInputError):
        rounds.add(registry, RoundDraft(" ", date(2024, 1, 1)))
    assert len(rounds.rounds()) == 1


def test_a_setting_is_kept_and_told(registry):
    assert settings.get("own_number_on_paper") is True
    settings.put(registry, "own_number_on_paper", value=False)
    assert settings.get("own_number_on_paper") is False
    assert journal.entries()[0].detail == {"before": True, "after": False}
    with pytest.raises(KeyError):
        settings.put(registry, "never declared", value=1)


@pytest.fixture
def in_hai_phong():
    """The zone of the ward, seven hours before UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of the process cannot be set here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Ho_Chi_Minh")
        time.tzset()
        yield
    time.tzset()


def test_the_journal_of_a_day_begins_at_its_local_midnight(in_hai_phong, registry, clock):
    clock.now = datetime(2023, 11, 1, 0, 5)
    settings.put(registry, "own_number_on_paper", value=False)
    assert [entry.action for entry in journal.entries(date(2023, 11, 1))] == ["setting.change"]
    assert journal.entries(date(2023, 11, 2)) == []


def test_capitals_spaces_and_the_input_method_do_not_matter_at_the_sign_in(tmp_path):
    made, _code = opening.create(tmp_path / "r", user="Hằng", full_name="x", password=PASSWORD)
    made.close()
    for name in ("hằng", " HẰNG ", "Hă\u0300ng"):
        opened = opening.open_registry(tmp_path / "r", name, PASSWORD, Clock())
        assert opened.user_name == "hằng"
        opened.close()


def test_a_failed_start_leaves_nothing_in_the_way(tmp_path, monkeypatch):
    def fail():
        raise RegistryError("disk full")

    monkeypatch.setattr(opening, "_fill_kinds", fail)
    with pytest.raises(RegistryError, match="disk full"):
        opening.create(tmp_path / "r", user=USER, full_name="x", password=PASSWORD)
    assert not opening.exists(tmp_path / "r")
    monkeypatch.undo()
    opening.create(tmp_path / "r", user=USER, full_name="x", password=PASSWORD)[0].close()


def test_a_second_registry_in_a_folder_is_refused(registry):
    before = (registry.folder / "keys.json").read_bytes()
    with pytest.raises(BadInputError):
        opening.create(registry.folder, user="x", full_name="x", password=PASSWORD)
    assert (registry.folder / "keys.json").read_bytes() == before
