"""The short version: four clerks for two seconds, and an edit that is lost is found out."""

import os

import pytest

from firereg.services import households
from firereg.store import models as t
from tests.torture import clerks

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a clerk is a fork of this process")


def test_nothing_is_lost_between_them(tmp_path):
    figures = clerks.run(2, 1, tmp_path)
    assert figures["acts done"] > clerks.CLERKS


def test_an_edit_that_overwrites_another_is_found_out(tmp_path, monkeypatch):
    change = households.change

    def blind(registry, number, draft, _seen_at):
        with registry.transaction():  # whatever came meanwhile is overwritten
            return change(registry, number, draft, t.Household.get_by_id(number).updated_at)

    monkeypatch.setattr("firereg.services.households.change", blind)
    monkeypatch.setattr(clerks, "_SHARED", 1)
    for act in ("_give", "_void", "_inspect"):
        monkeypatch.setattr(clerks, act, clerks._edit)
    with pytest.raises(AssertionError):
        clerks.run(1, 1, tmp_path)
