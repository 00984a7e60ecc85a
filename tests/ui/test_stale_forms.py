"""Two people at one form: both values are shown, one choice goes on, and nothing is typed or overwritten unseen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from firereg.domain.alerts import AlertKind
from firereg.domain.household import Relation
from firereg.domain.poverty import Category
from firereg.services import (
    alerts,
    duty,
    equipment,
    equipment_edit,
    faults,
    households,
    kinds,
    members,
    programmes,
    rounds,
    statuses,
    wards,
)
from firereg.services.alerts import AlertDraft
from firereg.services.duty import PersonDraft
from firereg.services.kinds import KindDraft
from firereg.services.members import MemberDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.services.registry import Registry
from firereg.services.statuses import StatusDraft
from firereg.ui.desk import Desk
from firereg.ui.pages.checks.fault_forms import AssignForm
from firereg.ui.pages.equipment.extinguisher_form import ExtinguisherForm
from firereg.ui.pages.households.household_form import HouseholdForm
from firereg.ui.pages.households.member_form import MemberForm
from firereg.ui.pages.households.status_form import StatusForm
from firereg.ui.pages.programmes.alert_forms import AlertForm
from firereg.ui.pages.programmes.duty_forms import PersonForm
from firereg.ui.pages.programmes.programme_form import ProgrammeForm
from firereg.ui.pages.settings.groups import GroupForm
from firereg.ui.pages.settings.intervals import IntervalForm
from firereg.ui.pages.settings.kinds import KindForm
from firereg.ui.pages.settings.ward import WardForm
from firereg.ui.pages.side_form import SideForm
from firereg.ui.pages.support.round_form import RoundForm
from tests.ui.conftest import words_of

NOTE, PHONE = "góa, ở một mình", "0912345999"


def type_into(form: SideForm, key: str, text: str) -> None:
    field = form.form.rows[key].field
    assert isinstance(field, QLineEdit)
    field.setText(text)


def other_household(registry: Registry, **fields: object) -> None:
    draft, seen_at = households.as_kept(1)
    households.change(registry, 1, replace(draft, **fields), seen_at)


@pytest.fixture
def household_form(desk: Desk, qtbot: QtBot) -> HouseholdForm:
    form = HouseholdForm(desk)
    qtbot.addWidget(form)
    form.resize(380, 640)
    form.show()
    form.open_change(households.by_id(1, desk.registry.today()))
    return form


def test_both_values_are_shown_and_mine_is_saved_with_what_they_changed_besides(
    household_form: HouseholdForm, registry: Registry, qtbot: QtBot
) -> None:
    form = household_form
    type_into(form, "note", NOTE)
    other_household(registry, note="dọn về quê", phone="0987654321", persons=7)
    form.submit()
    assert households.as_kept(1)[0].note == "dọn về quê"
    told = words_of(form.stale)
    assert "Đặng Thị Hoà" in told
    for words in ("Note", "dọn về quê", NOTE, "Phone", "0987654321", "Persons", "7"):
        assert words in told
    qtbot.keyClick(form.stale.mine, Qt.Key.Key_Return)
    kept = households.as_kept(1)[0]
    assert (kept.note, kept.phone, kept.persons) == (NOTE, "0987654321", 7)
    assert form.stale.isHidden()


def test_what_they_saved_can_be_taken(household_form: HouseholdForm, registry: Registry) -> None:
    form = household_form
    type_into(form, "note", NOTE)
    other_household(registry, note="dọn về quê")
    form.submit()
    form.stale.theirs.click()
    assert form.stale.isHidden()
    field = form.form.rows["note"].field
    assert isinstance(field, QLineEdit)
    assert field.text() == "dọn về quê"
    type_into(form, "phone", PHONE)
    form.submit()
    kept = households.as_kept(1)[0]
    assert (kept.note, kept.phone) == ("dọn về quê", PHONE)


def test_somebody_is_quicker_again_while_the_clerk_looks(
    household_form: HouseholdForm, registry: Registry
) -> None:
    form = household_form
    type_into(form, "note", NOTE)
    other_household(registry, note="một")
    form.submit()
    other_household(registry, note="hai")
    form.stale.mine.click()
    assert "hai" in words_of(form.stale)
    form.stale.mine.click()
    assert households.as_kept(1)[0].note == NOTE


def test_what_was_taken_out_meanwhile_is_said(desk: Desk, registry: Registry, qtbot: QtBot) -> None:
    one = members.add(registry, 1, MemberDraft("Nguyễn Văn Mẫu", Relation.SPOUSE))
    form = MemberForm(desk)
    qtbot.addWidget(form)
    form.begin(households.by_id(1, registry.today()), one)
    members.remove(registry, one)
    form.submit()
    assert "took this out" in form.message.text()


def member_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    registry, draft = desk.registry, MemberDraft("Nguyễn Văn Mẫu", Relation.SPOUSE, note="cũ")
    one = members.add(registry, 1, draft)
    form = MemberForm(desk)
    form.begin(households.by_id(1, registry.today()), one)
    return (
        form,
        "note",
        lambda: members.change(registry, one, replace(draft, note="theirs")),
        lambda: members.people_of(1)[1].note,
    )


def status_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    registry, draft = desk.registry, StatusDraft(Category.POOR, date(2023, 1, 1), None, "cũ")
    one = statuses.add(registry, 3, draft)
    form = StatusForm(desk)
    form.begin([households.by_id(3, registry.today())], one)
    return (
        form,
        "certificate",
        lambda: statuses.correct(registry, one, replace(draft, certificate="theirs")),
        lambda: statuses.as_kept(one).certificate,
    )


def extinguisher_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form = ExtinguisherForm(desk)
    form.begin(equipment.by_serial("CO-0001"))
    number = equipment.by_serial("CO-0001").id
    return (
        form,
        "note",
        lambda: equipment_edit.edit(desk.registry, number, {"note": "theirs"}),
        lambda: equipment.by_id(number).note,
    )


def ward_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form, newest = WardForm(desk), wards.profiles()[-1]
    form.open(newest)
    return (
        form,
        "giver_name",
        lambda: wards.save_profile(desk.registry, replace(newest, giver_name="theirs")),
        lambda: wards.profiles()[-1].giver_name,
    )


def kind_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form, first = KindForm(desk), kinds.kinds()[0]
    form.open(first)
    kind = first.kind
    draft = KindDraft(
        kind.code,
        "theirs",
        kind.agent,
        kind.build,
        kind.mass_g,
        kind.has_gauge,
        kind.rechargeable,
        kind.wheeled,
    )
    return (
        form,
        "name",
        lambda: kinds.change_kind(desk.registry, first.id, draft),
        lambda: kinds.kinds()[0].kind.name,
    )


def group_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form = GroupForm(desk)
    form.open(wards.group_by_id(1))
    return (
        form,
        "leader_name",
        lambda: wards.change_group(desk.registry, 1, "theirs", ""),
        lambda: wards.group_by_id(1).leader_name,
    )


def round_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form, row = RoundForm(desk), rounds.round_by_id(1)
    form.open(row)
    return (
        form,
        "donor",
        lambda: rounds.change(desk.registry, 1, replace(row, donor="theirs")),
        lambda: rounds.round_by_id(1).donor,
    )


def fault_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    one = faults.report(desk.registry, "CO-0001", date(2024, 5, 1), "Mất chốt", responsible="cũ")
    form = AssignForm(desk)
    form.begin(faults.by_id(one))
    return (
        form,
        "responsible",
        lambda: faults.assign(desk.registry, one, "theirs", None),
        lambda: faults.by_id(one).responsible,
    )


def alert_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    draft = AlertDraft(AlertKind.FIRE, datetime(2024, 5, 1, 8, 30), "Đốt rác", "cũ")
    one = alerts.report(desk.registry, draft)
    form = AlertForm(desk)
    form.open(alerts.by_id(one))
    form.saved.connect(lambda _kept: form.open(alerts.by_id(one)))
    return (
        form,
        "place",
        lambda: alerts.change(desk.registry, one, replace(draft, place="theirs")),
        lambda: alerts.by_id(one).place,
    )


def programme_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    draft = ProgrammeDraft("Tổ an toàn", date(2024, 1, 1), aim="cũ")
    one = programmes.add(desk.registry, draft)
    form = ProgrammeForm(desk)
    form.open(programmes.by_id(one))
    form.saved.connect(lambda _kept: form.open(programmes.by_id(one)))
    return (
        form,
        "aim",
        lambda: programmes.change(desk.registry, one, replace(draft, aim="theirs")),
        lambda: programmes.by_id(one).aim,
    )


def person_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    programme = programmes.add(desk.registry, ProgrammeDraft("Tổ an toàn", date(2024, 1, 1)))
    draft = PersonDraft(programme, "An Mẫu", "cũ")
    one = duty.add_person(desk.registry, draft)
    form = PersonForm(desk)
    form.begin(programme, one)
    form.saved.connect(lambda _kept: form.begin(programme, one))
    return (
        form,
        "body",
        lambda: duty.change_person(desk.registry, one, replace(draft, body="theirs")),
        lambda: duty.people(programme)[0].body,
    )


def interval_form(desk: Desk) -> tuple[SideForm, str, Callable[[], object], Callable[[], str]]:
    form, row = IntervalForm(desk), kinds.rules()[0]
    form.open(row)
    rule = row.rule
    return (
        form,
        "source",
        lambda: kinds.change_interval(desk.registry, row.kind_id, rule.clock, rule.interval, source="theirs"),
        lambda: kinds.rules()[0].rule.source,
    )


FORMS = (
    alert_form,
    programme_form,
    person_form,
    interval_form,
    fault_form,
    member_form,
    status_form,
    extinguisher_form,
    ward_form,
    kind_form,
    group_form,
    round_form,
)


@pytest.mark.parametrize("opened", FORMS, ids=lambda one: one.__name__)
def test_every_form_that_changes_something_kept(opened, desk: Desk, qtbot: QtBot) -> None:
    form, key, be_quicker, kept = opened(desk)
    qtbot.addWidget(form)
    type_into(form, key, "mine")
    be_quicker()
    form.submit()
    assert kept() == "theirs"
    assert "theirs" in words_of(form.stale)
    assert "mine" in words_of(form.stale)
    form.stale.mine.click()
    assert kept() == "mine"
    type_into(form, key, "again")
    form.submit()
    assert kept() == "again"


def test_groups_that_were_ticked_stay_beside_those_of_somebody_else(desk: Desk, qtbot: QtBot) -> None:
    form, row = RoundForm(desk), rounds.round_by_id(1)
    qtbot.addWidget(form)
    form.open(row)
    form.groups.tick([1])
    theirs = replace(row.criteria, group_ids=(2,))
    rounds.change(desk.registry, 1, replace(row, criteria=theirs, donor="theirs"))
    form.submit()
    told = words_of(form.stale)
    among = {one.id: wards.group_name(one, wards.groups()) for one in wards.groups()}
    for words in (*among.values(), "theirs"):
        assert words in told
    form.stale.mine.click()
    kept = rounds.round_by_id(1)
    assert (kept.criteria.group_ids, kept.donor) == ((1,), "theirs")
