import sqlite3
from pathlib import Path

from firereg.domain.dates import parse_date
from firereg.reports import save_report

SECRET = "031165001234"


def failing(secret: str) -> Exception:
    try:
        try:
            parse_date(secret, today=None)
        except ValueError as error:
            raise RuntimeError(secret) from error
    except RuntimeError as error:
        return error


def test_a_report_has_the_places_and_no_values():
    path = save_report(failing(SECRET))
    text = path.read_text("utf-8")
    assert SECRET not in text
    assert str(Path.home()) not in text
    assert text.index("builtins.ValueError") < text.index(
        "builtins.RuntimeError"
    )  # what came first stands first
    assert "  firereg/domain/dates.py:" in text
    assert "firereg 0." in text
    assert "peewee" in text


def test_reports_of_one_second_do_not_overwrite_each_other():
    error = sqlite3.OperationalError("x")
    assert save_report(error) != save_report(error)


def test_a_report_finds_another_place_where_the_log_folder_is_none(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    path = save_report(ValueError(SECRET))
    assert path.is_file()
    path.unlink()
    path.parent.rmdir()
