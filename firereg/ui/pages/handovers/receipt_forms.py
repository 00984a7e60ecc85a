"""An extinguisher that changes hands with a receipt: exchanged, passed on, or a lent spare that stays."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from firereg.domain.equipment import State
from firereg.domain.labels import state_label
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import equipment, equipment_swaps, households, wards
from firereg.services.equipment import ExtinguisherRow
from firereg.services.handover_draft import HandoverDraft
from firereg.services.handover_list import HandoverRow
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.handovers.handover_parts import household_suggestion
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.fields import DateEdit, choice
from firereg.ui.widgets.suggestions import Suggestion


def in_stock(text: str) -> list[Suggestion]:
    """Extinguishers in stock that match what is typed."""
    return [
        Suggestion(row.serial, f"{row.kind_code} · {row.kind_name}", row, "fire-extinguisher")
        for row in equipment.suggest(text, state=State.IN_STOCK)
    ]


class ReceiptForm(SideForm):
    """What every one of these needs: the day, who gives for the ward, and who saw it. `saved` tells the receipt."""

    def __init__(self, desk: Desk, save_words: str) -> None:
        super().__init__(desk, save_words)
        self.row: ExtinguisherRow | None = None
        self.day = DateEdit(desk.registry.today)
        self.giver, self.witness, self.reason = QLineEdit(), QLineEdit(), QLineEdit()

    def add_usual_fields(self) -> None:
        """The fields all of them end with."""
        self.add("reason", _("Reason"), self.reason)
        self.add("day", _("Day"), self.day)
        self.add("giver_name", _("Giver"), self.giver)
        self.add("witness_name", _("Witness"), self.witness)

    def open(self, row: ExtinguisherRow, title: str) -> None:
        """Ready to enter it for this extinguisher."""
        self.row = row
        self.clear_problems()
        self.set_head(title, f"{row.serial} · {row.kind_code}\n{row.head_name}")
        today = self.desk.registry.today()
        self.day.set(today)
        self.reason.clear()
        self.giver.setText(wards.ward_on(today).giver_name or self.desk.registry.full_name)
        self.set_witness(row.household_id)

    def set_witness(self, household_id: int | None) -> None:
        """The leader of the household's group saw it, unless somebody else did."""
        self.witness.setText(self._group_of(household_id).leader_name if household_id else "")

    def draft(self, household_id: int, serials: Sequence[str]) -> HandoverDraft:
        """The receipt as it is typed."""
        day = self.day_of("day", _("Enter the day of the handover."))
        ward = wards.ward_on(day)
        witness = self.witness.text().strip()
        number = self._group_of(household_id).number
        return HandoverDraft(
            household_id=household_id,
            day=day,
            serials=tuple(serials),
            giver_name=self.giver.text(),
            giver_title=ward.giver_title if self.giver.text().strip() == ward.giver_name else "",
            witness_name=witness,
            witness_title=f"Tổ trưởng tổ dân phố {number}" if witness else "",
        )

    def _group_of(self, household_id: int) -> wards.GroupRow:
        household = households.by_id(household_id, self.desk.registry.today())
        return next(group for group in wards.groups() if group.id == household.group_id)


class SwapForm(ReceiptForm):
    """Another one for the one a household gives back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Exchange and print"))
        self.new = CompletionEdit(in_stock, _("Scan or type a serial number"), "scan-barcode")
        self.old_goes = choice([(state_label(state), state) for state in equipment_swaps.OLD_GOES])
        self.add("items", _("New one"), self.new)
        self.add("old_goes", _("Old one goes"), self.old_goes)
        self.add_usual_fields()

    def begin(self, row: ExtinguisherRow) -> None:
        """Ready to exchange this one."""
        self.open(row, _("Exchange it for another"))
        self.new.pick(None)
        self.new.setFocus()

    def keep(self) -> HandoverRow:
        """Exchange it."""
        assert self.row is not None
        assert self.row.household_id is not None
        new = _picked(self.new, "items", _("Scan the extinguisher that the household gets."))
        return equipment_swaps.swap(
            self.desk.registry,
            self.row.serial,
            self.draft(self.row.household_id, [new.serial]),
            old_goes=self.old_goes.currentData(),
            reason=self.reason.text(),
        )


class PassOnForm(ReceiptForm):
    """From one household to another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Pass on and print"))
        self.household = CompletionEdit(
            lambda text: [household_suggestion(row) for row in households.suggest(desk.registry, text)],
            _("Name without accents, group, code…"),
            "house",
        )
        self.add("household", _("To household"), self.household)
        self.add_usual_fields()
        self.household.picked.connect(self._chosen)

    def begin(self, row: ExtinguisherRow) -> None:
        """Ready to pass this one on."""
        self.open(row, _("Pass it on to another household"))
        self.household.pick(None)
        self.household.setFocus()

    def keep(self) -> HandoverRow:
        """Pass it on."""
        assert self.row is not None
        household: HouseholdRow = _picked(
            self.household, "household", _("Choose the household that gets the extinguisher.")
        )
        receipt = self.draft(household.id, [self.row.serial])
        return equipment_swaps.pass_on(self.desk.registry, self.row.serial, receipt, self.reason.text())

    def _chosen(self, suggestion: Suggestion | None) -> None:
        if suggestion is not None:
            self.set_witness(suggestion.payload.id)


class KeepSpareForm(ReceiptForm):
    """A lent spare stays with its household for good."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Hand over and print"))
        self.add_usual_fields()

    def begin(self, row: ExtinguisherRow) -> None:
        """Ready to hand this spare over."""
        self.open(row, _("The spare stays for good"))
        self.reason.setFocus()

    def keep(self) -> HandoverRow:
        """Hand it over."""
        assert self.row is not None
        assert self.row.household_id is not None
        receipt = self.draft(self.row.household_id, [self.row.serial])
        return equipment_swaps.keep_spare(self.desk.registry, self.row.serial, receipt, self.reason.text())


def _picked(field: CompletionEdit, key: str, missing: str):
    chosen = field.current()
    if chosen is None:
        raise BadInputError(missing, key)
    return chosen.payload
