import pytest

from firereg.domain.equipment import KINDS
from firereg.domain.kind_names import KindName, find_kind

NAMES = [KindName(kind.code, kind.name, kind.agent, kind.mass_g) for kind in KINDS]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.code)
def test_a_kind_is_known_by_its_code_and_its_name(name):
    assert find_kind(name.code, NAMES) == name.code
    assert find_kind(name.code.lower(), NAMES) == name.code
    assert find_kind(name.name, NAMES) == name.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(
            ("MFZL 4", "MFZL4"),
            ("mfzl-4", "MFZL4"),
            ("Bình MFZL4 (ABC 4kg)", "MFZL4"),
            ("bột ABC 4kg", "MFZL4"),
        ),
        *(
            ("Bình bột BC MFZ8", "MFZ8"),
            ("BC 8 kg", "MFZ8"),
            ("CO2 3kg", "MT3"),
            ("Bình khí CO2 MT5 - 5kg", "MT5"),
        ),
        *(
            ("binh bot abc 8kg", "MFZL8"),
            ("Bọt foam 9 lít", "MPZ9"),
            ("bình nước 9L", "MSZ9"),
            ("MT-3", "MT3"),
        ),
    ],
)
def test_a_kind_is_known_as_suppliers_write_it(text, code):
    assert find_kind(text, NAMES) == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("MFZL6", "MFZL4"),
        ("MT9", "MT3"),
        ("bột 4kg", "MFZL4 (Bình bột ABC 4 kg), MFZ4"),
        ("MFTZ50 bột ABC 4kg", "no kind"),
        ("xe đẩy", "no kind"),
    ],
)
def test_what_is_no_kind_is_told_with_the_nearest(text, said):
    with pytest.raises(ValueError, match=text) as refused:
        find_kind(text, NAMES)
    assert said in str(refused.value)
