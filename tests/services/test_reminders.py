from datetime import date, timedelta

import pytest

from firereg.documents.reminder_letter import letters_pdf
from firereg.domain.schedule import Clock
from firereg.errors import BadInputError, ConflictError
from firereg.services import households, journal, overdue, reminders
from firereg.services.households import HouseholdDraft
from firereg.services.reminders import Way
from firereg.store import models as t
from tests.services.walking import TODAY

LATER = date(2024, 6, 1)


def test_each_group_gets_what_is_overdue_in_it(on):
    told = reminders.texts(on.registry, LATER)
    assert [(one.group_number, one.households, one.extinguishers) for one in told] == [(7, 3, 3), (70, 1, 1)]
    assert told[0].text == told[0].parts[0]
    late = {row.head_name for row in overdue.overdue_all(LATER) if row.group_number == 7}
    assert late == {
        name for name in ("Đặng Thị Hoà", "Nguyễn Văn An", "Nguyễn Văn Anh") if name in told[0].text
    }
    assert "Vũ Thị Ngọc" not in told[0].text
    assert "ông/bà Tổ trưởng Mẫu, tổ trưởng" in told[0].text
    assert [one.group_number for one in reminders.texts(on.registry, LATER, 2)] == [70]


def test_a_message_is_in_vietnamese_and_has_no_numbers_of_anybody(on):
    t.Household.update(address="12/34 Chợ Hàng, ĐT 0912345678").where(t.Household.id == 1).execute()
    for names in (True, False):
        text = reminders.texts(on.registry, LATER, names=names)[0].text
        assert text.startswith("Kính gửi bà con Tổ dân phố 7")
        for private in ("031165001234", "0912345678", "0912000007", "PC-0001"):
            assert private not in text
    assert "Đặng Thị Hoà" not in text


def test_due_today_is_not_reminded_of(on):
    (due,) = {row.due for row in t.DueDate.select().where(t.DueDate.clock == Clock.OWNER_CHECK)}
    assert reminders.texts(on.registry, due, 1) == []
    (told,) = reminders.texts(on.registry, due + timedelta(days=1), 1)
    assert "kiểm tra chậm 1 ngày" in told.text


def test_a_letter_names_each_clock_that_ran_out(on):
    twin = households.add(on.registry, HouseholdDraft("Nguyễn Văn An", 1, "5B Miếu Hai Xã")).id
    t.Extinguisher.update(household=twin).where(t.Extinguisher.serial == "PC-0003").execute()
    t.Extinguisher.update(household=2).where(t.Extinguisher.serial.in_(["PC-0001", "CO-0001"])).execute()
    told = reminders.letters(on.registry, [2, twin, 4], LATER)
    assert [(one.head_name, one.address) for one in told] == [
        ("Nguyễn Văn An", "5 Miếu Hai Xã"),
        ("Nguyễn Văn An", "5B Miếu Hai Xã"),
    ]
    assert [item.serial for item in told[1].items] == ["PC-0003"]
    assert {item.serial for item in told[0].items} == {"CO-0001", "PC-0001", "PC-0002"}
    assert told[0].items[0].days_late > 0
    assert letters_pdf(told).startswith(b"%PDF")
    assert told[0].contact == "ông (bà) Tổ trưởng Mẫu, tổ trưởng tổ dân phố, điện thoại 0912000007"


def test_when_who_was_reminded_is_kept_with_the_words(on):
    assert reminders.last_reminded() == {}
    text = reminders.texts(on.registry, LATER)[0].text
    reminders.remember(on.registry, way=Way.CHAT, text=text, group_id=1)
    reminders.remember(on.registry, way=Way.LETTER, text="thư", household_id=6)
    assert reminders.last_reminded() == {1: TODAY}
    assert reminders.last_reminded_households([1, 6]) == {6: TODAY}
    assert [(row.way, row.text) for row in reminders.reminders_of(group_id=1)] == [(Way.CHAT, text)]
    assert [row.way for row in reminders.reminders_of(household_id=6)] == [Way.LETTER]
    assert [entry.subject for entry in journal.entries(limit=2)] == ["TDP70-0002", "7 Dư Hàng Kênh"]


def test_nothing_is_no_reminder(on):
    with pytest.raises(BadInputError):
        reminders.remember(on.registry, way=Way.CHAT, text=" ", group_id=1)
    with pytest.raises(ValueError, match="one group or one household"):
        reminders.remember(on.registry, way=Way.CHAT, text="x")
    assert t.Reminder.select().count() == 0


@pytest.mark.parametrize(
    "belongs",
    [
        lambda: t.RoundLine.update(household=4).where(t.RoundLine.id == 1).execute(),
        lambda: t.Move.create(
            extinguisher=1,
            day=TODAY,
            before="in_stock",
            after="lost",
            household=4,
            recorded_at=TODAY,
            recorded_by=1,
        ),
        None,
    ],
)
def test_a_household_that_walks_or_reminders_know_stays(on, belongs):
    if belongs:
        belongs()
    else:
        reminders.remember(on.registry, way=Way.LETTER, text="thư", household_id=4)
    with pytest.raises(ConflictError, match="Phạm Thị Lan"):
        households.remove(on.registry, 4)
