"""Which extinguisher a scan or a typed number on a walk means, or what to do where it means none."""

from firereg.domain.text import excerpt
from firereg.domain.walks import read_code
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services.inputs import compact
from firereg.services.walk_list import WalkRow
from firereg.store import models as t

_NAMED = 3
_LAST = "\uffff"
"""After every letter of a serial number: what begins with a text is found by the index."""


def scanned(its_walk: WalkRow, code: str) -> t.Extinguisher:
    """The extinguisher that a code, a serial or a label names; BadInputError with the next step where none does."""
    as_typed = t.Extinguisher.get_or_none(t.Extinguisher.serial == compact(code))
    if as_typed is not None:
        return as_typed
    try:
        read = read_code(code)
    except ValueError as error:
        raise BadInputError(str(error), "code") from error
    if read.walk_id not in (None, its_walk.id):
        raise BadInputError(_other_walk(its_walk, read.walk_id or 0), "code")
    its = t.Extinguisher
    for field in (its.serial, its.label):
        found = list(its.select().where(field.in_(read.spellings)).limit(2))
        if len(found) > 1:
            raise BadInputError(
                _("More than one extinguisher has the label {code}. Type the serial number.").format(
                    code=excerpt(code.strip())
                ),
                "code",
            )
        if found:
            return found[0]
    raise BadInputError(_not_known(its_walk, read.spellings[0]), "code")


def _other_walk(its_walk: WalkRow, other_id: int) -> str:
    other = t.InspectionRound.get_or_none(t.InspectionRound.id == other_id)
    if other is None:
        return _(
            "This line is of a sheet that the registry does not know. Scan the extinguisher itself, or type its serial "
            "number."
        )
    return _(
        "This line is from the sheet of the walk “{other}”, not of “{name}”. Open that walk, or type the serial "
        "number."
    ).format(other=other.name, name=its_walk.name)


def _not_known(its_walk: WalkRow, text: str) -> str:
    """What to say of a text that names nothing: perhaps a scanner sent half of it."""
    its = t.Extinguisher
    starting = list(its.select(its.serial).where(its.serial.between(text, text + _LAST)).limit(_NAMED))
    ending = (
        its.select(its.serial)
        .join(t.RoundLine)
        .where(t.RoundLine.round == its_walk.id, its.serial.endswith(text))
        .limit(_NAMED)
    )
    alike = ", ".join(row.serial for row in (starting or list(ending)))
    if alike:
        return _(
            "“{code}” is no whole serial number; there is {alike}. Scan it again, or type all of it."
        ).format(code=excerpt(text), alike=alike)
    return _(
        "No extinguisher has the serial or label number {code}. Scan it again, or read the number on the shell."
    ).format(code=excerpt(text))
