"""What the one search puts first."""

import pytest

from firereg.services.find import find


@pytest.mark.parametrize(("text", "first"), [("mi-0002", "MI-0002"), ("mieu 0002", "TDP07-0002")])
def test_who_types_all_of_a_serial_means_that_extinguisher(registry, text, first):
    assert find(registry, text)[0].code == first
