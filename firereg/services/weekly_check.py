"""The check of the whole registry once a week: when it is due, what it found last, and what to do about that."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from firereg.i18n import _
from firereg.services import health, place, wall_clock
from firereg.services.health import DAMAGE
from firereg.services.registry import Registry
from firereg.store.models import Setting

EVERY = timedelta(days=7)
_LAST = "check.last"


@dataclass(frozen=True)
class Checked:
    """When the registry was checked (UTC), and how often each kind of problem was found."""

    at: datetime
    problems: dict[str, int]


def last(registry: Registry) -> Checked | None:
    """What the last check found; None where there was none."""
    row = Setting.select().where(Setting.name == _LAST).first(registry.database)
    if row is None:
        return None
    kept = json.loads(row.value)
    return Checked(datetime.fromisoformat(kept["at"]), kept["problems"])


def is_due(registry: Registry) -> bool:
    """Whether the last check is a week old, or of tomorrow, should the clock have been set back."""
    before = last(registry)
    return before is None or not timedelta(0) <= registry.now() - before.at < EVERY


def run(registry: Registry, still_wanted: Callable[[], object] = lambda: None) -> Checked:
    """Check everything now and keep what was found, unless the file is damaged: nothing is written then."""
    found: dict[str, int] = {}
    for problem in health.check(registry, still_wanted):
        found[problem.kind] = found.get(problem.kind, 0) + problem.count
    checked = Checked(registry.now(), found)
    if not registry.database.damaged:
        with registry.transaction(None):
            value = json.dumps({"at": checked.at.isoformat(), "problems": found})
            Setting.replace(name=_LAST, value=value).execute()
    return checked


def notes(registry: Registry) -> list[str]:
    """What is no problem of the registry but may become one: where it lies, a clock that is wrong."""
    return [*place.about(registry.folder), *filter(None, (wall_clock.sentence(registry),))]


def advice(kind: str) -> str:
    """What a kind of problem means and what to do about it."""
    if kind in DAMAGE:
        return _("The file is damaged. Close the window, sign in again and save what can be saved.")
    return {
        "attachment": _(
            "Photos are missing or damaged. Take them from a backup: restore it into another folder."
        ),
        "clock": _(
            "Due dates are not what the records give. Save any change of an interval: they are worked out again."
        ),
        "counts": _("Households count other extinguishers or recognitions than there are. Report this."),
        "due_total": _("Totals of due dates are wrong. Lists are right; report this."),
        "foreign_key": _(
            "Rows name others that are not there. Restore the last good backup beside it and compare."
        ),
        "holder": _(
            "Extinguishers are with a household that is not known. Look at them in the list and say where they are."
        ),
        "journal": _(
            "The journal has a gap or was changed by another program. Keep the backups of that time, and report this."
        ),
        "key_slot": _(
            "The key file lets in somebody without an active account. See the accounts in the settings."
        ),
        "receipt_number": _("Receipt numbers are missing. Compare the receipts with the paper book."),
        "receipt_paper": _("Receipts cannot be printed as they were issued. Take them from a backup."),
        "search_index": _("The search does not find everything. Save the household again, or report this."),
    }.get(kind, _("Run “firereg check” and report what it says."))
