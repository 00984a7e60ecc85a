"""The TOML file that describes a ward for `init` (its keys stand in docs/commands.md)."""

import re
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firereg.domain.text import clean_line, excerpt
from firereg.errors import BadInputError
from firereg.i18n import _

if TYPE_CHECKING:
    from firereg.services.setup import GroupDraft
    from firereg.services.wards import Ward

_MOST_GROUPS = 500
_NEEDED = ("name", "province", "body_lines", "place")


class WardFile:
    """What a ward file says; BadInputError names the file and the key that is wrong."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._data = self._read()

    def profiles(self) -> list["Ward"]:
        """The names of the ward, the oldest first."""
        from firereg.services.wards import Ward

        top = {key: value for key, value in self._data.items() if key not in ("profile", "group", "groups")}
        later = self._tables("profile")
        for number, table in enumerate(later, start=1):
            if "valid_from" not in table:
                raise self._problem(f"profile[{number}].valid_from", _("is missing"))
        # A later profile says only what changed.
        first = self._fitted(Ward, top, "", _NEEDED)
        return [
            first,
            *(
                self._fitted(Ward, {**top, **table}, f"profile[{number}].", _NEEDED)
                for number, table in enumerate(later, start=1)
            ),
        ]

    def groups(self) -> list["GroupDraft"]:
        """The residential groups: `groups = 22`, or one [[group]] each."""
        from firereg.services.setup import GroupDraft

        total, tables = self._data.get("groups"), self._tables("group")
        if total is not None and tables:
            raise self._problem("groups", _("cannot stand beside [[group]]"))
        if total is not None:
            if not _is(total, int) or not 0 < total <= _MOST_GROUPS:
                raise self._problem(
                    "groups", _("must be a whole number from 1 to {most}").format(most=_MOST_GROUPS)
                )
            return [GroupDraft(number) for number in range(1, total + 1)]
        found = [
            self._fitted(GroupDraft, table, f"group[{number}].", ("number",))
            for number, table in enumerate(tables, start=1)
        ]
        for number, group in enumerate(found, start=1):
            if group.number < 1:
                raise self._problem(f"group[{number}].number", _("must be 1 or more"))
            if (group.number, group.ward) in ((other.number, other.ward) for other in found[: number - 1]):
                raise self._problem(f"group[{number}].number", _("stands there twice"))
        return found

    def _read(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._path.read_text("utf-8-sig"))
        except OSError as error:
            raise BadInputError(
                _("The file {file} cannot be read. Check its name and place.").format(file=self._path)
            ) from error
        except UnicodeDecodeError as error:
            raise BadInputError(
                _("The file {file} is not in UTF-8. Save it as UTF-8 and try again.").format(
                    file=self._path.name
                )
            ) from error
        except tomllib.TOMLDecodeError as error:
            raise BadInputError(
                _("The file {file} is not valid TOML ({where}). Check the quotes and brackets there.").format(
                    file=self._path.name, where=_where(str(error))
                )
            ) from error

    def _tables(self, key: str) -> list[dict[str, Any]]:
        tables = self._data.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._problem(key, _("must be written as [[{key}]]").format(key=key))
        return tables

    def _fitted(self, kind: type, table: dict[str, Any], where: str, needed: tuple[str, ...]) -> Any:
        """An instance of the dataclass `kind` from a table of the file."""
        types = {field.name: field.type for field in fields(kind)}
        for key in needed:
            if key not in table:
                raise self._problem(where + key, _("is missing"))
        for key, value in table.items():
            if key not in types:
                raise self._problem(
                    where + excerpt(key),
                    _("is not known; known are {keys}").format(keys=", ".join(sorted(types))),
                )
            wanted = _TYPES[types[key]]
            if not _is(value, wanted):
                raise self._problem(where + key, _("must be {kind}").format(kind=_kind_name(wanted)))
            self._check_texts(where + key, value if isinstance(value, list) else [value])
        return kind(
            **{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
        )

    def _check_texts(self, key: str, values: list[Any]) -> None:
        for text in values:
            if not isinstance(text, str):
                continue
            try:
                clean_line(text)
            except ValueError as error:
                raise BadInputError(f"{self._path.name}: {key}: {error}") from error

    def _problem(self, key: str, what: str) -> BadInputError:
        return BadInputError(_("{file}: {key} {what}.").format(file=self._path.name, key=key, what=what))


def _where(reason: str) -> str:
    """The place in the words of tomllib, which speaks English alone: "… (at line 3, column 8)"."""
    place = re.search(r"line (\d+), column (\d+)", reason)
    return (
        _("line {line}, column {column}").format(line=place[1], column=place[2]) if place else _("at its end")
    )


_TYPES: dict[Any, type] = {str: str, int: int, date: date, tuple[str, ...]: list}


def _is(value: object, wanted: type) -> bool:
    """Whether a TOML value is just that: a moment is no date, true is no number, a list holds text alone."""
    if wanted is list:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    return type(value) is wanted


def _kind_name(wanted: type) -> str:
    return {
        str: _("a text in quotes"),
        int: _("a whole number"),
        date: _("a date such as 2025-07-01, without quotes"),
        list: _("a list of texts in quotes"),
    }[wanted]
