"""A stock list of extinguishers brought in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit

from firereg.exchange.stock_columns import StockField, stock_field_label
from firereg.i18n import _
from firereg.services import equipment, stock_import
from firereg.services.imports import ListKind
from firereg.services.stock_import import StockLook
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.imports.import_columns import ColumnsTable
from firereg.ui.pages.imports.import_done import DoneStep
from firereg.ui.pages.imports.import_file import FileStep
from firereg.ui.pages.imports.import_steps import HandedOut, ImportSteps
from firereg.ui.pages.imports.stock_preview import StockPreview
from firereg.ui.widgets.fields import DateEdit, choice
from firereg.ui.widgets.parts import label

_KINDS = (StockField.KIND, StockField.NAME)


class StockColumns(ColumnsTable):
    """The columns of a stock list, when and from whom it came, and the kind where the list names none."""

    def __init__(self, desk: Desk) -> None:
        self.day, self.donor, self.kind = DateEdit(desk.registry.today), QLineEdit(), choice([])
        self._kind_label = label(_("Kind of all"), "muted")
        super().__init__(
            StockField,
            stock_field_label,
            (StockField.SERIAL, _("Say which column holds the serial numbers.")),
            (
                (label(_("Received"), "muted"), self.day, 160),
                (label(_("Donor"), "muted"), self.donor, 220),
                (self._kind_label, self.kind, 200),
            ),
        )

    def show_list(self, looks: Sequence[StockLook]) -> None:
        """Show what was found in a file, and what the lines above the list say of all."""
        said = looks[0].caption
        self.day.set(said.day)
        self.donor.setText(said.donor)
        self.kind.clear()
        self.kind.addItem(_("as the rows say"), "")
        for kind in equipment.kinds():
            self.kind.addItem(f"{kind.code} · {kind.name}", kind.code)
        self.show_sheets(looks)

    def fit(self) -> None:
        """The kind is asked for where no column tells it."""
        asks = not self.chosen().intersection(_KINDS)
        self._kind_label.setVisible(asks)
        self.kind.setVisible(asks)


class StockImportPage(ImportSteps):
    """Nhập danh sách bình chữa cháy."""

    name = "stock_import"
    stands_under = "extinguishers"
    kinds = frozenset({ListKind.EXTINGUISHERS})
    columns: StockColumns
    preview: StockPreview

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Import extinguishers"),
            columns=StockColumns(desk),
            preview=StockPreview(),
            file=FileStep(_("A list with a few made-up extinguishers, to try the import with")),
            done=DoneStep(_("Show the extinguishers"), "fire-extinguisher"),
        )

    def look(self, path: Path) -> Any:
        """Its sheets with serial numbers."""
        return stock_import.look(path, self.desk.registry.today())

    def show_looks(self, looks: Any) -> None:
        """What they hold."""
        self.columns.show_list(looks)

    def plan(self, path: Path) -> Callable[[Progress], Any]:
        """With the day, the donor and the kind of all."""
        registry, step = self.desk.registry, self.columns
        day, donor = step.day.day(), step.donor.text()
        code = "" if step.chosen().intersection(_KINDS) else step.kind.currentData()
        sheet, mapping = step.sheet.currentData() or "", step.mapping()
        return lambda progress: stock_import.plan(
            registry, path, sheet, mapping, progress, day=day, donor=donor, kind_code=code
        )

    def apply(self) -> Callable[[Progress], int | None]:
        """Without the wrong rows, where that was agreed to."""
        registry, plan, skip_wrong = (
            self.desk.registry,
            self.preview.plan,
            self.preview.skip_wrong.isChecked(),
        )
        assert plan is not None
        return lambda progress: stock_import.apply(registry, plan, progress, skip_wrong=skip_wrong)

    def template(self) -> HandedOut:
        """The columns that a stock list has."""
        from firereg.exchange.stock_template import stock_template

        return HandedOut(stock_template, _("extinguisher-list.xlsx"))

    def sample(self) -> HandedOut:
        """A few made-up extinguishers."""
        from firereg.exchange.stock_template import stock_sample

        return HandedOut(stock_sample, _("extinguisher-sample.xlsx"))
