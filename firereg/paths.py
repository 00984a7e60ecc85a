"""Where the program finds what it ships, from source and frozen alike, and a registry; which paths are too long."""

import errno
import os
import sys
from pathlib import Path

LONGEST_ON_WINDOWS = 259
"""Letters of a path, unless the system was told otherwise."""


def resource(name: str) -> Path:
    """The path of a file or folder under `resources/`."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root / "resources" / name


def default_registry() -> Path:
    """The folder of the registry when none is named: the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("firereg", appauthor=False) / "registry"


def is_too_long(error: OSError) -> bool:
    """Whether a path was refused for its length, or that of one name; Windows says then that there is no such path."""
    if os.name == "nt":
        return len(str(error.filename or "")) > LONGEST_ON_WINDOWS
    return error.errno == errno.ENAMETOOLONG
