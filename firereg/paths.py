"""Where the program finds what it ships, from source and frozen alike."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """The path of a file or folder under `resources/`."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root / "resources" / name
