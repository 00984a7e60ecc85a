"""The short version: a few places, and what each kind of damage comes to; a wrong row is found out."""

import shutil
from pathlib import Path

import pytest

from firereg.services import rescuing
from firereg.store import salvage
from tests.torture import flips, grounds


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> flips.Stage:
    with grounds.cheap_passwords():
        return flips.build(tmp_path_factory.mktemp("flips"))


def hit(stage: flips.Stage, which: str, name: str, trial: Path, at: int) -> list[str]:
    ground = getattr(stage, which)
    folder = Path(shutil.copytree(ground.folder, trial / "registry"))
    raw = bytearray((folder / name).read_bytes())
    raw[at] ^= 1
    (folder / name).write_bytes(raw)
    with grounds.cheap_passwords():
        place = {at // 4096 + 1} if name == "registry.db" else set()
        return flips._database(stage, which, flips.Ground(folder, ground.key), folder / name, place, trial)


def nobody_names(stage: flips.Stage) -> int:
    """A page of households without handovers: none of them is taken from the backup."""
    return max(n for n, keys in stage.on_page.items() if {"household"} == {t for t, _n in keys})


@pytest.mark.parametrize(
    ("which", "name", "at"),
    [
        ("closed", "registry.db", 3),  # the salt
        ("closed", "registry.db", 200),  # the first page, which no row is on
        ("killed", "registry.db-wal", 9),  # its head
        ("killed", "registry.db-wal", 40),  # the salts of its first frame
    ],
)
def test_a_place_that_no_row_is_on_costs_no_row(stage, tmp_path, which, name, at):
    told = hit(stage, which, name, tmp_path, at)
    assert told[0].endswith("found when opening")
    assert told[1].endswith("rescued whole")


def test_a_page_of_rows_costs_those_rows(stage, tmp_path):
    page = nobody_names(stage)
    told = hit(stage, "closed", "registry.db", tmp_path, (page - 1) * 4096 + 300)
    assert told[1] == "rescued, with a list of what is lost"
    assert 0 < told.count("rows there were") - told.count("rows saved") <= 8 * len(stage.on_page[page])


def test_what_the_rescue_gets_wrong_is_found_out(stage, tmp_path, monkeypatch):
    right = salvage.Salvage.rows

    def wrong(self, table, columns):
        for number, values in right(self, table, columns):
            yield number, (*values[:2], "x", *values[3:]) if table == "household" and number == 9 else values

    monkeypatch.setattr(salvage.Salvage, "rows", wrong)
    with pytest.raises(AssertionError, match="a wrong row"):
        hit(stage, "closed", "registry.db", tmp_path, 200)


def test_a_row_that_is_lost_in_silence_is_found_out(stage, tmp_path, monkeypatch):
    monkeypatch.setattr(rescuing._Rescue, "_with_codes", lambda *_of: iter(()))
    page = nobody_names(stage)
    with pytest.raises(AssertionError, match="lost in silence"):
        hit(stage, "closed", "registry.db", tmp_path, (page - 1) * 4096 + 300)


def test_a_few_places(tmp_path):
    figures = flips.run(6, 7, tmp_path)
    assert sum(n for name, n in figures.items() if name.startswith("damaged by ")) == 6
