"""What belongs to this machine and the person in front of it, each declared once with its default.

What belongs to the ward is kept in the registry (services/settings.py). No name of a person is kept here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar, overload

from PySide6.QtCore import QSettings

from firereg.i18n import LANGUAGES
from firereg.ui.theme import MODES

T = TypeVar("T")
MOST_COPIES = 9


def open_settings() -> QSettings:
    """The settings file of the person who runs the program."""
    from platformdirs import user_config_path

    folder = user_config_path("firereg", appauthor=False)
    return QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)


class _Kept(Generic[T]):
    """A value in the settings under its own name; what cannot be read counts as the default."""

    def __init__(self, default: T, read: Callable[[object], T]) -> None:
        self._default, self._read = default, read

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "_Kept[T]": ...
    @overload
    def __get__(self, instance: "Preferences", owner: type) -> T: ...
    def __get__(self, instance: "Preferences | None", owner: type) -> "T | _Kept[T]":
        if instance is None:
            return self
        raw = instance.settings.value(self._name)
        try:
            return self._default if raw is None else self._read(raw)
        except (ValueError, TypeError):
            return self._default

    def __set__(self, instance: "Preferences", value: T) -> None:
        text = "" if value is None else str(value) if isinstance(value, Path | date) else value
        instance.settings.setValue(self._name, text)


def _one_of(values: Sequence[str]) -> Callable[[object], str]:
    return lambda raw: values[values.index(str(raw))]


def _copies(raw: object) -> int:
    count = int(str(raw))
    if not 1 <= count <= MOST_COPIES:
        raise ValueError(count)
    return count


def _switch(raw: object) -> bool:
    return {"true": True, "false": False}[_one_of(("true", "false"))(str(raw).lower())]


def _folder(raw: object) -> Path | None:
    return Path(str(raw)) if str(raw) else None


def _day(raw: object) -> date | None:
    return date.fromisoformat(str(raw)) if str(raw) else None


class Preferences:
    """The preferences in a settings file."""

    language = _Kept("vi", _one_of(tuple(LANGUAGES)))
    theme = _Kept("system", _one_of(MODES))
    registry_folder: _Kept[Path | None] = _Kept(None, _folder)
    copies = _Kept(2, _copies)  # the minutes are made in two copies, one for each side
    print_directly = _Kept(True, _switch)
    # Where backups are copied too, and the day on which that was possible last.
    second_place: _Kept[Path | None] = _Kept(None, _folder)
    second_place_seen: _Kept[date | None] = _Kept(None, _day)
    place_told = _Kept("", str)  # what was last said against the place of the registry

    def __init__(self, settings: QSettings) -> None:
        self.settings = settings
