"""What the groups of listed rows are called."""

from typing import Any

from firereg.services import wards


class GroupNames:
    """The name of the group that a row has by `group_number` and `group_ward`; the ward only where numbers collide."""

    def __init__(self) -> None:
        self._names: dict[tuple[int, str], str] = {}

    def fetch(self) -> None:
        """As the groups are called now."""
        self._names = wards.group_names()

    def of(self, row: Any) -> str:
        """The group of this row; "" where it has none."""
        return self._names.get((row.group_number, row.group_ward), "") if row.group_number else ""
