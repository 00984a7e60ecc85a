import hashlib
import json
import unicodedata
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest

from firereg.domain.equipment import State
from firereg.domain.identity import check_number, normalise_phone, parse_number
from firereg.domain.poverty import Category, status_on
from firereg.domain.schedule import Clock
from firereg.errors import BadInputError, ConflictError
from firereg.services import (
    demo,
    equipment,
    handover_draft,
    handover_list,
    handovers,
    health,
    households,
    opening,
    overdue,
    overview,
    receipts,
    wards,
)
from firereg.services.equipment import ExtinguisherFilter
from firereg.services.handover_draft import Gift, HandoverDraft
from firereg.services.registry import Registry
from firereg.store import models as t
from tests.demo_ward import NOW, RESULT, now

LAUNCH = date(2023, 10, 19)
VARYING = {"at", "hash", "created_at", "detail"}
WITHOUT = {t.JournalEntry: t.JournalEntry.action != "sign_in", t.Setting: t.Setting.name != "journal.anchor"}


@pytest.fixture
def result(demo_folder: Path) -> dict:
    return json.loads((demo_folder / RESULT).read_text("utf-8"))


def digest() -> dict[str, str]:
    """A fingerprint of each table, without the moments and salts of the journal, and who signed in."""
    found = {}
    for model in t.MODELS:
        fields = [field for name, field in model._meta.fields.items() if name not in VARYING]
        rows = model.select(*fields).order_by(*model._meta.get_primary_keys()).tuples()
        if model in WITHOUT:
            rows = rows.where(WITHOUT[model])
        found[model._meta.table_name] = hashlib.sha256(repr(list(rows)).encode()).hexdigest()
    return found


def near_poor(day: date) -> list[int]:
    ids = [row.household_id for row in t.PovertyStatus.select(t.PovertyStatus.household).distinct()]
    held = {i: status_on(households.statuses(i), day) for i in ids}
    return [i for i, status in held.items() if status and status.category is Category.NEAR_POOR]


def test_the_ward_is_as_large_as_it_was(result: dict, demo_registry: Registry) -> None:
    assert (result["households"], result["persons"], result["groups"]) == (8480, 29628, 22)
    assert households.count(demo_registry) == (8480, 29628)
    per_group = Counter(row.group_id for row in t.Household.select(t.Household.group))
    assert len(per_group) == 22
    assert all(300 < count < 480 for count in per_group.values())


def test_the_registry_is_sound(demo_registry: Registry) -> None:
    assert health.check(demo_registry) == []


def test_every_person_could_be_one_and_is_nobody(demo_registry: Registry) -> None:
    rows = list(t.Household.select())
    for row in rows:
        assert parse_number(row.id_number) == row.id_number
        assert check_number(row.id_number, row.born_year, row.sex) == []
        assert 1935 <= row.born_year <= 2000
        assert unicodedata.is_normalized("NFC", row.head_name + row.address)
        assert not row.phone or normalise_phone(row.phone) == row.phone
    assert len({row.id_number for row in rows}) == len(rows)
    phones = [row.phone for row in rows if row.phone] + [group.leader_phone for group in wards.groups()]
    assert len(set(phones)) == len(phones)
    assert all(phone.startswith("0900") for phone in phones)
    families = Counter(row.head_name.split()[0] for row in rows)
    assert 0.34 < families["Nguyễn"] / len(rows) < 0.42
    assert all(group.leader_name for group in wards.groups())


def test_the_same_day_gives_the_same_ward(demo_registry: Registry, tmp_path: Path) -> None:
    first = digest()
    demo_registry.close()
    again, _code = demo.build(tmp_path / "again", now)
    demo.hand_over_of_2023(again)
    demo.later_years(again)
    second = digest()
    again.close()
    assert second == first


def test_fifteen_near_poor_households_got_fifteen_extinguishers_and_gifts(demo_registry: Registry) -> None:
    given = [row for row in handover_list.by_ids(range(1, 1000)) if row.day == LAUNCH]
    assert sorted(row.household_id for row in given) == sorted(near_poor(LAUNCH))
    assert sorted(row.number for row in given) == list(range(1, 16))
    assert sum(row.total_dong for row in given) == 7_500_000
    assert any(row.receiver_name != row.head_name for row in given)
    for paper in receipts.issued(demo_registry, [row.id for row in given]):
        assert paper.letterhead.body == "ỦY BAN NHÂN DÂN PHƯỜNG DƯ HÀNG KÊNH"
        assert paper.receiver.category == "hộ cận nghèo"
        assert paper.witness.name
        assert [line.value_dong for line in paper.lines] == [None, 500_000]


def test_a_hundred_households_got_one_in_2020(demo_registry: Registry) -> None:
    given = [row for row in handover_list.by_ids(range(1, 1000)) if row.day == date(2020, 7, 1)]
    assert sorted(row.number for row in given) == list(range(1, 101))
    assert len({row.household_id for row in given}) == 100
    groups = Counter(
        paper.receiver.category for paper in receipts.issued(demo_registry, [row.id for row in given])
    )
    assert set(groups) == {"hộ cận nghèo", "hộ mới thoát nghèo", "hộ có hoàn cảnh khó khăn"}


def test_hoa_is_the_example_of_every_guide(demo_registry: Registry) -> None:
    hoa = households.by_code("TDP07-0123", LAUNCH)
    assert (hoa.head_name, hoa.group_number) == ("Nguyễn Thị Hoa", 7)
    assert hoa.status is not None
    assert hoa.status.category is Category.NEAR_POOR
    assert t.Household.select().where(t.Household.head_name == hoa.head_name).count() == 1
    (held,) = equipment.held_by(hoa.id)
    assert held.placed_on == LAUNCH


def test_every_clock_is_late_somewhere_and_most_are_not(demo_registry: Registry, result: dict) -> None:
    today = NOW.date()
    late = overdue.overdue_counts(today)
    assert all(late.get(clock, 0) > 0 for clock in Clock)
    assert sum(late.values()) == result["overdue"]
    running = Counter(row.clock for row in t.DueDate.select(t.DueDate.clock))
    assert 0.45 < 1 - late[Clock.OWNER_CHECK] / running[Clock.OWNER_CHECK] < 0.7
    assert late[Clock.MAINTENANCE] < running[Clock.MAINTENANCE] / 2
    faults = list(t.Inspection.select().where(~t.Inspection.passed))
    assert faults
    assert all(row.fault for row in faults)
    assert {row.id for row in faults} == {row.inspection_id for row in t.Fault.select() if row.inspection_id}


def test_no_record_is_out_of_its_time(demo_registry: Registry) -> None:
    today = NOW.date()
    for table in (t.Inspection, t.Service):
        rows = table.select(table.day, t.Extinguisher.placed_on, t.Extinguisher.made_on).join(t.Extinguisher)
        for day, placed_on, made_on in rows.tuples():
            assert made_on < day <= today
            assert placed_on is None or placed_on < day


def test_some_extinguishers_have_gone_and_some_lie_ready(demo_registry: Registry) -> None:
    states = equipment.count_by_state()
    assert (states[State.LOST], states[State.IN_STOCK]) == (3, 25)
    assert states[State.DISCARDED] > 3
    assert sum(states.values()) == 140


def test_a_clerk_can_hand_over_at_once(demo_registry: Registry) -> None:
    stock = equipment.extinguisher_page(ExtinguisherFilter(state=State.IN_STOCK))
    household = next(i for i in near_poor(NOW.date()) if not equipment.held_by(i))
    draft = HandoverDraft(
        household_id=household,
        day=NOW.date(),
        serials=(stock[0].serial,),
        gifts=(Gift("Quà Tết", 300_000),),
        giver_name="Cán bộ mẫu",
    )
    assert handover_draft.warnings(draft) == []
    assert handovers.record(demo_registry, draft).code == "BG-2026-0001"
    assert overview.overview(demo_registry).extinguishers[State.IN_STOCK] == 24
    assert health.check(demo_registry) == []


def page_count(path: str) -> int:
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages)


def ends(path: str) -> tuple[int, str, str]:
    """How many pages, and the words of the first and the last."""
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages), pdf.pages[0].extract_text(), pdf.pages[-1].extract_text()


def test_the_papers_are_there(result: dict) -> None:
    assert result["handovers"] == 15
    assert [Path(path).name for path in result["receipts"]] == [f"BG-2023-{n:04d}.pdf" for n in range(1, 16)]
    assert all(Path(path).is_file() for path in result["receipts"])
    assert "Nguyễn Thị Hoa" in ends(result["receipts"][2])[1]
    single = [page_count(path) for path in result["receipts"]]
    pages, first, _last = ends(result["batch"])
    assert (pages, single.count(1) > 10) == (sum(single), True)
    assert "Số: 01/BB-UBND" in first
    assert "Bảy triệu năm trăm nghìn đồng" in ends(result["sign_list"])[2]
    assert "PHƯỜNG LÊ CHÂN" in ends(result["overdue_list"])[1]
    assert Path(result["registry"], "registry.db").is_file()


def test_in_later_years_the_picture_is_the_same(tmp_path: Path) -> None:
    later = datetime(2031, 2, 3, 8, 0)
    ward, _code = demo.build(tmp_path / "registry", lambda: later)
    late = overdue.overdue_counts(later.date())
    running = Counter(row.clock for row in t.DueDate.select(t.DueDate.clock))
    days = sorted(row.day for row in t.Inspection.select(t.Inspection.day))
    fresh = equipment.extinguisher_page(ExtinguisherFilter(state=State.IN_STOCK))[-1]
    near_poor_now = overview.overview(ward).near_poor
    ward.close()
    assert 0.45 < 1 - late[Clock.OWNER_CHECK] / running[Clock.OWNER_CHECK] < 0.7
    assert days[-1] <= later.date()
    assert all((b - a).days < 60 for a, b in pairwise(days))
    assert fresh.made_on is not None
    assert (later.date() - fresh.made_on).days < 300
    assert near_poor_now > 0


def test_a_folder_with_a_registry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "registry" / "keys.json").write_text("{}")
    with pytest.raises(ConflictError, match=r"registry in .* already"):
        demo.demo_day(tmp_path, now)
    with pytest.raises(ConflictError):
        demo.build(tmp_path / "registry", now)
    assert [path.name for path in (tmp_path / "registry").iterdir()] == ["keys.json"]


def test_what_cannot_be_finished_leaves_no_registry(tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        demo.demo_day(tmp_path, lambda: datetime(2021, 1, 4))
    assert not opening.exists(tmp_path / "registry")
