"""What is kept of a bug: enough to mend it, and nothing of the ward's people."""

import platform
import tempfile
import traceback
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from pathlib import Path, PurePath

from firereg import __version__

_LIBRARIES = ("PySide6-Essentials", "peewee", "sqlcipher3", "reportlab", "XlsxWriter")
_ROOTS = ("firereg", "site-packages", "dist-packages", "lib")


def save_report(error: BaseException) -> Path:
    """The file in which the report on `error` was saved.

    It names the kinds of error and the places in the program, never a message or a value: those may hold a
    name or an ID number. OSError where no folder takes it.
    """
    from platformdirs import user_log_path

    text = "\n".join(_lines(error)) + "\n"
    name = f"report-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder = user_log_path("firereg", appauthor=False, ensure_exists=True)
        return _written(folder / name, text)
    except OSError:
        return _written(Path(tempfile.mkdtemp(prefix="firereg-")) / name, text)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _lines(error: BaseException) -> Iterator[str]:
    yield f"firereg {__version__}"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}"
    for library in _LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            continue
    yield f"{datetime.now():%Y-%m-%d %H:%M:%S}"
    for problem in _chain(error):
        yield ""
        yield f"{type(problem).__module__}.{type(problem).__qualname__}"
        for frame, line in traceback.walk_tb(problem.__traceback__):
            yield f"  {_place(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}"


def _chain(error: BaseException) -> list[BaseException]:
    """The error that came first, then those it led to."""
    found = [error]
    while (before := found[-1].__cause__ or found[-1].__context__) and before not in found:
        found.append(before)
    return found[::-1]


def _place(filename: str) -> str:
    """A source file without the folders above the package: they may hold the name of the user."""
    parts = PurePath(filename).parts
    for root in _ROOTS:
        if root in parts[:-1]:
            last = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[last + (root != "firereg") :])
    return parts[-1]
