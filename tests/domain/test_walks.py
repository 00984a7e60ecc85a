import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.walks import read_code, walk_code

QR_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SERIALS = st.text("ABCDEGHIMNOPSUWXYZ0123456789-./", min_size=1, max_size=20)
TELEX = {"AA": "Â", "AW": "Ă", "DD": "Đ", "EE": "Ê", "OO": "Ô", "OW": "Ơ", "UW": "Ư", "AS": "Á", "IJ": "Ị"}


@given(st.integers(1, 10**9 - 1), SERIALS)
def test_a_code_gives_back_its_walk_and_serial_however_it_is_typed(walk_id, serial):
    code = walk_code(walk_id, serial)
    assert set(code) <= set(QR_SIGNS)
    for typed in (code, code.lower(), f" {code}\r\n", code.replace(":", ";", 1), code.replace(":", "：", 1)):
        read = read_code(typed)
        assert (read.walk_id, read.spellings[0]) == (walk_id, serial)


def test_a_serial_alone_names_no_walk():
    assert read_code(" a-00123 ") == (None, ("A-00123",))


@pytest.mark.parametrize(("keys", "typed"), [*TELEX.items(), ("W1", "Ư1"), ("TOANS", "TOÁN"), ("A1", "Á")])
def test_what_an_input_method_made_of_a_serial_is_undone(keys, typed):
    read = read_code(f"KT12:{typed}-007")
    assert read.walk_id == 12
    assert f"{keys}-007" in read.spellings


@given(SERIALS)
def test_a_serial_without_vietnamese_letters_is_itself(serial):
    assert read_code(walk_code(1, serial)).spellings == (serial,)


@pytest.mark.parametrize("half", ["", " ", "K", "KT", "KT1", "kt12", "KT12:", "KT12;", ":A-001", ";"])
def test_half_a_code_is_told(half):
    with pytest.raises(ValueError, match=r"(Scan the code|Only a part of a code)"):
        read_code(half)
