"""Letters that no paper can print are said before it is made, with whose they are and where they stand."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from firereg.documents.letters import unprintable
from firereg.errors import BadInputError
from firereg.i18n import _

_INPUTS = {
    "receiver": "receiver_name",
    "giver": "giver_name",
    "witness": "witness_name",
    "place_text": "place",
    "lines": "items",
}
"""The input of the handover form that a part of a receipt comes from."""


def doubts(*texts: str) -> list[str]:
    """A warning where a typed text has letters that no paper can print."""
    found = "".join(dict.fromkeys(letter for text in texts for letter in unprintable(text)))
    return (
        [_("No paper can print: {letters}. Write it in Vietnamese letters.").format(letters=found)]
        if found
        else []
    )


def box_on(paper: Any) -> BadInputError | None:
    """The first text of a paper that would be printed with an empty box, as the sentence that says so; else None."""
    for whose, where, root, text in _texts(paper):
        letters = unprintable(text)
        if letters:
            return BadInputError(_sentence(whose, where, letters), _INPUTS.get(root, root))
    return None


def refuse_box(paper: Any) -> None:
    """BadInputError where a paper would be printed with an empty box in place of a letter."""
    problem = box_on(paper)
    if problem is not None:
        raise problem


def _sentence(whose: str, where: str, letters: str) -> str:
    told = {"letters": letters, "where": _where(where)}
    if whose:
        return _("{name}: {letters} ({where}) cannot be printed. Write it in Vietnamese letters.").format(
            name=whose, **told
        )
    return _("{letters} ({where}) cannot be printed. Write it in Vietnamese letters.").format(**told)


def _texts(
    node: Any, whose: str = "", where: str = "", root: str = ""
) -> Iterator[tuple[str, str, str, str]]:
    """Every text of a paper: whose it is, the field it stands in, the part of the paper, and the text."""
    if isinstance(node, str):
        yield whose, where, root, node
    elif isinstance(node, tuple):
        for one in node:
            yield from _texts(one, whose, where, root)
    elif is_dataclass(node):
        name = getattr(node, "head_name", "") or getattr(node, "name", "")
        for field in fields(node):
            within = field.name if field.name != "name" else where
            yield from _texts(getattr(node, field.name), name or whose, within, root or field.name)


def _where(name: str) -> str:
    """What a field of a paper is called on the screen."""
    return {
        "address": _("address"),
        "condition": _("condition"),
        "contact": _("contact"),
        "description": _("what is handed over"),
        "donor": _("donor"),
        "gift": _("gift"),
        "giver": _("giver"),
        "grounds": _("grounds"),
        "head_name": _("head of household"),
        "note": _("note"),
        "place_text": _("place"),
        "prepared_by": _("who made it"),
        "reason": _("reason"),
        "receiver": _("receiver"),
        "relation": _("what the receiver is to the head"),
        "signer": _("signer"),
        "title": _("office"),
        "witness": _("witness"),
    }.get(name, _("words of the paper"))
