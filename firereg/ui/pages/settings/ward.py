"""The ward in the settings: every name it has had, and the letterhead of each."""

from dataclasses import asdict, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout

from firereg.domain.dates import decree_date, format_date
from firereg.domain.text import excerpt
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import wards
from firereg.services.wards import BEGINNING, Ward
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings.section import ListSection, RowForm
from firereg.ui.pages.side_form import take_back
from firereg.ui.widgets.fields import DateEdit
from firereg.ui.widgets.parts import label, rule

_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


class LetterheadPreview(QFrame):
    """The head of a paper as it will stand there, in Vietnamese whatever the language of the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._parent, self._body = _centered(), _centered("strong")
        self._number, self._place = _centered(), _centered()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(16, 12, 16, 12)
        columns.addLayout(_column(80, self._parent, self._body, self._number), 2)
        columns.addLayout(_column(176, _centered("strong", _NATION), self._place), 3)

    def show_ward(self, ward: Ward, today: date) -> None:
        """Show the head of a paper this ward issues."""
        self._parent.setText(ward.parent_body)
        self._parent.setVisible(bool(ward.parent_body))
        self._body.setText("\n".join(ward.body_lines))
        self._number.setText(f"Số: 05/{ward.symbol}")
        self._place.setText(f"{ward.place}, {decree_date(max(ward.valid_from, today))}")
        self.setAccessibleName("; ".join(part.text() for part in self.findChildren(QLabel)))


class WardForm(RowForm):
    """One name of the ward and the letterhead that goes with it. `saved` tells the day it holds from."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._before: Ward | None = None
        self.valid_from = DateEdit(desk.registry.today)
        self.body_lines = QPlainTextEdit()
        self.body_lines.setFixedHeight(58)
        self.body_lines.setTabChangesFocus(True)
        self.preview = LetterheadPreview()
        self.add("valid_from", _("Holds from"), self.valid_from)
        self.lines: dict[str, QLineEdit] = {}
        self._add_line("name", _("Ward"), _("As in running text: phường Dư Hàng Kênh"))
        self._add_line("district", _("District"), _("Empty since 1/7/2025"))
        self._add_line("province", _("Province or city"))
        self._add_line("parent_body", _("Body above"), _("Stands above the issuing body; usually empty"))
        self.add(
            "body_lines", _("Issuing body"), self.body_lines, _("One line of the letterhead on each line")
        )
        self._add_line("place", _("Place"), _("Before the date: Dư Hàng Kênh, but Phường Lê Chân"))
        self._add_line("symbol", _("Symbol"), _("Behind the number: BB-UBND"))
        self._add_line("sign_authority", _("Signs for"), "TM. ỦY BAN NHÂN DÂN")
        self._add_line("giver_name", _("Signer"))
        self._add_line("giver_title", _("Position"))
        self._add_line("address_line", _("Address line"), _("At the foot of the paper; may be empty"))
        self.body_lines.textChanged.connect(self._show_head)
        self.valid_from.changed.connect(self._show_head)

    def open(self, ward: Ward) -> None:
        """Change this name."""
        self.set_head(ward.name)
        self._before = ward
        self.valid_from.setEnabled(False)
        self._fill(ward)

    def open_new(self) -> None:
        """A new name from a day on; the rest begins as it is now."""
        self.set_head(_("New name of the ward"))
        self._before = None
        self.valid_from.setEnabled(True)
        newest = wards.profiles()[-1]
        self._fill(replace(newest, valid_from=self.desk.registry.today()))
        self.valid_from.setFocus()

    def fill_again(self) -> None:
        """What is kept of this name."""
        assert self._before is not None
        self.open(wards.profile_from(self._before.valid_from) or self._before)

    def keep(self) -> date:
        """Keep it, with a way back where it replaced something."""
        before, ward = self._before, self._ward()
        if before is None:
            ward = replace(
                ward, valid_from=self.day_of("valid_from", _("Enter the day the name holds from."))
            )
            if any(one.valid_from == ward.valid_from for one in wards.profiles()):
                raise BadInputError(
                    _("There is a name from that day already. Choose it in the list to change it."),
                    "valid_from",
                )
        if not ward.body_lines:
            raise BadInputError(_("Enter the issuing body, such as ỦY BAN NHÂN DÂN."), "body_lines")
        wards.save_profile(self.desk.registry, ward, before)
        undo = None
        if before is not None:
            undo = take_back(
                self.desk,
                lambda: wards.save_profile(self.desk.registry, before),
                _("The ward is described as before."),
            )
        self._before = ward
        self.desk.wrote(
            _("Saved {name}. Papers already issued stay as they are.").format(name=ward.name), undo
        )
        return ward.valid_from

    def _add_line(self, key: str, text: str, hint: str = "") -> None:
        field = self.lines[key] = QLineEdit()
        field.textChanged.connect(self._show_head)
        self.add(key, text, field, hint)

    def _fill(self, ward: Ward) -> None:
        self.clear_problems()
        beginning = ward.valid_from == BEGINNING
        self.valid_from.set(None if beginning else ward.valid_from)
        self.form.rows["valid_from"].set_hint(_("From the beginning") if beginning else "")
        values = asdict(ward)
        for key, field in self.lines.items():
            field.setText(values[key])
            field.setCursorPosition(0)
        self.body_lines.setPlainText("\n".join(ward.body_lines))
        self.stale.filled()
        self._show_head()

    def _ward(self) -> Ward:
        texts = {key: " ".join(field.text().split()) for key, field in self.lines.items()}
        body = tuple(" ".join(line.split()) for line in self.body_lines.toPlainText().splitlines())
        since = self._before.valid_from if self._before else self.desk.registry.today()
        return Ward(**texts, body_lines=tuple(line for line in body if line), valid_from=since)

    def _show_head(self) -> None:
        self.preview.show_ward(self._ward(), self.desk.registry.today())


def ward_section(desk: Desk) -> ListSection:
    """The names of the ward by date, and their form."""
    form = WardForm(desk)
    columns = (
        Column(_("From"), lambda w: _since(w.valid_from), width=112),
        Column(_("Ward"), lambda w: w.name, stretch=True),
        Column(_("District, province"), _above, width=240, tip=_above, spare=True),
    )
    return ListSection(
        form,
        name=_("Names of the ward"),
        sentence=_("A paper takes the name that held on its day, so old papers stay in the old name."),
        columns=columns,
        rows=lambda: wards.profiles()[::-1],  # the newest first
        key=lambda ward: ward.valid_from,
        add_words=_("New name from a day on"),
        below=form.preview,
    )


def _since(day: date) -> str:
    return _("the beginning") if day == BEGINNING else format_date(day)


def _above(ward: Ward) -> str:
    return excerpt(", ".join(part for part in (ward.district, ward.province) if part))


def _column(rule_width: int, *parts: QLabel) -> QVBoxLayout:
    """Lines of the head; above the last one stands a short rule."""
    line = rule()
    line.setFixedWidth(rule_width)
    column = QVBoxLayout()
    column.setSpacing(2)
    for part in parts[:-1]:
        column.addWidget(part)
    column.addSpacing(2)
    column.addWidget(line, alignment=Qt.AlignmentFlag.AlignHCenter)
    column.addSpacing(4)
    column.addWidget(parts[-1])
    column.addStretch(1)
    return column


def _centered(kind: str = "", text: str = "") -> QLabel:
    made = label(text, kind, wrap=True)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    return made
