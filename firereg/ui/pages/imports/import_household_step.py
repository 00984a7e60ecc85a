"""The second step of an import of households: the columns, which list it is, its year and the usual group."""

from collections.abc import Sequence

from firereg.domain.labels import group_label
from firereg.exchange.ward_columns import Field, field_label
from firereg.i18n import _
from firereg.services.imports import ListKind, ListLook
from firereg.services.wards import GroupRow
from firereg.ui.pages.imports.import_columns import ColumnsTable
from firereg.ui.widgets.fields import choice, count_box
from firereg.ui.widgets.parts import label

_OF_POVERTY = (Field.POOR, Field.NEAR_POOR, Field.CATEGORY)


class ColumnsStep(ColumnsTable):
    """What the list is, and its columns."""

    def __init__(self) -> None:
        self.kind, self.group, self.year = choice([]), choice([]), count_box(2000, 2100)
        self.kind.addItem(_("All households"), ListKind.HOUSEHOLDS)
        self.kind.addItem(_("The yearly list of poor and near-poor ones"), ListKind.POVERTY)
        self._year_label = label(_("Year"), "muted")
        self._group_label = label(_("Rows without a group"), "muted")
        super().__init__(
            Field,
            field_label,
            (Field.HEAD_NAME, _("Say which column holds the head of the household.")),
            (
                (label(_("It is"), "muted"), self.kind, 300),
                (self._year_label, self.year, 88),
                (self._group_label, self.group, 200),
            ),
        )
        self.kind.currentIndexChanged.connect(lambda _at: self._tell())

    def show_list(self, looks: Sequence[ListLook], groups: Sequence[GroupRow], this_year: int) -> None:
        """Show what was found in a file."""
        self.group.clear()
        self.group.addItem(_("are wrong"), None)
        for group in groups:
            self.group.addItem(group_label(group.number, group.ward), group.id)
        self.year.setValue(next((one.year for one in looks if one.year), this_year))
        self.kind.setCurrentIndex(self.kind.findData(looks[0].kind))
        self.show_sheets(looks)

    def fit(self) -> None:
        """The year matters where the list tells of poverty, the group where it names none."""
        chosen = self.chosen()
        poverty = self.kind.currentData() == ListKind.POVERTY or bool(chosen.intersection(_OF_POVERTY))
        self._year_label.setVisible(poverty)
        self.year.setVisible(poverty)
        asks_group = not self.look.names_group and Field.GROUP not in chosen
        self._group_label.setVisible(asks_group)
        self.group.setVisible(asks_group)
