"""Anonymised for good: nothing of the person is left in the file, and the paper trail and every figure stay."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from firereg.domain.household import ANONYMOUS, Relation
from firereg.domain.text import fold
from firereg.errors import BadInputError, ConflictError, NotAllowedError
from firereg.services import (
    anonymising,
    duplicates,
    equipment_report,
    exports,
    faults,
    find,
    handovers,
    health,
    history,
    household_moves,
    households,
    inspections,
    journal,
    members,
    merging,
    photos,
    reminders,
    statuses,
    unfinished,
    views,
)
from firereg.services.households import HouseholdDraft
from firereg.services.inspections import InspectionDraft
from firereg.services.members import MemberDraft
from firereg.services.registry import open_registry
from firereg.services.reminders import Way
from firereg.services.statuses import StatusDraft
from firereg.domain.poverty import Category
from firereg.domain.roles import Role
from firereg.store import models as t
from tests.decrypted import pages_of, texts_of
from tests.small_ward import CASH, PASSWORD, ROUND_DAY, USER, give

HEAD, WIFE, SON = "Quách Zyxkhoan Vuqtam", "Tiêu Zyxnga Jwylan", "Quách Zyxminh Bvxhieu"
NUMBER, WIFES, PHONE = "031165777123", "031170777456", "0912777999"
ADDRESS, OLD_ADDRESS = "77/19 Zyxhem Wkqdat", "3/5 Zyxngo Fjwcuu"
SECRETS = (HEAD, WIFE, SON, NUMBER, WIFES, PHONE, ADDRESS, OLD_ADDRESS, "Zyxghichu", "GCN-Zyx-77")
STRINGS = {form for secret in SECRETS for form in (secret, fold(secret))} | {
    "vuqtam", "zyxkhoan", "zyxnga", "jwylan", "bvxhieu", "wkqdat", "fjwcuu", "7123", "0912 777 999",
}  # fmt: skip


@pytest.fixture
def lived(registry, clock, tmp_path):
    """The id of a household that had everything done to it that can be done."""
    first = HouseholdDraft(HEAD.lower(), 1, OLD_ADDRESS, 4, 1965, "male", NUMBER, PHONE, "Zyxghichu")
    home = households.add(registry, first).id
    draft = HouseholdDraft(HEAD, 1, ADDRESS, 4, 1965, "male", NUMBER, PHONE, "Zyxghichu hai")
    households.change(registry, home, draft, households.note_of(home)[1])
    wife = members.add(
        registry, home, MemberDraft(WIFE, Relation.SPOUSE, date(1970, 2, 3), None, "female", WIFES)
    )
    son = members.add(registry, home, MemberDraft(SON, Relation.CHILD, note=f"con {HEAD}"))
    members.remove(registry, son, f"{SON} đi học")
    statuses.add(registry, home, StatusDraft(Category.NEAR_POOR, date(2023, 1, 1), None, "GCN-Zyx-77"))
    give(registry, home, "PC-0001", round_id=1)
    give(
        registry,
        home,
        gifts=[CASH],
        round_id=1,
        receiver_name=WIFE,
        receiver_relation="vợ",
        receiver_id_number=WIFES,
    )
    give(registry, 5, "PC-0002", receiver_name=WIFE, receiver_relation="hàng xóm", receiver_id_number=WIFES)
    cylinder = t.Extinguisher.get(t.Extinguisher.serial == "PC-0001").id
    inspections.inspect(
        registry, InspectionDraft("PC-0001", date(2023, 10, 20), False, f"{HEAD} báo: vòi rách", HEAD)
    )
    picture = tmp_path / "nha.jpg"
    Image.new("RGB", (64, 48), "red").save(picture)
    photos.add(registry, picture, extinguisher_id=cylinder)
    reminders.remember(registry, way=Way.LETTER, text=f"Kính gửi ông {HEAD}, {ADDRESS}", household_id=home)
    reminders.remember(registry, way=Way.CHAT, text=f"1. {HEAD} ({ADDRESS})\n2. Nguyễn Văn An", group_id=1)
    views.save(registry, "households", views.View(f"nhà {HEAD}", {"text": "zyxkhoan vuqtam"}))
    views.save(registry, "households", views.View("gọi", {"text": HEAD}))
    unfinished.keep(
        registry, unfinished.new_key(registry, "handover"), HEAD, {"receiver": WIFE, "phone": PHONE}
    )
    other = households.add(registry, HouseholdDraft(HEAD, 1, "1 Hồ Sen", phone=PHONE)).id
    duplicates.keep_apart(registry, home, other)
    twin = households.add(registry, HouseholdDraft(HEAD, 1, ADDRESS, 2, id_number=NUMBER)).id
    members.add(registry, twin, MemberDraft("Quách Zyxut"))
    merging.merge(registry, home, twin)
    split = members.add(registry, home, MemberDraft("Quách Zyxra Riêng", Relation.CHILD))
    apart = household_moves.split(registry, home, [split], head_id=split).id
    members.change_head(registry, home, wife)
    members.change_head(registry, home, t.Member.get(t.Member.name == HEAD).id)
    for one in (other, apart):
        households.remove(registry, one)
        history.forget_rows(t.Change.select())
    households.change(
        registry,
        4,
        HouseholdDraft("Phạm Thị Lan", 1, "9 Nguyễn Văn Linh", note=f"chị của {HEAD}, {PHONE}"),
        households.note_of(4)[1],
    )
    return home


def left_of(registry) -> set[str]:
    """Which of the strings stand anywhere in the file: in its pages, its log, or a row, accents and case aside."""
    raw, texts = pages_of(registry).lower(), texts_of(registry).lower()
    folded = fold(texts)
    there = (
        one for one in STRINGS if one.lower().encode() in raw or one.lower() in texts or fold(one) in folded
    )
    return set(there)


def test_nothing_of_them_is_left_in_the_file(lived, registry):
    assert left_of(registry) >= {HEAD, NUMBER, PHONE, ADDRESS, OLD_ADDRESS, "vuqtam"}
    assert anonymising.anonymise(registry, lived, f"Theo đơn của {HEAD}, {PHONE}") is True
    assert left_of(registry) == set()
    assert health.check(registry) == []
    registry.close()
    again = open_registry(registry.folder, USER, PASSWORD, registry.clock)
    assert left_of(again) == set()
    again.close()
