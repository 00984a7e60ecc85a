"""Anonymised for good: nothing of the person is left in the file, and the paper trail and every figure stay."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from firereg.documents.papers import Receiver
from firereg.documents.receipt import receipt_pdf
from firereg.domain.household import ANONYMOUS, Relation
from firereg.domain.poverty import Category
from firereg.domain.roles import Role
from firereg.domain.text import fold
from firereg.errors import BadInputError, ConflictError, NotAllowedError
from firereg.services import (
    anonymising,
    anonymising_plan,
    duplicates,
    equipment_report,
    handover_list,
    health,
    history,
    household_moves,
    households,
    inspections,
    journal,
    members,
    merging,
    overdue,
    photos,
    receipts,
    reminders,
    round_papers,
    statuses,
    stock_balance,
    unfinished,
    views,
)
from firereg.services.households import HouseholdDraft, HouseholdFilter
from firereg.services.inspections import InspectionDraft
from firereg.services.members import MemberDraft
from firereg.services.opening import open_registry
from firereg.services.reminders import Way
from firereg.services.statuses import StatusDraft
from firereg.store import erasing
from firereg.store import models as t
from tests.decrypted import pages_of, texts_of
from tests.small_ward import CASH, PASSWORD, USER, give, row_counts

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


def figures_of(registry) -> dict[str, object]:
    """What reports and lists count."""
    day = registry.today()
    told = equipment_report.figures(registry, day.year)
    return {
        "report": replace(told, **{name: None for name in ("letterhead",) if hasattr(told, name)}),
        "households": households.count(registry, HouseholdFilter(state=None)),
        "living": households.count(registry),
        "recognised": sorted(
            t.PovertyStatus.select(t.PovertyStatus.category, t.PovertyStatus.valid_from).tuples()
        ),
        "overdue": overdue.overdue_totals(date(2025, 1, 1)),
        "late by group": overdue.overdue_by_group(date(2025, 1, 1)),
        "balance": stock_balance.balance(registry, day),
        "signed": [(row.gift, row.amount_dong) for row in round_papers.sign_list(registry, 1, "").rows],
        "receipts": [
            (row.code, row.day, row.round_name, row.things, row.total_dong, row.group_number, row.printed)
            for row in handover_list.handover_page()
        ],
        "rows": row_counts(),
    }


def test_the_paper_trail_and_every_figure_stay(lived, registry):
    before = figures_of(registry)
    seen = anonymising.preview(registry, lived)
    anonymising.anonymise(registry, lived, "Theo đơn")
    after = figures_of(registry)
    kept, now = before.pop("rows"), after.pop("rows")
    assert after == before
    gone = {name: kept[name] - now[name] for name in kept if kept[name] > now[name]}
    assert gone.pop("KeptApart", 0) <= 1
    assert gone == {"Member": 2, "Attachment": 1, "SavedView": 2, "Setting": 1}
    row = households.by_id(lived, registry.today())
    assert (row.head_name, row.code, row.group_number, row.persons) == (ANONYMOUS, seen.code, 7, 3)
    paper = receipts.issued(registry, [t.Handover.get(t.Handover.code == "BG-2023-0001").id])[0]
    assert paper.receiver == Receiver(
        ANONYMOUS, None, "", "", "Tổ dân phố 7", "", "", ANONYMOUS, "hộ cận nghèo"
    )
    assert receipt_pdf([paper]).startswith(b"%PDF")


def test_the_preview_tells_what_is_done(lived, registry):
    seen = anonymising.preview(registry, lived)
    assert (seen.name, seen.people, seen.photos, seen.drafts, seen.held) == (HEAD, 3, 1, 3, ("PC-0001",))
    assert seen.receipts == ("BG-2023-0001", "BG-2023-0002", "BG-2023-0003")  # the last for a neighbour
    anonymising.anonymise(registry, lived, "Theo đơn")
    entry = journal.entries(limit=1)[0]
    assert (entry.action, entry.subject, entry.detail["reason"]) == (
        "household.anonymise",
        seen.code,
        "Theo đơn",
    )
    assert len(entry.detail["redacted"]) == seen.entries
    again = anonymising.preview(registry, lived)
    assert (again.people, again.entries, again.changes, again.texts, again.drafts) == (1, 0, 0, 0, 0)


def test_what_was_done_before_is_not_taken_back(lived, registry):
    mine = [change.id for change in t.Change.select().where(~t.Change.undone)]
    touching = {
        row.change_id
        for row in t.ChangedRow.select()
        if (row.table, row.row) == ("household", lived) or row.table == "poverty_status"
    }
    anonymising.anonymise(registry, lived, "Theo đơn")
    for change in sorted(touching & set(mine)):
        with pytest.raises(ConflictError, match="anonymised since"):
            history.take_back(registry, change)
    last = t.Change.select().order_by(t.Change.id.desc()).get()
    assert last.action == "household.anonymise"
    assert history.undoable(registry).id != last.id
    with pytest.raises(ConflictError, match="anonymised since"):
        history.take_back(registry, last.id)
    assert households.by_id(lived, registry.today()).head_name == ANONYMOUS


def test_what_was_undone_is_not_done_again(lived, registry):
    households.change(
        registry, lived, HouseholdDraft("Zyxkhac Tên Hẳn", 1, ADDRESS), households.note_of(lived)[1]
    )
    history.undo(registry)
    anonymising.anonymise(registry, lived, "Theo đơn")
    assert history.redoable(registry) is None
    assert "zyxkhac" not in fold(texts_of(registry))


def edit(registry, number: int, **fields: str) -> None:
    row = t.JournalEntry.get_by_id(number)
    kept = {"subject": row.subject, "detail": row.detail} | fields
    with registry.transaction():
        erasing.rewrite_journal(registry.database, [(kept["subject"], kept["detail"], number)])


def test_the_chain_still_finds_every_edit(lived, registry):
    before = {entry.id: entry.detail for entry in journal.entries(limit=None)}
    anonymising.anonymise(registry, lived, "Theo đơn")
    assert list(journal.broken_links()) == []
    last = journal.entries(limit=1)[0]
    numbers = [number for number, _kept, _left in last.detail["redacted"]]
    redacted = t.JournalEntry.get_by_id(numbers[0])
    other = next(number for number in before if number not in numbers)
    for number in (numbers[0], other, last.id):
        kept = t.JournalEntry.get_by_id(number).detail
        edit(registry, number, detail='{"x": 1}')
        assert str(number) in list(journal.broken_links())
        edit(registry, number, detail=kept)
    edit(registry, redacted.id, subject="TDP07-9999")
    assert list(journal.broken_links()) == [str(redacted.id)]
    edit(registry, redacted.id, subject=redacted.subject)
    # An edit that is hidden by naming the entry among the redacted ones breaks the one that names it.
    told = json.loads(t.JournalEntry.get_by_id(last.id).detail)
    told["redacted"].append([other, t.JournalEntry.get_by_id(other).hash, "0" * 64])
    edit(registry, last.id, detail=json.dumps(told, ensure_ascii=False, sort_keys=True))
    assert list(journal.broken_links()) == [str(last.id)]


def test_nobody_can_try_names_against_the_hash_that_stays(lived, registry):
    salted = [row.detail for row in t.JournalEntry.select() if '"": "' in row.detail]
    assert len({re.search('"": "([0-9a-f]{16})"', detail)[1] for detail in salted}) == len(salted)
    anonymising.anonymise(registry, lived, "Theo đơn")
    for number, _kept, _left in journal.entries(limit=1)[0].detail["redacted"]:
        assert '"": "' not in t.JournalEntry.get_by_id(number).detail


def test_one_member_alone(lived, registry):
    wife = t.Member.get(t.Member.name == WIFE)
    seen = anonymising.preview_member(registry, wife.id)
    assert (seen.name, seen.people, seen.held) == (WIFE, 1, ())
    anonymising.anonymise_member(registry, wife.id, "Theo đơn")
    left = left_of(registry)
    assert not left & {WIFE, fold(WIFE), WIFES, "jwylan", "zyxnga"}
    assert {HEAD, NUMBER, PHONE, ADDRESS} <= left
    row = households.by_id(lived, registry.today())
    assert (row.head_name, row.persons) == (HEAD, 3)
    assert [paper.receiver.name for paper in receipts.issued(registry, [1, 2, 3])] == [
        HEAD,
        ANONYMOUS,
        ANONYMOUS,
    ]
    assert health.check(registry) == []


def test_somebody_else_of_the_same_name_keeps_theirs(registry):
    views.save(registry, "households", views.View("An", {"text": "Nguyễn Văn An"}))
    give(registry, 5, "PC-0003")
    anonymising.anonymise(registry, 2, "Theo đơn")
    assert households.by_id(5, registry.today()).head_name == "Nguyễn Văn An"
    assert receipts.issued(registry, [1])[0].receiver.head_name == "Nguyễn Văn An"
    assert [view.name for view in views.views_of("households")] == ["An"]
    assert [row.id for row in households.suggest(registry, "nguyen van an")] == [5, 3]


def test_it_takes_an_administrator_and_a_reason(lived, registry):
    with pytest.raises(BadInputError):
        anonymising.anonymise(registry, lived, " ")
    t.User.update(role=Role.CLERK).execute()
    with pytest.raises(NotAllowedError):
        anonymising.anonymise(registry, lived, "Theo đơn")
    assert households.by_id(lived, registry.today()).head_name == HEAD


def test_one_that_was_merged_goes_with_the_one_it_is_in(lived, registry):
    dropped = t.Household.get(t.Household.merged_into == lived)
    with pytest.raises(ConflictError, match="merged"):
        anonymising.anonymise(registry, dropped.id, "Theo đơn")


def test_a_file_in_use_is_written_anew_when_it_is_opened_next(lived, registry):
    reader = registry.database.__class__(
        str(registry.folder / "registry.db"), passphrase=registry.database.connect_params["passphrase"]
    )
    registry.database.execute_sql("PRAGMA busy_timeout = 50")
    with reader.connection_context(), reader.atomic("DEFERRED"):
        reader.execute_sql("SELECT count(*) FROM household").fetchone()
        done = anonymising.anonymise(registry, lived, "Theo đơn")
    registry.close()
    again = open_registry(registry.folder, USER, PASSWORD, registry.clock)
    assert left_of(again) == set()
    assert done in (True, False)
    again.close()


def test_anonymous_households_do_not_look_alike(registry):
    for household in (2, 3):
        anonymising.anonymise(registry, household, "Theo đơn")
    assert duplicates.all_pairs(registry) == []
    assert duplicates.like(registry, HouseholdDraft(ANONYMOUS, 1)) == []


def test_every_text_of_every_table_is_looked_through():
    looked = {model._meta.table_name: names for model, names in anonymising_plan.free_texts().items()}
    assert "reason" in looked["move"]
    assert "remark" in looked["round_line"]
    assert set(looked["household"]) == {"note", "moved_to"}
