"""The machine and the versions a table was taken on."""

import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("PySide6-Essentials", "peewee", "sqlcipher3", "reportlab", "typst", "weasyprint")


def machine() -> list[tuple[str, str]]:
    """(name, value) of what a reader needs to compare."""
    return [
        ("CPU", f"{_cpu()}, {os.cpu_count()} cores"),
        ("RAM", _memory()),
        ("OS", _system()),
        ("Python", platform.python_version()),
        ("SQLite", _sqlite()),
        *((name, _version(name)) for name in _PACKAGES),
        ("taken on", f"{date.today():%d/%m/%Y}"),
    ]


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return "unknown"
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.1f} GB"


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform()
    return f"{name}, {platform.system()} {platform.release()}"


def _sqlite() -> str:
    from sqlcipher3 import dbapi2

    return dbapi2.sqlite_version


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
