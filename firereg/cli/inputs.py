"""From the text of an option to a value; what cannot be read is the fault of that option."""

from datetime import date
from pathlib import Path

from firereg.domain import checklist
from firereg.domain.checklist import Item
from firereg.domain.dates import parse_date
from firereg.errors import BadInputError
from firereg.i18n import _

OPTIONS = {
    "day": "--date",
    "as_of": "--as-of",
    "since": "--since",
    "out": "--out",
    "user": "--user",
    "full_name": "--full-name",
    "household": "--household",
    "items": "--extinguisher, --gift",
    "gift": "--gift",
    "round": "--round",
    "group": "--group",
    "receiver_name": "--receiver",
    "receiver_relation": "--relation",
    "receiver_id_number": "--receiver-id",
    "giver_name": "--giver",
    "giver_title": "--giver-title",
    "witness_name": "--witness",
    "witness_title": "--witness-title",
    "place": "--place",
    "official_number": "--number",
    "fault": "--fault",
    "inspector": "--inspector",
    "passed": "--result",
    "failed_items": "--failed",
    "weight_g": "--weight",
    "photo": "--photo",
    "responsible": "--responsible",
    "due_on": "--mend-by",
    "cost_dong": "--cost",
    "firm": "--firm",
    "certificate": "--certificate",
    "reason": "--reason",
    "map": "--map",
    "sheet": "--sheet",
    "create_groups": "--create-groups",
    "donor": "--donor",
    "kind_code": "--kind",
    "first_day": "--from",
    "last_day": "--to",
    "name": "--name",
    "street": "--street",
    "code": "CODE",
    "words": "--fault",
    "year": "--year",
    "stock": "--stock",
    "start": "--start",
    "into": "--into",
    "backup": "FILE",
}
"""Which option carries the input that a BadInputError names."""


def day_of(text: str | None, today: date, field: str = "day") -> date:
    """The date of an option, today where it is not given."""
    if text is None:
        return today
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise BadInputError(str(error), field) from error


def points_of(text: str) -> tuple[Item, ...]:
    """The points of the checklist that an option names, by commas."""
    try:
        return checklist.parted(text.replace(" ", ""))
    except ValueError as error:
        raise BadInputError(
            _("“{text}” are no points of the checklist. Possible: {points}.").format(
                text=text[:60], points=", ".join(Item)
            ),
            "failed_items",
        ) from error


def out_file(text: str, *kinds: str) -> Path:
    """The file of --out, which ends like one of `kinds`."""
    path = Path(text).expanduser().absolute()
    if path.suffix.lower() not in kinds:
        raise BadInputError(
            _("The file name {name} must end in {kinds}.").format(
                name=path.name[:60], kinds=_(" or ").join(kinds)
            ),
            "out",
        )
    return path
