from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from firereg.ui.preferences import Preferences, open_settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "desk.ini"


def reopened(file: Path) -> Preferences:
    return Preferences(QSettings(str(file), QSettings.Format.IniFormat))


def test_what_was_chosen_is_there_after_a_restart(file, tmp_path):
    chosen = reopened(file)
    chosen.language, chosen.theme, chosen.copies, chosen.print_directly = "en", "dark", 3, False
    chosen.registry_folder = tmp_path / "Sổ đăng ký"
    chosen.settings.sync()
    again = reopened(file)
    assert (again.language, again.theme, again.copies, again.print_directly) == ("en", "dark", 3, False)
    assert again.registry_folder == tmp_path / "Sổ đăng ký"


def test_what_cannot_be_read_counts_as_the_default(file):
    file.write_text(
        "[General]\nlanguage=xx\ntheme=pink\ncopies=many\nprint_directly=maybe\nregistry_folder=\n", "utf-8"
    )
    garbled = reopened(file)
    assert (garbled.language, garbled.theme, garbled.copies, garbled.print_directly) == (
        "vi",
        "system",
        2,
        True,
    )
    assert garbled.registry_folder is None


@pytest.mark.parametrize("copies", ["0", "-1", "10", "2.5", "1,2"])
def test_a_number_of_copies_that_nobody_wants(file, copies):
    file.write_text(f"[General]\ncopies={copies}\n", "utf-8")
    assert reopened(file).copies == 2


def test_the_file_is_in_the_folder_of_the_user(home):
    assert Path(open_settings().fileName()).is_relative_to(home)
