"""A ward's list of households brought in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from firereg.i18n import _
from firereg.services import imports, wards
from firereg.services.imports import ListKind
from firereg.ui.desk import Desk
from firereg.ui.jobs import Progress
from firereg.ui.pages.imports.import_done import DoneStep
from firereg.ui.pages.imports.import_file import FileStep
from firereg.ui.pages.imports.import_household_step import ColumnsStep
from firereg.ui.pages.imports.import_preview import PreviewStep
from firereg.ui.pages.imports.import_steps import HandedOut, ImportSteps


class ImportPage(ImportSteps):
    """Nhập danh sách hộ dân."""

    name = "import"
    stands_under = "households"
    kinds = frozenset({ListKind.HOUSEHOLDS, ListKind.POVERTY})
    columns: ColumnsStep
    preview: PreviewStep

    def __init__(self, desk: Desk) -> None:
        file = FileStep(_("A list with a few made-up households, to try the import with"))
        done = DoneStep(_("Show the households"), "house")
        super().__init__(
            desk, _("Import a list"), columns=ColumnsStep(), preview=PreviewStep(), file=file, done=done
        )

    def look(self, path: Path) -> Any:
        """Its sheets with households."""
        return imports.look(path)

    def show_looks(self, looks: Any) -> None:
        """What they hold, and what is to be said of all rows."""
        self.columns.show_list(looks, wards.groups(), self.desk.registry.today().year)

    def plan(self, path: Path) -> Callable[[Progress], Any]:
        """With the year, and the group of rows that name none."""
        registry, step = self.desk.registry, self.columns
        wanted = {
            "kind": ListKind(step.kind.currentData()),
            "year": step.year.value(),
            "group_id": step.group.currentData(),
        }
        sheet, mapping = step.sheet.currentData() or "", step.mapping()
        return lambda progress: imports.plan(registry, path, sheet, mapping, progress, **wanted)

    def apply(self) -> Callable[[Progress], int | None]:
        """With what the clerk decided and agreed to."""
        registry, step = self.desk.registry, self.preview
        plan, decisions = step.plan, dict(step.decisions)
        assert plan is not None
        agreed = {
            "create_groups": step.create_groups.isChecked(),
            "skip_wrong": step.skip_wrong.isChecked(),
            "end_left": step.end_left.isChecked(),
        }
        return lambda progress: imports.apply(registry, plan, decisions, progress, **agreed)

    def template(self) -> HandedOut:
        """The columns that a ward's list has."""
        from firereg.exchange.household_template import household_template

        return HandedOut(household_template, _("household-list.xlsx"))

    def sample(self) -> HandedOut:
        """A few made-up households."""
        from firereg.exchange.household_template import household_sample

        return HandedOut(household_sample, _("household-sample.xlsx"))
