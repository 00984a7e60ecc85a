"""Where the program finds what it ships, from source and frozen alike, and where it keeps a registry."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """The path of a file or folder under `resources/`."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root / "resources" / name


def default_registry() -> Path:
    """The folder of the registry when none is named: the user's own data folder."""
    from platformdirs import user_data_path

    return user_data_path("firereg", appauthor=False) / "registry"
