"""Personal data of a household: all of it on paper for who asks, or taken away for good."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton

from firereg.domain.roles import Right
from firereg.errors import UserError
from firereg.i18n import _
from firereg.services import anonymising, household_story, members, person_paper, personal_data
from firereg.services.anonymising import Preview
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.icons import icon
from firereg.ui.jobs import Progress
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.fields import choice
from firereg.ui.widgets.parts import button, label


class PersonalDataForm(SideForm):
    """Whose data, and who asked. `saved` tells the id of the household once somebody was anonymised."""

    def __init__(self, desk: Desk, on_anonymise: Callable[[HouseholdRow, int | None], object]) -> None:
        super().__init__(desk, _("Show the paper"))
        self.save_button.setIcon(icon("file-text", "on_accent"))
        self._row: HouseholdRow | None = None
        self.whose, self.given_to = choice([]), QLineEdit()
        self.add("whose", _("Whose data"), self.whose)
        self.add(
            "given_to", _("Asked for by"), self.given_to, _("Stands on the paper; leave it empty to write")
        )
        self.add_below(
            label(
                _(
                    "The paper has all that is held, with full numbers. A request is to be answered within 2 working "
                    "days (Decree 356/2025/NĐ-CP). What is wrong is corrected with “Change”."
                ),
                "muted",
                wrap=True,
            )
        )
        if desk.may(Right.ADMINISTER):
            self.anonymise: QPushButton = button(_("Anonymise…"), self._go_on, "eye-off")
            self.add_to_foot(self.anonymise)
        self._on_anonymise = on_anonymise

    def begin(self, row: HouseholdRow) -> None:
        """Ready for somebody of this household."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Personal data"), f"{row.head_name} · {row.code}")
        self.whose.clear()
        self.whose.addItem(_("All of the household"), None)
        for person in members.people_of(row.id)[1:]:
            self.whose.addItem(person.name, person.id)
        self.given_to.clear()
        self.whose.setFocus()

    def submit(self) -> None:
        """Show the paper, to be printed or saved; the journal tells of both."""
        assert self._row is not None
        row, member_id, registry = self._row, self.whose.currentData(), self.desk.registry
        given_to = self.given_to.text().strip()
        household_id = row.id if member_id is None else None
        file = personal_data.everything_on(registry, household_id=household_id, member_id=member_id)
        household_story.note_shown(registry, row.id)
        self.desk.print_pdf(
            lambda: person_paper.pdf(registry, file, given_to),
            _("Personal data"),
            f"phieu-thong-tin-{row.code}.pdf",
            lambda: personal_data.note_given(registry, file, given_to),
        )

    def _go_on(self) -> None:
        assert self._row is not None
        self._on_anonymise(self._row, self.whose.currentData())


class AnonymiseForm(SideForm):
    """What goes and what stays, then the reason. `saved` tells the id of the household."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Anonymise…"))
        self.save_button.setIcon(icon("eye-off", "on_accent"))
        self._row: HouseholdRow | None = None
        self._member_id: int | None = None
        self._preview: Preview | None = None
        self._told = {name: label("", wrap=True) for name in ("goes", "stays", "mind")}
        for name, words in (("goes", _("What goes")), ("stays", _("What stays")), ("mind", _("To be known"))):
            self.add_on_top(label(words, "strong"))
            self.add_on_top(self._told[name])
        self.reason = QLineEdit()
        self.add("reason", _("Reason"), self.reason, _("Such as “asked for by the person”, with the day"))

    def begin(self, row: HouseholdRow, member_id: int | None = None) -> None:
        """Work out what it would do to this household, or to one of its members."""
        self._row, self._member_id, self._preview = row, member_id, None
        self.clear_problems()
        self.set_head(_("Anonymise"), f"{row.head_name} · {row.code}")
        for told in self._told.values():
            told.setText("…")
        self.reason.clear()
        self.save_button.setEnabled(False)
        registry = self.desk.registry

        def work(_progress: Progress) -> Preview:
            with registry.other_thread():
                if member_id is not None:
                    return anonymising.preview_member(registry, member_id)
                return anonymising.preview(registry, row.id)

        self.desk.jobs.run(work, self._show, self._failed)
        self.reason.setFocus()

    def submit(self) -> None:
        """Ask once more, since nothing brings it back; then do it in the background."""
        self.clear_problems()
        row, member_id, told = self._row, self._member_id, self._preview
        reason = self.reason.text().strip()
        if row is None or told is None:
            return
        if not reason:
            self.form.show_error("reason", _("Say why, such as “asked for by the person”."))
            self.go_to("reason")
            return
        if not self._sure(told):
            return
        registry = self.desk.registry

        def work(_progress: Progress) -> bool:
            with registry.other_thread():
                if member_id is not None:
                    return anonymising.anonymise_member(registry, member_id, reason)
                return anonymising.anonymise(registry, row.id, reason)

        self.save_button.setEnabled(False)
        self.desk.jobs.run(work, lambda washed: self._done(row.id, told, washed=washed), self._failed)

    def _sure(self, told: Preview) -> bool:
        box = QMessageBox(self.window())
        box.setWindowTitle("firereg")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(
            _("The data of {name} go for good. Nothing and nobody brings them back.").format(name=told.name)
        )
        act = box.addButton(_("Anonymise for good"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(_("Keep the data"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is act

    def _show(self, told: Preview) -> None:
        self._preview = told
        self.set_head(_("Anonymise"), f"{told.name} · {told.code}")
        self._told["goes"].setText(
            "\n".join(f"• {line}" for line in _goes(told, self._member_id is not None))
        )
        self._told["stays"].setText("\n".join(f"• {line}" for line in _stays(told)))
        self._told["mind"].setText("\n".join(f"• {line}" for line in _to_be_known(told)))
        self.save_button.setEnabled(True)

    def _done(self, household_id: int, told: Preview, *, washed: bool) -> None:
        words = _("{code} is anonymised.").format(code=told.code)
        if not washed:
            words += " " + _(
                "The file is cleaned when the program is started next: something else is using it."
            )
        self.desk.wrote(words)
        self.saved.emit(household_id)

    def _failed(self, problem: Exception) -> None:
        self.save_button.setEnabled(self._preview is not None)
        if not isinstance(problem, UserError):
            raise problem
        self.message.say("error", str(problem))


def _goes(told: Preview, one_member: bool) -> list[str]:
    lines = [
        _("Name, birth, sex, ID number and notes of {name}").format(name=told.name)
        if one_member
        else _("Names, births, sexes, ID numbers, phone, address and notes; persons: {n}").format(
            n=told.people
        )
    ]
    counted = (
        (len(told.receipts), _("Name and numbers on their receipts: {codes}")),
        (told.texts, _("Names and numbers in reminders, remarks and certificates: {n}")),
        (told.photos, _("Photos of extinguishers in their home and scans of signed papers: {n}")),
        (told.entries, _("What entries of the journal tell of them: {n}")),
        (told.changes, _("What is kept to undo changes: {n}; those can no longer be undone")),
        (told.drafts, _("Half-filled forms and saved views with their name: {n}")),
    )
    few = ", ".join(told.receipts[:5]) + (" …" if len(told.receipts) > 5 else "")
    return lines + [words.format(n=n, codes=few) for n, words in counted if n]


def _stays(told: Preview) -> list[str]:
    return [
        _("Code {code}, the group and the number of persons").format(code=told.code),
        _("Number, day, round, things and amounts of every receipt, with “(đã ẩn danh)” for the name"),
        _("What was done, when and by whom, in the journal"),
        _("The figures of all reports and lists"),
    ]


def _to_be_known(told: Preview) -> list[str]:
    lines = []
    if told.held:
        lines.append(
            _("Extinguisher {serials} is still there. Nobody can be reminded of it any more.").format(
                serials=", ".join(told.held)
            )
        )
    lines.append(
        _(
            "Backups made until now still hold the data ({n} beside the registry). They are thinned out month by "
            "month; those from before an update of the program stay until somebody deletes them. No backup is made "
            "now: it would only keep the data longer."
        ).format(n=told.backups)
    )
    lines.append(_("Papers that were printed, and lists that were exported, are not reached."))
    return lines
