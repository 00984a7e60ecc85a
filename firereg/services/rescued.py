"""What came of the rescue of a damaged registry, and the list of what could not be saved."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from firereg.domain.money import format_dong
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


def summary(made: Rescued) -> list[str]:
    """What was saved and what was not, in a few sentences."""
    saved = _("Saved: {households} households, {extinguishers} extinguishers, {handovers} handovers.").format(
        households=format_dong(made.counts.get("household", 0)),
        extinguishers=format_dong(made.counts.get("extinguisher", 0)),
        handovers=format_dong(made.counts.get("handover", 0)),
    )
    if made.whole:
        return [saved, _("Nothing is lost.")]
    told = [saved]
    if made.lost or made.receipts:
        told.append(
            _("Not as it was: {n} places. {name} in the new folder lists them.").format(
                n=len(made.lost), name=LIST
            )
        )
    if made.receipts:
        told.append(
            _("Lost receipts: {codes}. Their numbers are not given again.").format(
                codes=excerpt_of(made.receipts)
            )
        )
    if made.lost_commits:
        told.append(
            _(
                "The newest changes cannot be read: {n} at least. Look whether what was done last is there."
            ).format(n=made.lost_commits)
        )
    return told


def excerpt_of(codes: list[str], most: int = 5) -> str:
    """The first few, and how many more there are."""
    more = len(codes) - most
    return ", ".join(codes[:most]) + (_(" and {n} more").format(n=more) if more > 0 else "")


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
