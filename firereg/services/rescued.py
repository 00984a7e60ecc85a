"""What came of the rescue of a damaged registry, and the list of what could not be saved."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from firereg.i18n import _
from firereg.services.backup_files import BackupRow
from firereg.store.refilling import Why

LIST = "rescued.csv"
"""The name of that list in the folder of the new registry."""


@dataclass(frozen=True)
class Lost:
    """What could not be saved as it was: a row or some rows of a table, by `code` where it is known.

    `last` None: how far the numbers went is not known. `why` is one of `refilling.Why`.
    """

    table: str
    first: int
    last: int | None
    why: Why
    code: str = ""


@dataclass(frozen=True)
class Rescued:
    """The registry in `folder` that was made of a damaged one; `counts` are its rows by table.

    `receipts` are the codes of those that are lost, `lost_commits` the newest changes, which cannot be read, `unsure`
    pages that were left out, `photos` those whose row is lost. `backup` is what was compared with.
    """

    folder: Path
    counts: dict[str, int]
    lost: list[Lost]
    receipts: list[str]
    unsure: int
    lost_commits: int
    photos: int
    backup: BackupRow | None

    @property
    def whole(self) -> bool:
        """Whether nothing at all was lost."""
        return not (self.lost or self.unsure or self.lost_commits or self.photos)


def as_table(made: Rescued) -> bytes:
    """What could not be saved, as a table: tables, numbers and codes, nothing of a person."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow((_("Table"), _("First row"), _("Last row"), _("Code"), _("What happened")))
    for one in made.lost:
        last = "?" if one.last is None else one.last
        rows.writerow((one.table, one.first, last, one.code, why_words(one.why)))
    for code in made.receipts:
        rows.writerow(("handover", "", "", code, _("This receipt is lost; its number is not given again")))
    for count, words in (
        (made.lost_commits, _("Newest changes that cannot be read: {n}")),
        (made.unsure, _("Pages left out, since they may be old: {n}")),
        (made.photos, _("Photos whose extinguisher is not known any more: {n}")),
    ):
        if count:
            rows.writerow(("", "", "", "", words.format(n=count)))
    return text.getvalue().encode("utf-8-sig")


def why_words(why: Why) -> str:
    """What stands against a row."""
    return {
        Why.UNREADABLE: _("Cannot be read"),
        Why.NAMES_A_LOST_ROW: _("Left out: what it belongs to is lost"),
        Why.LET_GO: _("Kept, without what it belonged to: that is lost"),
        Why.TWICE: _("Left out: the same is there already"),
        Why.FROM_BACKUP: _("Taken from the backup: may be older"),
    }[why]
