"""Which household another one is the same as."""

from collections.abc import Sequence

from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import households
from firereg.services.households import HouseholdRow
from firereg.ui.desk import Desk
from firereg.ui.pages.side_form import SideForm
from firereg.ui.widgets.completion import CompletionEdit
from firereg.ui.widgets.suggestions import Suggestion


class MergePick(SideForm):
    """Asks for the other household; nothing is merged here. `saved` tells the ids of both."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Look at both"))
        self._row: HouseholdRow | None = None
        self.other = CompletionEdit(self._suggest, _("Name without accents, group, code…"), "house")
        self.add("household", _("Same as"), self.other)

    def begin(self, row: HouseholdRow) -> None:
        """Ready to say which household this one is."""
        self._row = row
        self.clear_problems()
        self.set_head(_("Merge with another"), f"{row.head_name} · {row.code}\n{row.address}")
        self.other.pick(None)
        self.other.setFocus()

    def keep(self) -> tuple[int, int]:
        """The two that are to be looked at side by side."""
        assert self._row is not None
        picked = self.other.current()
        if picked is None:
            raise BadInputError(_("Choose the household that is the same."), "household")
        return self._row.id, picked.payload.id

    def _suggest(self, text: str) -> Sequence[Suggestion]:
        found = households.suggest(self.desk.registry, text)
        mine = self._row.id if self._row else 0
        return [
            Suggestion(row.head_name, f"{row.address} · {row.group_name} · {row.code}", row, "house")
            for row in found
            if row.id != mine
        ]
