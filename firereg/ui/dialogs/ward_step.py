"""The first step of a new registry: the ward, with the paper beside it as it will print."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from firereg.documents.papers import Party, Receipt, Receiver
from firereg.domain import ward_names
from firereg.i18n import _
from firereg.services.receipts import letterhead, seat
from firereg.services.setup import GroupDraft
from firereg.services.wards import REFORM, Ward
from firereg.ui.dialogs.steps import scrolled
from firereg.ui.jobs import JobRunner
from firereg.ui.widgets.fields import Form, count_box
from firereg.ui.widgets.parts import label
from firereg.ui.widgets.pdf_preview import PdfPreview

_MOST_GROUPS = 99
_PREVIEW_DELAY = 250  # milliseconds after the last key


class WardStep(QWidget):
    """Asks for the ward; what follows from its name fills itself in until somebody changes it."""

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self._touched: set[QWidget] = set()
        self.name, self.province, self.address = QLineEdit(), QLineEdit(), QLineEdit()
        self.groups = count_box(1, _MOST_GROUPS)
        self.giver_name, self.giver_title = QLineEdit(), QLineEdit("Chủ tịch Ủy ban nhân dân phường")
        self.body, self.place = QPlainTextEdit(), QLineEdit()
        self.symbol, self.authority = QLineEdit("BB-UBND"), QLineEdit("TM. ỦY BAN NHÂN DÂN")
        self.had_name = QCheckBox(_("The ward had another name before 1/7/2025"))
        self.old_name, self.old_district = QLineEdit(), QLineEdit()
        self.form = Form()
        self.preview = PdfPreview(_("The head of the papers appears here."))
        self._typing = QTimer(self, singleShot=True, interval=_PREVIEW_DELAY)
        self._fill_form()
        self._connect()
        self._lay_out()
        self._show_old(False)
        self._name_typed()

    def profiles(self) -> list[Ward]:
        """The ward as typed: its names, the oldest first."""
        now = Ward(
            name=self.name.text(),
            province=self.province.text(),
            body_lines=tuple(self.body.toPlainText().splitlines()),
            place=self.place.text(),
            symbol=self.symbol.text(),
            sign_authority=self.authority.text(),
            giver_name=self.giver_name.text(),
            giver_title=self.giver_title.text(),
            address_line=self.address.text(),
        )
        if not self.had_name.isChecked():
            return [now]
        old = self.old_name.text()
        before = replace(
            now,
            name=old,
            district=self.old_district.text(),
            body_lines=ward_names.body_lines(old),
            place=ward_names.place(old),
            giver_name="",
            address_line="",
        )
        return [before, replace(now, valid_from=REFORM)]

    def group_drafts(self) -> list[GroupDraft]:
        """The residential groups, with their leaders still to be named."""
        return [GroupDraft(number) for number in range(1, self.groups.value() + 1)]

    def complete(self) -> bool:
        """Whether all is there; what is missing is said beneath its field."""
        self.form.clear_errors()
        needed = [
            ("name", self.name.text(), _("Enter the name of the ward, such as “Phường Lê Chân”.")),
            ("province", self.province.text(), _("Enter the province or city.")),
            ("body_lines", self.body.toPlainText(), _("The letterhead needs the name of the issuing body.")),
            ("place", self.place.text(), _("Enter what stands before the date on a paper.")),
        ]
        if self.had_name.isChecked():
            needed.append(("old_name", self.old_name.text(), _("Enter the name before 1/7/2025.")))
        for key, text, missing in needed:
            if not text.strip():
                self.form.show_error(key, missing)
                return False
        return True

    def _fill_form(self) -> None:
        self.name.setPlaceholderText("Phường Lê Chân")
        self.province.setPlaceholderText("thành phố Hải Phòng")
        self.old_name.setPlaceholderText("phường Dư Hàng Kênh")
        self.old_district.setPlaceholderText("quận Lê Chân")
        self.address.setPlaceholderText(_("optional"))
        self.groups.setValue(10)
        self.body.setTabChangesFocus(True)
        self.body.setFixedHeight(56)
        form = self.form
        form.add("name", _("Ward"), self.name)
        form.add("province", _("Province, city"), self.province)
        form.add(
            "groups", _("Number of groups"), self.groups, _("Residential groups; more can be added later.")
        )
        form.add_widget(self.had_name)
        form.add("old_name", _("Name before"), self.old_name)
        form.add("old_district", _("District before"), self.old_district)
        form.add_widget(label(_("On the papers"), "strong"))
        form.add("giver_name", _("Signs"), self.giver_name)
        form.add("giver_title", _("Office"), self.giver_title)
        form.add("body_lines", _("Letterhead"), self.body)
        form.add("place", _("Before the date"), self.place, " ")
        form.add("symbol", _("After the number"), self.symbol)
        form.add("sign_authority", _("Above the signature"), self.authority)
        form.add("address_line", _("Address at the foot"), self.address)

    def _connect(self) -> None:
        self.name.textChanged.connect(self._name_typed)
        self.had_name.toggled.connect(self._show_old)
        self.place.textEdited.connect(lambda: self._touched.add(self.place))
        self.body.textChanged.connect(self._body_changed)
        for field in (
            self.place,
            self.symbol,
            self.authority,
            self.giver_name,
            self.giver_title,
            self.address,
        ):
            field.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._draw)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(scrolled(inner), 5)
        row.addWidget(self.preview, 4)

    def _name_typed(self) -> None:
        name = self.name.text()
        if self.place not in self._touched:
            self.place.setText(ward_names.place(name))
        if self.body not in self._touched:
            self.body.setPlainText("\n".join(ward_names.body_lines(name)).strip())
            self._touched.discard(self.body)
        shown = name.strip() or self.name.placeholderText()
        self.form.rows["place"].set_hint(
            _(
                "“{full}” if the ward is named after a person, a number or an event, else “{bare}” (Decree 30/2020)."
            ).format(full=ward_names.full_place(shown), bare=ward_names.bare_name(shown))
        )
        self._typing.start()

    def _body_changed(self) -> None:
        if self.body.hasFocus():
            self._touched.add(self.body)
        self._typing.start()

    def _show_old(self, shown: bool) -> None:
        for key in ("old_name", "old_district"):
            self.form.rows[key].setVisible(shown)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was typed meanwhile."""
        super().showEvent(event)
        self._typing.start()

    def _draw(self) -> None:
        if not self.isVisible():
            return
        sample = _sample(self.profiles()[-1])

        def work(_progress: object) -> bytes:
            from firereg.documents.receipt import receipt_pdf

            return receipt_pdf([sample])

        self._jobs.run(work, self.preview.show_pdf)


def _sample(ward: Ward) -> Receipt:
    """A receipt of this ward with nothing on it yet."""
    nobody = Receiver("", None, "", "", "", "", "", "", "")
    return Receipt(
        letterhead=letterhead(ward),
        code="",
        number=None,
        symbol=ward.symbol,
        day=date.today(),
        place_text=seat(ward),
        giver=Party(ward.giver_name, ward.giver_title),
        receiver=nobody,
        witness=Party("", "Tổ trưởng tổ dân phố"),
        lines=(),
        sign_authority=ward.authority_lines,
    )
