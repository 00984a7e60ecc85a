"""What codes are called on the screen, in the language in use."""

from collections.abc import Mapping

from firereg.domain import support
from firereg.domain.alerts import AlertKind, AlertStatus
from firereg.domain.checklist import Item
from firereg.domain.dates import format_date
from firereg.domain.duplicates import Why
from firereg.domain.equipment import Agent, Build, State
from firereg.domain.household import HouseholdState, Relation
from firereg.domain.poverty import Category
from firereg.domain.roles import Role
from firereg.domain.schedule import Clock, Interval, LateBand, RecordKind, Unit
from firereg.domain.support import Criteria, Form, Stage
from firereg.domain.walks import Outcome
from firereg.i18n import _


def clock_label(clock: Clock) -> str:
    """The name of a clock: what has to be done."""
    return {
        Clock.OWNER_CHECK: _("Owner's check"),
        Clock.MAINTENANCE: _("Maintenance"),
        Clock.FULL_SERVICE: _("5-year service"),
        Clock.HYDROSTATIC: _("Hydrostatic test"),
        Clock.DISCARD: _("Discard (end of life)"),
    }[clock]


def record_label(kind: RecordKind) -> str:
    """The name of what was done."""
    return {
        RecordKind.INSPECTION: _("Inspection"),
        RecordKind.MAINTENANCE: _("Maintenance"),
        RecordKind.RECHARGE: _("Recharge"),
        RecordKind.HYDROSTATIC: _("Hydrostatic test"),
    }[kind]


def late_label(band: LateBand) -> str:
    """How long something is past due."""
    least, most = band.days
    if most is None:
        return _("more than {n} days").format(n=least - 1)
    return _("{first} to {last} days").format(first=least, last=most)


def state_label(state: State) -> str:
    """Where an extinguisher is."""
    return {
        State.IN_STOCK: _("In stock"),
        State.WITH_HOUSEHOLD: _("With a household"),
        State.AT_SERVICE: _("At service"),
        State.SPARE_LENT: _("Lent as a spare"),
        State.LOST: _("Lost"),
        State.USED: _("Used in a fire"),
        State.DISCARDED: _("Discarded"),
    }[state]


def form_label(form: Form) -> str:
    """What something given is."""
    return {
        Form.EXTINGUISHER: _("Extinguisher"),
        Form.GOODS: _("Gift in kind"),
        Form.CASH: _("Cash"),
    }[form]


def share_label(outcome: support.Outcome) -> str:
    """What became of a household on the list of a round."""
    return {
        support.Outcome.WAITING: _("Waiting"),
        support.Outcome.GIVEN: _("Given"),
        support.Outcome.NOT_COLLECTED: _("Not collected"),
        support.Outcome.REFUSED: _("Refused"),
        support.Outcome.MOVED: _("Has moved"),
        support.Outcome.DIED: _("Has died"),
    }[outcome]


def stage_label(stage: Stage) -> str:
    """How far a round is."""
    return {
        Stage.PLANNED: _("Planned"),
        Stage.DRAWN_UP: _("List drawn up"),
        Stage.GIVING: _("List approved"),
        Stage.CLOSED: _("Closed"),
    }[stage]


def alert_kind_label(kind: AlertKind) -> str:
    """What a report is a sign of."""
    return {
        AlertKind.FIRE: _("Sign of fire"),
        AlertKind.CRIME: _("Sign of crime"),
        AlertKind.OTHER: _("Something else"),
    }[kind]


def alert_status_label(status: AlertStatus) -> str:
    """How far a report is."""
    return {
        AlertStatus.OPEN: _("In hand"),
        AlertStatus.LATE: _("In hand for long"),
        AlertStatus.CLOSED: _("Dealt with"),
    }[status]


def agent_label(agent: Agent) -> str:
    """What an extinguisher puts a fire out with."""
    return {
        Agent.POWDER_ABC: _("ABC powder"),
        Agent.POWDER_BC: _("BC powder"),
        Agent.CO2: _("CO2"),
        Agent.WATER: _("Water"),
        Agent.FOAM: _("Foam"),
        Agent.CLEAN_AGENT: _("Clean agent"),
    }[agent]


def build_label(build: Build) -> str:
    """How an extinguisher is driven."""
    return {
        Build.STORED_PRESSURE: _("Stored pressure"),
        Build.CARTRIDGE: _("Gas cartridge"),
        Build.SELF_EXPELLING: _("By its own pressure"),
    }[build]


def item_label(item: Item) -> str:
    """A point of the checklist, short: it fits where it is in order and where it is not (TCVN 7435-2:2004 §4.2.2)."""
    return {
        Item.PLACE: _("Where it hangs"),
        Item.VISIBLE: _("Easy to see, instruction facing out"),
        Item.LEGIBLE: _("Instruction legible"),
        Item.SEAL: _("Seal and pin"),
        Item.FULL: _("Full (weighed or lifted)"),
        Item.BODY: _("Shell, hose and nozzle"),
        Item.GAUGE: _("Needle in the green"),
    }[item]


def category_label(category: Category) -> str:
    """What a household is recognised as."""
    return {
        Category.POOR: _("Poor"),
        Category.NEAR_POOR: _("Near-poor"),
        Category.ESCAPED_POOR: _("Newly escaped poverty"),
        Category.ESCAPED_NEAR_POOR: _("Newly escaped near-poverty"),
        Category.POLICY: _("Policy family"),
        Category.HARDSHIP: _("Hardship"),
        Category.OTHER: _("Other"),
    }[category]


def criteria_label(criteria: Criteria, group_names: Mapping[int, str]) -> str:
    """Whom the criteria of a round choose, in one phrase; `group_names` in the order they are told."""
    parts = []
    if criteria.categories:
        parts.append(", ".join(map(category_label, criteria.categories)))
    if criteria.group_ids:
        parts.append(", ".join(name for one, name in group_names.items() if one in criteria.group_ids))
    if criteria.without_extinguisher:
        parts.append(_("without an extinguisher"))
    if criteria.not_helped_since:
        parts.append(_("not helped since {day}").format(day=format_date(criteria.not_helped_since)))
    return "; ".join(parts) or _("whoever is put on the list by hand")


def weekday_labels() -> tuple[str, ...]:
    """The short names of the days of the week, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def relation_label(relation: Relation) -> str:
    """What somebody is to the head of the household."""
    return {
        Relation.HEAD: _("Head"),
        Relation.SPOUSE: _("Spouse"),
        Relation.CHILD: _("Child"),
        Relation.CHILD_IN_LAW: _("Son- or daughter-in-law"),
        Relation.GRANDCHILD: _("Grandchild"),
        Relation.PARENT: _("Parent"),
        Relation.GRANDPARENT: _("Grandparent"),
        Relation.SIBLING: _("Sibling"),
        Relation.OTHER: _("Other"),
    }[relation]


def outcome_label(outcome: Outcome) -> str:
    """What came of one extinguisher of a walk."""
    return {
        Outcome.OPEN: _("Not visited"),
        Outcome.PASSED: _("Passed"),
        Outcome.FAILED: _("Failed"),
        Outcome.NOT_FOUND: _("Not found"),
        Outcome.ELSEWHERE: _("Found elsewhere"),
    }[outcome]


def household_state_label(state: HouseholdState) -> str:
    """Whether a household is to be reckoned with."""
    return {
        HouseholdState.LIVING: _("Living here"),
        HouseholdState.MOVED: _("Moved away"),
        HouseholdState.MERGED: _("Merged into another"),
    }[state]


def duplicate_label(why: Why) -> str:
    """Why two households look like one."""
    return {
        Why.ID_NUMBER: _("Same ID number"),
        Why.PHONE: _("Same phone number"),
        Why.NAME_AND_ADDRESS: _("Same name and address"),
    }[why]


def interval_label(interval: Interval) -> str:
    """ "30 days", "12 months"."""
    words = _("{n} days") if interval.unit is Unit.DAY else _("{n} months")
    return words.format(n=interval.count)


def group_label(number: int, ward: str = "") -> str:
    """ "Tổ dân phố 7", with the old ward where groups of merged wards share a number."""
    return _("Group {n} ({ward})").format(n=number, ward=ward) if ward else _("Group {n}").format(n=number)


def role_label(role: Role) -> str:
    """What somebody in this role is called: "cán bộ"."""
    return {
        Role.ADMIN: _("administrator"),
        Role.CLERK: _("clerk"),
        Role.VIEWER: _("view only"),
    }[role]


def action_label(action: str) -> str:
    """What a journal entry says was done; the code itself where a newer version wrote it."""
    return {
        "account.add": _("Account made"),
        "account.disable": _("Account disabled"),
        "account.enable": _("Account enabled again"),
        "account.password": _("Password set by an administrator"),
        "account.rename": _("Full name of an account changed"),
        "account.role": _("Role of an account changed"),
        "alert.change": _("Report received put right"),
        "alert.close": _("Report received closed"),
        "alert.reopen": _("Report received opened again"),
        "alert.report": _("Report received entered"),
        "backup.copy": _("Backup copied to the second place"),
        "backup.make": _("Backup made"),
        "backup.restore": _("Registry restored from a backup"),
        "change.redo": _("Done again"),
        "change.undo": _("Undone"),
        "demo.build": _("Demo ward built"),
        "demo.history": _("Demo records added"),
        "duty.add_person": _("Person on duty added"),
        "duty.add_post": _("Post of duty added"),
        "duty.attended": _("Said who came on duty"),
        "duty.change_person": _("Person on duty changed"),
        "duty.change_post": _("Post of duty changed"),
        "duty.clear_roster": _("Roster cleared"),
        "duty.make_roster": _("Roster made"),
        "duty.remove_person": _("Person on duty taken out"),
        "duty.remove_post": _("Post of duty taken out"),
        "duty.stand_in": _("Turn of duty given to another"),
        "duty.swap": _("Turns of duty swapped"),
        "extinguisher.edit": _("Extinguisher corrected"),
        "extinguisher.lend": _("Spare lent"),
        "extinguisher.loan_end": _("Lent spare taken back"),
        "extinguisher.receive": _("Extinguishers received"),
        "extinguisher.move": _("Extinguisher moved"),
        "extinguisher.inspect": _("Inspection recorded"),
        "extinguisher.maintenance": _("Maintenance recorded"),
        "extinguisher.recharge": _("Recharge recorded"),
        "extinguisher.hydrostatic": _("Hydrostatic test recorded"),
        "fault.assign": _("Fault assigned"),
        "fault.close": _("Fault closed"),
        "fault.reopen": _("Fault opened again"),
        "fault.report": _("Fault reported"),
        "group.add": _("Residential group added"),
        "group.change": _("Residential group changed"),
        "handover.record": _("Handover recorded"),
        "handover.number": _("Official number entered"),
        "handover.programme": _("Handover put into a programme"),
        "handover.void": _("Receipt cancelled"),
        "household.add": _("Household added"),
        "household.anonymise": _("Household anonymised"),
        "household.change": _("Household changed"),
        "household.change_many": _("Households changed together"),
        "household.come_back": _("Household came back"),
        "household.head": _("Head of household changed"),
        "household.keep_apart": _("Two households kept apart"),
        "household.merge": _("Households merged"),
        "household.move_out": _("Household moved away"),
        "household.remove": _("Household taken out"),
        "household.print_file": _("Personal data of a household given out"),
        "household.show_numbers": _("Numbers of a household shown"),
        "household.split": _("Household split"),
        "interval.change": _("Interval changed"),
        "import.extinguishers": _("List of extinguishers imported"),
        "import.households": _("List imported"),
        "import.poverty": _("List of poor households imported"),
        "interval.remove": _("Interval taken out"),
        "key.begin": _("Change of the key of the registry begun"),
        "key.change": _("Key of the registry changed"),
        "key.keep": _("Change of the key given up, the key before is kept"),
        "kind.add": _("Kind of extinguisher added"),
        "kind.change": _("Kind of extinguisher changed"),
        "kind.restore": _("Kind of extinguisher offered again"),
        "kind.retire": _("Kind of extinguisher retired"),
        "list.export": _("List exported"),
        "member.add": _("Person added"),
        "member.anonymise": _("Person anonymised"),
        "member.change": _("Person changed"),
        "member.remove": _("Person taken out"),
        "notice.keep": _("Notice sent"),
        "notice.remove": _("Notice taken out"),
        "paper.words": _("Words of a paper changed"),
        "password.change": _("Own password changed"),
        "password.reset": _("Password reset"),
        "photo.add": _("Photo added"),
        "photo.remove": _("Photo removed"),
        "pledge.add": _("Signed pledge attached"),
        "pledge.remove": _("Signed pledge removed"),
        "programme.add": _("Programme added"),
        "programme.change": _("Programme changed"),
        "programme.end": _("Programme ended"),
        "programme.remove": _("Programme taken out"),
        "programme.resume": _("Programme goes on"),
        "receipt.print": _("Receipt printed"),
        "receipt.show": _("Receipt shown with full numbers"),
        "recovery_code.new": _("New recovery code"),
        "registry.rescued": _("Saved from a damaged registry"),
        "reminder.keep": _("Reminded"),
        "round.add": _("Round added"),
        "round.approve": _("List of a round approved"),
        "round.change": _("Round changed"),
        "round.close": _("Round closed"),
        "round.draw_up": _("List of a round drawn up"),
        "round.outcome": _("Said what became of a household in a round"),
        "round.put_back": _("Put back on the list of a round"),
        "round.put_on": _("Put on the list of a round by hand"),
        "round.reopen": _("Round opened again"),
        "round.take_out": _("Taken out of the list of a round"),
        "scan.add": _("Signed paper added"),
        "scan.remove": _("Signed paper removed"),
        "scan.show": _("Signed paper shown"),
        "setting.change": _("Setting changed"),
        "sign_in": _("Signed in"),
        "sign_in.wrong_tries": _("Wrong passwords before signing in"),
        "status.add": _("Status recognised"),
        "status.change": _("Status corrected"),
        "status.end": _("Status ended"),
        "status.remove": _("Status taken out"),
        "walk.close": _("Walk of inspection closed"),
        "walk.delete": _("Walk of inspection taken out"),
        "walk.enter": _("Result of a walk entered"),
        "walk.plan": _("Walk of inspection planned"),
        "walk.programme": _("Walk of inspection put into a programme"),
        "walk.reopen": _("Walk of inspection opened again"),
        "walk.results": _("Results of a walk taken from a file"),
        "walk.undo": _("Result of a walk taken back"),
        "ward.change": _("Ward described"),
        "zalo_group.add": _("Zalo group added"),
        "zalo_group.change": _("Zalo group changed"),
        "zalo_group.close": _("Zalo group closed"),
        "zalo_group.remove": _("Zalo group taken out"),
        "zalo_group.reopen": _("Zalo group opened again"),
    }.get(action, action)
