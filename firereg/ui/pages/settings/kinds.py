"""The kinds of extinguisher, in the settings."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSizePolicy

from firereg.domain.equipment import Agent, Build
from firereg.domain.labels import agent_label, build_label
from firereg.domain.money import format_dong
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import kinds
from firereg.services.kinds import KindDraft, KindEntry
from firereg.ui.desk import Desk
from firereg.ui.models.paged import Column
from firereg.ui.pages.settings.section import ListSection, RowForm
from firereg.ui.pages.side_form import undoably
from firereg.ui.widgets.fields import KilogramEdit, choice
from firereg.ui.widgets.parts import button


class KindForm(RowForm):
    """One kind. `saved` tells its id."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, close_words=_("Drop changes"))
        self._row: KindEntry | None = None
        self.code, self.name = QLineEdit(), QLineEdit()
        self.agent = choice([(agent_label(agent), agent) for agent in Agent])
        self.build = choice([(build_label(build), build) for build in Build])
        self.mass = KilogramEdit(_("Enter the mass of the agent in kg, such as 4 or 0.5."))
        self.gauge = choice(
            [(_("Gauge: the needle shows that it is full"), True), (_("None: it is weighed"), False)]
        )
        self.rechargeable = QCheckBox(_("Can be recharged"))
        self.wheeled = QCheckBox(_("On wheels"))
        self.retire = button("", self._retire, kind="quiet")
        self.retire.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add("code", _("Code"), self.code, _("As the trade names it, such as MFZL4"))
        self.add("name", _("Name"), self.name)
        self.add("agent", _("Agent"), self.agent)
        self.add("build", _("Build"), self.build)
        self.add("mass_g", _("Agent, kg"), self.mass, _("Kilograms, or litres of water and foam"))
        self.add("has_gauge", _("Full or not"), self.gauge)
        self.add("rechargeable", "", self.rechargeable)
        self.add("wheeled", "", self.wheeled)
        self.add_below(self.retire)

    def open(self, row: KindEntry) -> None:
        """Change this kind."""
        self._row, kind = row, row.kind
        self.clear_problems()
        self.set_head(kind.code, _("{n} extinguishers").format(n=format_dong(row.extinguishers)))
        self.code.setText(kind.code)
        self.name.setText(kind.name)
        self.agent.setCurrentIndex(self.agent.findData(kind.agent))
        self.build.setCurrentIndex(self.build.findData(kind.build))
        self.mass.set(kind.mass_g)
        self.gauge.setCurrentIndex(self.gauge.findData(kind.has_gauge))
        self.rechargeable.setChecked(kind.rechargeable)
        self.wheeled.setChecked(kind.wheeled)
        self.retire.setText(_("Offer it no more") if row.active else _("Offer it again"))
        self.retire.show()
        self.stale.filled()

    def open_new(self) -> None:
        """A new kind."""
        self._row = None
        self.clear_problems()
        self.set_head(_("New kind"), _("It begins with the intervals of the standard."))
        self.code.clear()
        self.name.clear()
        self.mass.set(None)
        self.gauge.setCurrentIndex(0)
        self.rechargeable.setChecked(True)
        self.wheeled.setChecked(False)
        self.retire.hide()
        self.code.setFocus()

    def fill_again(self) -> None:
        """What is kept of this kind."""
        assert self._row is not None
        self.open(_entry(self._row.id))

    def keep(self) -> int:
        """Keep it, with a way back."""
        row, registry, draft = self._row, self.desk.registry, self._draft()
        if row is None:
            kind_id, undo = undoably(self.desk, lambda: kinds.add_kind(registry, draft))
        else:
            kind_id = row.id
            _nothing, undo = undoably(self.desk, lambda: kinds.change_kind(registry, row.id, draft, row.kind))
            self._row = _entry(row.id)
        self.desk.wrote(_("Kind {code} is kept.").format(code=draft.code.strip().upper()), undo)
        return kind_id

    def _draft(self) -> KindDraft:
        mass = self.mass.grams()
        if problem := self.form.rows["mass_g"].error():
            raise BadInputError(problem, "mass_g")
        return KindDraft(
            code=self.code.text(),
            name=self.name.text(),
            agent=self.agent.currentData(),
            build=self.build.currentData(),
            mass_g=mass or 0,
            has_gauge=self.gauge.currentData(),
            rechargeable=self.rechargeable.isChecked(),
            wheeled=self.wheeled.isChecked(),
        )

    def _retire(self) -> None:
        row = self._row
        if row is None:
            return

        def act() -> None:
            _nothing, undo = undoably(
                self.desk, lambda: kinds.retire_kind(self.desk.registry, row.id, active=not row.active)
            )
            words = _("Kind {code} is offered no more.") if row.active else _("Kind {code} is offered again.")
            self.desk.wrote(words.format(code=row.kind.code), undo)

        self.desk.attempt(act)


def _entry(kind_id: int) -> KindEntry:
    return next(one for one in kinds.kinds() if one.id == kind_id)


def kinds_section(desk: Desk) -> ListSection:
    """Every kind, and its form."""
    columns = (
        Column(_("Code"), lambda r: r.kind.code, width=88),
        Column(_("Name"), lambda r: r.kind.name, stretch=True, tip=lambda r: r.kind.name),
        Column(_("Kg"), lambda r: f"{r.kind.mass_g / 1000:g}".replace(".", ","), align="right", width=56),
        Column(
            _("Extinguishers"), lambda r: format_dong(r.extinguishers), align="right", width=128, spare=True
        ),
        Column(_("State"), _standing, width=128, role=_role, spare=True),
    )
    return ListSection(
        KindForm(desk),
        name=_("Kinds"),
        sentence=_(
            "What the ward's extinguishers can be. A kind that is offered no more keeps its extinguishers."
        ),
        columns=columns,
        rows=kinds.kinds,
        add_words=_("New kind"),
    )


def _standing(row: KindEntry) -> str:
    return _("Offered") if row.active else _("No more")


def _role(row: Any) -> str:
    return "text" if row.active else "muted"
