"""Who may not do something is refused by the service and nothing is changed; decision 12 tells who may do what."""

import hashlib
import inspect
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from firereg.domain.alerts import AlertKind
from firereg.domain.equipment import KINDS, Agent, Build, State
from firereg.domain.household import Relation
from firereg.domain.poverty import Category
from firereg.domain.roles import Right, Role, may
from firereg.domain.schedule import Clock as Due
from firereg.domain.schedule import Interval, RecordKind, Unit, default_rules
from firereg.domain.support import Outcome as GiftOutcome
from firereg.domain.walks import Outcome
from firereg.errors import NotAllowedError
from firereg.services import (
    alerts,
    backups,
    equipment_swaps,
    exports,
    history,
    households,
    inspections,
    journal,
    kinds,
    members,
    notices,
    programmes,
    rounds,
    statuses,
    views,
    zalo_groups,
)
from firereg.services.alerts import AlertDraft
from firereg.services.duty import PersonDraft, PostDraft
from firereg.services.exports import Numbers
from firereg.services.handover_draft import HandoverDraft
from firereg.services.households import HouseholdDraft
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.kinds import KindDraft
from firereg.services.members import MemberDraft
from firereg.services.notices import NoticeDraft
from firereg.services.opening import open_registry
from firereg.services.paper_words import Paper
from firereg.services.programmes import ProgrammeDraft
from firereg.services.registry import Registry
from firereg.services.reminders import Way
from firereg.services.rounds import RoundDraft
from firereg.services.statuses import StatusDraft
from firereg.services.views import View
from firereg.services.walk_results import ResultsPlan
from firereg.services.walks import WalkDraft
from firereg.services.wards import Ward
from firereg.services.zalo_groups import ZaloDraft
from firereg.store import models as t
from tests.services.rights import functions, right_asked
from tests.small_ward import HOUSEHOLDS, NEW_WARD, PASSWORD, ROUND_DAY, USER, Clock, draft, give

FOUND = functions()
ASKED = {name: right for name, one in FOUND.items() if one.public and (right := right_asked(FOUND, name))}
PARTS_OF_A_TRANSACTION = frozenset(
    (
        *("clocks.rebuild", "equipment.reindex", "handover_list.reindex", "history.keep"),
        *("history_effects.follow", "history_rows.as_they_are_now", "history_rows.forget_rows"),
        *("history_rows.keep_rows", "history_rows.turn", "import_insert.NewHouseholds.insert"),
        *(
            "import_look.remember_columns",
            "journal.append",
            "round_outcomes.given",
            "round_outcomes.given_back",
        ),
        *("history.Recorder.insert", "history.Recorder.update", "history.Recorder.delete"),
    )
)
"""What writes as a part of what somebody was asked for."""
BEFORE_ANYBODY_IS_IN = frozenset(
    (
        *("opening.create", "opening.open_registry", "opening.open_with_key"),
        *(
            "registry.Registry._write_owed",
            "recovery.reset_password",
            "restoring.restore",
            "setup.new_registry",
        ),
        *("anonymising.finish", "anonymising.anonymise", "anonymising.anonymise_member"),
    )
)
"""What writes for somebody who has just shown the key, and what ends, at an opening too, what was begun."""
NOT_CALLED = frozenset(
    (
        "history.recording",  # a part of the others
        "imports.undo",  # takes a change back, which is called
        "setup.new_registry",
        *("photos.add", "photos.keep_with_inspection"),  # read a photo, then keep it, which is called
    )
)
LATER_RULE = sum(len(default_rules(kind)) for kind in KINDS) + 1
WORDS: dict[str, tuple[Any, ...] | dict[str, Any]] = {
    "accounts.add": (PASSWORD, "hoa", "Trần Thị Hoa", Role.CLERK, "một câu dài và lạ"),
    "accounts.enable": (PASSWORD, "hoa", "một câu dài và lạ"),
    "accounts.set_password": (PASSWORD, "hoa", "một câu dài và lạ"),
    "deliveries.receive": ([],),
    "duplicates.keep_apart": (1, 3),
    "equipment_moves.move": {"extinguisher_id": 1, "state": State.LOST, "reason": "mất"},
    "equipment_swaps.swap": ("PC-0002", draft(2, "PC-0003")),
    "equipment_swaps.pass_on": ("PC-0002", draft(5)),
    "equipment_swaps.keep_spare": ("CO-0001", draft(1)),
    "equipment_swaps.lend_spare": ("PC-0002", "PC-0003"),
    "kinds.remove_interval": (LATER_RULE,),
    "merging.merge": (1, 3),
    "paper_words.keep": (Paper.AMOUNTS, {"linh": "lẻ", "nghin": "ngàn"}),
    "paper_words.reset": (Paper.RECEIPT,),
    "photos.keep": {"data": b"x", "media_type": "image/jpeg", "extinguisher_id": 1},
    "reminders.remember": {"way": Way.CALL, "text": "x", "group_id": 1},
    "settings.put": ("own_number_on_paper", False),
    "walk_results.apply": (ResultsPlan("x.xlsx", (), (), (), 0),),
    "wards.add_group": (8, "Dư Hàng Kênh"),
    "wards.change_group": (1, "Tổ trưởng", ""),
}
"""How those are called for which the usual arguments are none."""
USUAL: dict[Any, Any] = {
    int: 1,
    str: "PC-0001",
    date: ROUND_DAY,
    Path: Path("list.xlsx"),
    Due: Due.MAINTENANCE,
    Interval: Interval(24, Unit.MONTH),
    Outcome: Outcome.PASSED,
    GiftOutcome: GiftOutcome.REFUSED,
    Role: Role.CLERK,
    State: State.LOST,
    Ward: NEW_WARD,
    HouseholdDraft: HOUSEHOLDS[1],
    MemberDraft: MemberDraft("Lê Thị Mới", Relation.CHILD),
    StatusDraft: StatusDraft(Category.POOR, date(2023, 1, 1)),
    HandoverDraft: draft(1, "PC-0003"),
    PostDraft: PostDraft(1, "Chợ Hàng", frozenset({6}), time(5, 30), time(11)),
    PersonDraft: PersonDraft(1, "Cựu chiến binh Mẫu"),
    InspectionDraft: InspectionDraft("PC-0001", ROUND_DAY, passed=True),
    ServiceDraft: ServiceDraft("PC-0001", RecordKind.MAINTENANCE, ROUND_DAY, "Công ty Mẫu"),
    RoundDraft: RoundDraft("Đợt mới", ROUND_DAY),
    AlertDraft: AlertDraft(AlertKind.FIRE, datetime(2023, 10, 19, 7, 30), "Khói"),
    NoticeDraft: NoticeDraft(ROUND_DAY, "Tắt bếp khi ra khỏi nhà."),
    ProgrammeDraft: ProgrammeDraft("Mô hình mới", ROUND_DAY),
    ZaloDraft: ZaloDraft("Nhóm mới"),
    WalkDraft: WalkDraft("Đợt kiểm tra", ROUND_DAY, ROUND_DAY, group_id=1),
    KindDraft: KindDraft("MFZ8", "Bình bột", Agent.POWDER_ABC, Build.STORED_PRESSURE, 8000, has_gauge=True),
}
TABLE = Path(__file__).parents[2] / "docs" / "decisions" / "0012-roles.md"


@pytest.fixture(scope="module")
def ward(tmp_path_factory, built_ward) -> Iterator[Registry]:
    """A ward in which there is something for every act, its user an administrator until a test says otherwise."""
    folder = tmp_path_factory.mktemp("rights") / "registry"
    shutil.copytree(built_ward, folder)
    opened = open_registry(folder, USER, PASSWORD, Clock())
    give(opened, 1, "PC-0001")
    give(opened, 2, "PC-0002")
    inspections.inspect(opened, InspectionDraft("PC-0001", ROUND_DAY, passed=False, fault="gãy tay xách"))
    equipment_swaps.lend_spare(opened, "PC-0001", "CO-0001", ROUND_DAY)
    statuses.add(opened, 7, StatusDraft(Category.POOR, date(2023, 1, 1)))
    kinds.change_interval(opened, 1, Due.MAINTENANCE, Interval(24, Unit.MONTH), applies_from=ROUND_DAY)
    programmes.add(opened, ProgrammeDraft("Mô hình", ROUND_DAY))
    zalo_groups.add(opened, ZaloDraft("Nhóm"))
    notices.keep(opened, USUAL[NoticeDraft])
    alerts.report(opened, USUAL[AlertDraft])
    members.add(opened, 1, USUAL[MemberDraft])
    households.add(opened, HouseholdDraft("Lê Thị Mới", 1))
    history.undo(opened)
    yield opened
    opened.close()


def become(registry: Registry, role: Role) -> Registry:
    t.User.update(role=role).where(t.User.id == registry.user_id).execute()
    return registry


def digest(registry: Registry) -> str:
    """Every row of every table, the accounts left out."""
    seen = hashlib.sha256()
    for model in t.MODELS:
        if model is not t.User:
            for row in sorted(map(repr, model.select().tuples())):
                seen.update(row.encode())
    return seen.hexdigest()


def act(name: str) -> Callable[[Registry], object]:
    """The function with that name, called with arguments that fit."""
    module, _dot, own = name.partition(".")
    function = getattr(import_module(f"firereg.services.{module}"), own)
    words = WORDS.get(name)
    if isinstance(words, dict):
        return lambda registry: function(registry, **words)
    if words is None:
        hints = get_type_hints(function)
        parameters = inspect.signature(function).parameters.values()
        needed = [one.name for one in parameters if one.default is one.empty and one.name != "registry"]
        given = {one: _usual(hints[one]) for one in needed}
        return lambda registry: function(registry, **given)
    return lambda registry: function(registry, *words)


def _usual(hint: Any) -> Any:
    if hint in USUAL:
        return USUAL[hint]
    if get_origin(hint) is Mapping:
        return {}
    return [_usual(one) for one in get_args(hint)[:1] if one in USUAL] or None


def called(*rights: Right) -> list[str]:
    return sorted(name for name, right in ASKED.items() if right in rights and name not in NOT_CALLED)


@pytest.mark.parametrize("name", called(Right.RECORD, Right.ADMINISTER))
def test_somebody_who_may_only_look_is_refused(name, ward):
    before = digest(become(ward, Role.VIEWER))
    with pytest.raises(NotAllowedError):
        act(name)(ward)
    assert digest(ward) == before


@pytest.mark.parametrize("name", called(Right.ADMINISTER))
def test_a_clerk_does_not_administer(name, ward):
    before = digest(become(ward, Role.CLERK))
    with pytest.raises(NotAllowedError):
        act(name)(ward)
    assert digest(ward) == before


def test_nothing_writes_where_nobody_was_asked():
    writing = {name for name, one in FOUND.items() if one.writes and one.public and not one.takes("Recorder")}
    assert writing - PARTS_OF_A_TRANSACTION - BEFORE_ANYBODY_IS_IN == set()
    assert {*FOUND} >= PARTS_OF_A_TRANSACTION | BEFORE_ANYBODY_IS_IN


CARELESS = """
from firereg.services import journal
from firereg.services.history import recording
from firereg.store import models as t

def quiet(registry):
    t.Household.update(note="x").execute()

def _told(registry):
    journal.append(registry, "x", "y")

def through_another(registry):
    _told(registry)

def half(registry):
    with registry.transaction():
        _told(registry)
    t.Round.delete().execute()

def careful(registry):
    with recording(registry, "kind.add") as change:
        t.Household.update(note="x").execute()

def asked_before(registry):
    registry.require(Right.ADMINISTER)
    _told(registry)

def by_itself(registry):
    with registry.transaction(None):
        _told(registry)

def reads(registry):
    return t.Household.select().count()
"""


def test_a_new_function_that_does_not_ask_is_found(tmp_path):
    (tmp_path / "careless.py").write_text(CARELESS, "utf-8")
    found = functions(tmp_path)
    assert {name for name, one in found.items() if one.writes and one.public} == {
        *("careless.quiet", "careless.through_another", "careless.half"),
    }
    asked = {name: right_asked(found, name) for name in found}
    assert asked["careless.careful"] is asked["careless.asked_before"] is Right.ADMINISTER
    assert asked["careless.half"] is Right.RECORD
    assert asked["careless.by_itself"] is asked["careless.reads"] is None


def table() -> dict[str, Right]:
    """What the table of the decision says, by function or by module."""
    marks = {("✓", "✓"): Right.LOOK, ("–", "✓"): Right.RECORD, ("–", "–"): Right.ADMINISTER}
    told: dict[str, Right] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[3] == "✓" and (cells[1], cells[2]) in marks:
            for name in re.findall(r"`([\w.]+)`", cells[4]):
                assert told.setdefault(name, marks[cells[1], cells[2]]) is marks[cells[1], cells[2]]
    return told


def test_the_table_tells_what_the_code_asks():
    told = table()
    names = {name: told.get(name) or told.get(name.partition(".")[0], Right.LOOK) for name in ASKED}
    wrong = {name: ASKED[name] for name, right in names.items() if right is not ASKED[name]}
    wrong = {name: right for name, right in wrong.items() if name not in BEFORE_ANYBODY_IS_IN}
    assert wrong == {}
    assert {name for name in told if name not in ASKED and "." in name} == set()


@pytest.mark.parametrize("role", Role)
def test_a_role_has_the_rights_of_those_below_it(role):
    assert {right for right in Right if may(role, right)} == set(list(Right)[: 3 - list(Role).index(role)])


def test_a_viewer_exports_lists_but_no_full_numbers(registry, tmp_path):
    become(registry, Role.VIEWER)
    with pytest.raises(NotAllowedError):
        exports.export(registry, "journal", tmp_path / "journal.xlsx", registry.today())
    for kind in exports.TABLES.keys() - {"journal"}:
        assert exports.export(registry, kind, tmp_path / f"{kind}.xlsx", registry.today()) >= 0
    path = tmp_path / "full.xlsx"
    with pytest.raises(NotAllowedError), exports.recording(registry, "Hộ dân", 1, ".xlsx", Numbers.FULL):
        path.write_bytes(b"031165001234")
    assert not path.exists()
    assert journal.entries()[0].detail["kind"] == ".xlsx"


def test_an_export_whose_file_cannot_be_written_has_no_entry(registry):
    with pytest.raises(OSError, match="full"), exports.recording(registry, "Hộ dân", 1, ".xlsx"):
        raise OSError("full")
    assert journal.entries()[0].action != "list.export"


def test_a_viewer_keeps_views_of_their_own(registry):
    views.save(registry, "households", View("Của Lan"))
    viewer = someone(registry, Role.VIEWER)
    views.save(viewer, "households", View("Của tôi"))
    views.save(viewer, "households", View("Của tôi", sort="name"))
    with pytest.raises(NotAllowedError):
        views.save(viewer, "households", View("Của Lan"))
    with pytest.raises(NotAllowedError):
        views.delete(viewer, "households", "Của Lan")
    views.delete(viewer, "households", "Của tôi")
    assert [one.name for one in views.views_of("households")] == ["Của Lan"]


def test_backups_are_made_whoever_is_signed_in(registry, tmp_path):
    become(registry, Role.VIEWER)
    assert backups.make(registry).checked
    assert backups.copy_to(registry, tmp_path) is not None
    t.User.update(active=False).execute()
    assert backups.make(registry).checked


def test_a_clerk_takes_back_their_own_work_alone(registry):
    households.add(registry, HouseholdDraft("Lê Thị Mới", 1))
    change = history.undoable(registry)
    clerk = someone(registry, Role.CLERK)
    with pytest.raises(NotAllowedError, match="Nguyễn Thị Mẫu"):
        history.take_back(clerk, change.id)
    households.add(clerk, HouseholdDraft("Lê Văn Mới", 1))
    assert history.undo(clerk).action == "household.add"
    assert history.take_back(someone(registry, Role.ADMIN), change.id).id == change.id


def test_what_an_administrator_changed_is_not_undone_as_a_clerk(registry):
    act("kinds.retire_kind")(registry)
    become(registry, Role.CLERK)
    with pytest.raises(NotAllowedError):
        history.undo(registry)
    become(registry, Role.ADMIN)
    history.undo(registry)
    become(registry, Role.CLERK)
    with pytest.raises(NotAllowedError):
        history.redo(registry)


def test_a_disabled_account_writes_nothing_more(registry):
    t.User.update(active=False).execute()
    before = digest(registry)
    with pytest.raises(NotAllowedError, match="disabled"):
        rounds.add(registry, RoundDraft("Đợt mới", ROUND_DAY))
    assert digest(registry) == before


def someone(registry: Registry, role: Role) -> Registry:
    """Somebody else who is signed in to the same registry."""
    other = t.User.create(name=f"{role}2", full_name=f"Người {role}", role=role, created_at=registry.now())
    return Registry(
        registry.folder, registry.database, other.id, other.name, other.full_name, registry.clock, role
    )
