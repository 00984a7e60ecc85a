"""The fixed words of the papers, as the ward set them: kept as settings, refused where they cannot be printed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from firereg.documents import wording
from firereg.documents.letters import unprintable
from firereg.documents.wording import Rule
from firereg.domain.dates import decree_date
from firereg.domain.roles import Right
from firereg.domain.templates import unknown_places
from firereg.domain.ward_names import in_text
from firereg.errors import BadInputError
from firereg.i18n import _
from firereg.services import journal
from firereg.services.inputs import line
from firereg.services.registry import Registry
from firereg.services.stale import refuse_stale
from firereg.services.wards import Ward
from firereg.store.models import Setting

W = TypeVar("W")
_MOST_LETTERS = 100_000


class Paper(StrEnum):
    """A paper whose words can be set; kept with them. AMOUNTS is how all of them read amounts."""

    RECEIPT = "receipt"
    SIGN_LIST = "sign_list"
    ELIGIBLE_LIST = "eligible_list"
    WALK_SHEET = "walk_sheet"
    LETTER = "letter"
    EQUIPMENT_REPORT = "equipment_report"
    COVERAGE_REPORT = "coverage_report"
    PLEDGE = "pledge"
    PROGRAMME_REPORT = "programme_report"
    ZALO_REPORT = "zalo_report"
    ROSTER = "roster"
    AMOUNTS = "amounts"


WORDS: Mapping[Paper, type] = {
    Paper.RECEIPT: wording.ReceiptWords,
    Paper.SIGN_LIST: wording.SignListWords,
    Paper.ELIGIBLE_LIST: wording.EligibleListWords,
    Paper.WALK_SHEET: wording.WalkSheetWords,
    Paper.LETTER: wording.LetterWords,
    Paper.EQUIPMENT_REPORT: wording.EquipmentReportWords,
    Paper.COVERAGE_REPORT: wording.CoverageReportWords,
    Paper.PLEDGE: wording.PledgeWords,
    Paper.PROGRAMME_REPORT: wording.ProgrammeReportWords,
    Paper.ZALO_REPORT: wording.ZaloReportWords,
    Paper.ROSTER: wording.RosterWords,
    Paper.AMOUNTS: wording.AmountWords,
}


@dataclass(frozen=True)
class Text:
    """One field of a paper as it is edited: several lines where `several`, a choice where its rule has choices."""

    name: str
    value: str
    default: str
    several: bool
    rule: Rule


def words(kind: type[W]) -> W:
    """The words of a paper as the ward set them, its placeholders still in them: `words(ReceiptWords)`."""
    return kind(**_kept(_paper_of(kind)))


def texts(paper: Paper) -> list[Text]:
    """Every field of a paper, in its order."""
    kind = WORDS[paper]
    now, usual = vars(words(kind)), vars(kind())
    return [
        Text(name, _joined(now[name]), _joined(usual[name]), isinstance(usual[name], tuple), rule)
        for name, rule in wording.rules(kind).items()
    ]


def changed(paper: Paper) -> bool:
    """Whether the ward has words of its own there."""
    return bool(_kept(paper))


def checked(paper: Paper, typed: Mapping[str, str]) -> Any:
    """The words of a paper from what was typed; BadInputError names the field that cannot be kept."""
    usual = vars(WORDS[paper]())
    given: dict[str, Any] = {}
    for name, rule in wording.rules(WORDS[paper]).items():
        several = isinstance(usual[name], tuple)
        lines = [line(part, name, limit=_MOST_LETTERS) for part in typed[name].splitlines()]
        lines = [part for part in lines if part]
        _refuse(name, lines, rule, several=several)
        given[name] = tuple(lines) if several else " ".join(lines)
    return WORDS[paper](**given)


def keep(registry: Registry, paper: Paper, typed: Mapping[str, str], seen: object = None) -> None:
    """Set the words of a paper from now on; what was issued stays as it is.

    Errors as for `checked`; StaleError where the words are not those that were `seen` any more.
    """
    given, usual = vars(checked(paper, typed)), vars(WORDS[paper]())
    _put(registry, paper, {name: value for name, value in given.items() if value != usual[name]}, seen)


def reset(registry: Registry, paper: Paper) -> None:
    """The usual words again."""
    _put(registry, paper, {}, None)


def usual_values(ward: Ward, day: date) -> dict[str, str]:
    """The values of the placeholders that every paper knows."""
    return {"phuong": in_text(ward.name, ward.place), "ngay": decree_date(day), "nam": str(day.year)}


def _paper_of(kind: type) -> Paper:
    return next(paper for paper, its in WORDS.items() if its is kind)


def _setting(paper: Paper) -> str:
    return f"paper.{paper}"


def _kept(paper: Paper) -> dict[str, Any]:
    """The fields the ward changed; one that a newer version knows and this one does not is left alone."""
    row = Setting.get_or_none(Setting.name == _setting(paper))
    known = wording.rules(WORDS[paper])
    kept = json.loads(row.value) if row else {}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in known
    }


def _put(registry: Registry, paper: Paper, fields: Mapping[str, Any], seen: object) -> None:
    usual = vars(WORDS[paper]())
    with registry.transaction(Right.ADMINISTER):
        refuse_stale(paper_label(paper), seen, words(WORDS[paper]))
        before = _kept(paper)
        if fields:
            value = json.dumps(fields, ensure_ascii=False)
            Setting.replace(name=_setting(paper), value=value).execute()
        else:
            Setting.delete().where(Setting.name == _setting(paper)).execute()
        told = {
            f"words_{name}": [_joined(before.get(name, usual[name])), _joined(fields.get(name, usual[name]))]
            for name in usual
            if before.get(name) != fields.get(name)
        }
        if told:
            journal.append(registry, "paper.words", paper_label(paper), **told)


def _refuse(name: str, lines: list[str], rule: Rule, *, several: bool) -> None:
    label = text_labels()[name]
    if not lines and not rule.optional:
        raise BadInputError(_("“{field}” must not be empty.").format(field=label), name)
    longest = max(map(len, lines), default=0)
    if longest > rule.limit:
        raise BadInputError(
            _("“{field}” has a line of {n} characters; at most {limit} fit.").format(
                field=label, n=longest, limit=rule.limit
            ),
            name,
        )
    if several and len(lines) > wording.LINES:
        raise BadInputError(_("“{field}” has at most {n} lines.").format(field=label, n=wording.LINES), name)
    if not several and len(lines) > 1:
        raise BadInputError(_("“{field}” is one line. Take the line breaks out.").format(field=label), name)
    if rule.choices and lines[0] not in rule.choices:
        raise BadInputError(
            _("“{field}” is one of: {choices}.").format(field=label, choices=", ".join(rule.choices)), name
        )
    box = unprintable("".join(lines))
    if box:
        raise BadInputError(
            _("“{field}”: {letters} cannot be printed. Write it in Vietnamese letters.").format(
                field=label, letters=box
            ),
            name,
        )
    wrong = [place for text in lines for place in unknown_places(text, rule.places)]
    if wrong:
        raise BadInputError(_unknown(label, wrong[0], rule), name)


def _unknown(label: str, place: str, rule: Rule) -> str:
    if not rule.places:
        return _("“{field}” takes no placeholders; take {place} out.").format(field=label, place=place)
    known = ", ".join(f"{{{name}}}" for name in rule.places)
    return _("“{field}” has the placeholder {place}, which does not exist. There are: {known}.").format(
        field=label, place=place, known=known
    )


def _joined(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def paper_label(paper: Paper) -> str:
    """What a paper is called on the screen."""
    return {
        Paper.RECEIPT: _("Handover minutes"),
        Paper.SIGN_LIST: _("Sign list"),
        Paper.ELIGIBLE_LIST: _("List of those entitled"),
        Paper.WALK_SHEET: _("Walk sheet"),
        Paper.LETTER: _("Reminder letter"),
        Paper.EQUIPMENT_REPORT: _("Report on extinguishers"),
        Paper.COVERAGE_REPORT: _("Report on support"),
        Paper.PLEDGE: _("Pledge"),
        Paper.PROGRAMME_REPORT: _("Report on a programme"),
        Paper.ZALO_REPORT: _("Report on the Zalo groups"),
        Paper.ROSTER: _("Roster of duty"),
        Paper.AMOUNTS: _("Amounts in words"),
    }[paper]


def text_labels() -> dict[str, str]:
    """What each field is called on the screen."""
    return {
        "accountant_title": _("Title of the accountant"),
        "addressee": _("To whom"),
        "attached": _("Attached to"),
        "by_a_firm": _("What a firm does"),
        "closing": _("Closing sentence"),
        "commitments": _("Commitments"),
        "giver_title": _("Title of the giving side"),
        "grounds": _("Grounds"),
        "inspector": _("Before the inspector"),
        "linh": _("105 is read"),
        "nghin": _("1.000 is read"),
        "own_check": _("What the household does"),
        "preparer_title": _("Title of who made it"),
        "promise": _("Before the commitments"),
        "receiver_title": _("Title of the receiving side"),
        "recipients": _("Recipients"),
        "seal_hint": _("Under a title with seal"),
        "sign_hint": _("Under a title"),
        "subject": _("Subject line"),
        "thanks": _("Last sentence"),
        "title": _("Title"),
        "witness_title": _("Title of the residential group"),
    }
