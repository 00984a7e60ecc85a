"""The ways into a registry, and key files that somebody damaged or made up."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firereg.errors import NotAllowedError, RegistryError
from firereg.store.keyslots import KeySlots, new_key

PASSWORD = "mật khẩu Hồ Sen"


@pytest.fixture(scope="module")
def key() -> bytes:
    return new_key()


@pytest.fixture(scope="module")
def sealed(key) -> tuple[KeySlots, str]:
    """Slots of two users, and the recovery code."""
    slots = KeySlots()
    slots.set_password("lan", PASSWORD, key)
    slots.set_password("hằng", "another password", key)
    return slots, slots.set_recovery_code(key)


def saved(slots: KeySlots, folder: Path) -> Path:
    slots.save(folder / "keys.json")
    return folder / "keys.json"


def test_each_user_opens_the_same_key_with_their_own_password(sealed, key, tmp_path):
    slots = KeySlots.load(saved(sealed[0], tmp_path))
    assert slots.open_with_password("lan", PASSWORD) == key
    assert slots.open_with_password("hằng", "another password") == key


def test_a_wrong_password_and_a_wrong_name_are_told_alike(sealed):
    sentences = set()
    for user, password in [("lan", "wrong"), ("nobody", PASSWORD), ("hằng", PASSWORD), ("lan", "")]:
        with pytest.raises(NotAllowedError) as refused:
            sealed[0].open_with_password(user, password)
        sentences.add(str(refused.value))
    assert len(sentences) == 1


def test_the_input_method_does_not_matter(sealed, key):
    for form in ("NFC", "NFD"):
        name, password = (unicodedata.normalize(form, text) for text in ("hằng", "another password"))
        assert sealed[0].open_with_password(name, password) == key
        assert sealed[0].open_with_password("lan", unicodedata.normalize(form, PASSWORD)) == key


def test_what_is_no_text_is_only_wrong(sealed):
    with pytest.raises(NotAllowedError):
        sealed[0].open_with_password("lan\udcff", "\ud800")


def test_the_recovery_code_opens_as_people_copy_it(sealed, key):
    slots, code = sealed
    assert len(code) == 35
    assert slots.open_with_recovery_code(code) == key
    assert slots.open_with_recovery_code(f"  {code.lower().replace('-', ' ')}\n") == key
    assert slots.open_with_recovery_code(code.replace("-", "")) == key


def test_a_wrong_recovery_code_is_refused(sealed):
    slots, code = sealed
    swapped = ("B" if code[0] != "B" else "C") + code[1:]
    for wrong in (swapped, code[:-1], "", PASSWORD):
        with pytest.raises(NotAllowedError):
            slots.open_with_recovery_code(wrong)
    with pytest.raises(NotAllowedError):
        KeySlots().open_with_recovery_code(code)


def test_the_recovery_code_is_no_users_password(sealed):
    slots, code = sealed
    for user in ("recovery", "\0recovery", ""):
        with pytest.raises(NotAllowedError):
            slots.open_with_password(user, code)


def test_a_new_password_and_a_new_code_end_the_old_ones(key):
    slots = KeySlots()
    slots.set_password("lan", "the first one", key)
    slots.set_password("lan", "the second one", key)
    first, second = slots.set_recovery_code(key), slots.set_recovery_code(key)
    assert slots.open_with_password("lan", "the second one") == key
    assert slots.open_with_recovery_code(second) == key
    with pytest.raises(NotAllowedError):
        slots.open_with_password("lan", "the first one")
    with pytest.raises(NotAllowedError):
        slots.open_with_recovery_code(first)


def test_a_removed_user_stays_out_and_the_others_in(key, tmp_path):
    slots = KeySlots()
    slots.set_password("lan", PASSWORD, key)
    slots.set_password("mai", PASSWORD, key)
    slots.remove("lan")
    slots.remove("never there")
    left = KeySlots.load(saved(slots, tmp_path))
    assert left.open_with_password("mai", PASSWORD) == key
    with pytest.raises(NotAllowedError):
        left.open_with_password("lan", PASSWORD)


def test_the_file_names_nobody_and_holds_no_key(sealed, key, tmp_path):
    text = saved(sealed[0], tmp_path).read_text("utf-8").casefold()
    assert "lan" not in text.replace('"lanes"', "")
    assert "hằng" not in text
    assert "recovery" not in text
    assert key.hex() not in text
    assert len({slot["salt"] for slot in json.loads(text)["slots"].values()}) == 3


def test_equal_passwords_do_not_look_equal(key):
    slots = KeySlots()
    slots.set_password("lan", PASSWORD, key)
    slots.set_password("mai", PASSWORD, key)
    first, second = slots.slots.values()
    assert first["salt"] != second["salt"]
    assert first["key"] != second["key"]


def test_saving_replaces_the_file_at_once(sealed, tmp_path):
    path = saved(sealed[0], tmp_path)
    before = path.stat().st_ino
    KeySlots().save(path)
    assert path.stat().st_ino != before  # a new file took the name: nobody ever reads half of one
    assert [one.name for one in tmp_path.iterdir()] == ["keys.json"]
    assert KeySlots.load(path).slots == {}


def good_file(sealed) -> dict:
    slots = sealed[0]
    path_free = {"format": 1, "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "slots": slots.slots}
    return json.loads(json.dumps(path_free))


def refused(path: Path, content: bytes | str) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(RegistryError) as error:
        KeySlots.load(path)
    return str(error.value)


DAMAGE = {
    "no memory figure": lambda slot: slot.pop("memory_kib"),
    "all the memory": lambda slot: slot.update(memory_kib=2**40),
    "no memory": lambda slot: slot.update(memory_kib=0),
    "negative": lambda slot: slot.update(memory_kib=-65536),
    "for ever": lambda slot: slot.update(rounds=10**9),
    "half a round": lambda slot: slot.update(rounds=2.5),
    "not a number": lambda slot: slot.update(rounds=float("nan")),
    "lanes as text": lambda slot: slot.update(lanes="4"),
    "no lanes": lambda slot: slot.update(lanes=None),
    "short salt": lambda slot: slot.update(salt="AAAA"),
    "long nonce": lambda slot: slot.update(nonce="A" * 4000),
    "no base64": lambda slot: slot.update(key="Đặng"),
    "key of another type": lambda slot: slot.update(key=["A"]),
    "no key": lambda slot: slot.pop("key"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_slot_is_refused(name, sealed, tmp_path):
    data = good_file(sealed)
    path = tmp_path / "keys.json"
    path.write_text(json.dumps(data))
    KeySlots.load(path)  # it is the damage that is refused
    DAMAGE[name](next(iter(data["slots"].values())))
    assert "keys.json" in refused(path, json.dumps(data))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 500,
        b"\xff\xfe\x00",
        "[]",
        "null",
        "7",
        '"text"',
        "{}",
        '{"format": 1}',
        '{"format": "1", "salt": "", "slots": {}}',
        '{"format": 1, "salt": 7, "slots": {}}',
        '{"format": 1, "salt": "*", "slots": {}}',
        '{"format": 1, "salt": "", "slots": []}',
        '{"format": 1, "salt": "", "slots": {"a": []}}',
        '{"format": 1, "salt": "", "slots": {"a": null}}',
        "[" * 100_000,
    ],
    ids=lambda content: repr(content[:30]),
)
def test_a_file_that_is_no_key_file_is_refused(content, tmp_path):
    assert "keys.json" in refused(tmp_path / "keys.json", content)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(RegistryError, match=r"keys\.json"):
        KeySlots.load(tmp_path / "keys.json")


def test_a_newer_file_says_so(sealed, tmp_path):
    data = good_file(sealed) | {"format": 2}
    assert "newer" in refused(tmp_path / "keys.json", json.dumps(data))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_byte_is_refused_or_opens_nothing_wrong(data, sealed, tmp_path):
    """A damaged file is told as damaged, or it still loads: it never ends in anything else."""
    raw = bytearray(saved(sealed[0], tmp_path).read_bytes())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "keys.json"
    path.write_bytes(raw)
    try:
        KeySlots.load(path)
    except RegistryError as error:
        assert str(error)  # noqa: PT017 - either outcome is right


def test_a_damaged_sealed_key_opens_nothing(sealed):
    slots = KeySlots(sealed[0].salt, json.loads(json.dumps(sealed[0].slots)))
    for slot in slots.slots.values():
        slot["key"] = ("B" if slot["key"][0] == "A" else "A") + slot["key"][1:]
    with pytest.raises(NotAllowedError):
        slots.open_with_password("lan", PASSWORD)
