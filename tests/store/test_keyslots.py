"""The ways into a registry, and key files that somebody damaged or made up."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_any
from hypothesis import strategies as st

from firereg.errors import NotAllowedError, RegistryError
from firereg.store.keyslots import KeySlots, new_key

PASSWORD = "mật khẩu Hồ Sen"
OLD_FILE = Path(__file__).parent.parent / "data" / "registries" / "version-2" / "keys.json"
OLD_PASSWORD = "cầu Rào 2"


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


def copy_of(slots: KeySlots) -> KeySlots:
    return KeySlots(slots.salt, json.loads(json.dumps(slots.slots)))


def saved(slots: KeySlots, folder: Path) -> Path:
    slots.save(folder / "keys.json")
    return folder / "keys.json"


def test_each_user_opens_the_same_key_with_their_own_password(sealed, key, tmp_path):
    slots = KeySlots.load(saved(sealed[0], tmp_path))
    assert slots.open_with_password("lan", PASSWORD) == [key]
    assert slots.open_with_password("hằng", "another password") == [key]


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
        assert sealed[0].open_with_password(name, password) == [key]
        assert sealed[0].open_with_password("lan", unicodedata.normalize(form, PASSWORD)) == [key]


def test_what_is_no_text_is_only_wrong(sealed):
    with pytest.raises(NotAllowedError):
        sealed[0].open_with_password("lan\udcff", "\ud800")


def test_the_recovery_code_opens_as_people_copy_it(sealed, key):
    slots, code = sealed
    assert len(code) == 35
    assert slots.open_with_recovery_code(code) == [key]
    assert slots.open_with_recovery_code(f"  {code.lower().replace('-', ' ')}\n") == [key]
    assert slots.open_with_recovery_code(code.replace("-", "")) == [key]


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
    assert slots.open_with_password("lan", "the second one") == [key]
    assert slots.open_with_recovery_code(second) == [key]
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
    assert left.open_with_password("mai", PASSWORD) == [key]
    with pytest.raises(NotAllowedError):
        left.open_with_password("lan", PASSWORD)


def test_the_file_names_nobody_and_holds_no_key(sealed, key, tmp_path):
    text = saved(sealed[0], tmp_path).read_text("utf-8").casefold()
    words = re.sub(r'"[0-9a-z+/=]{20,}"', '""', text)  # apart from what is random and may spell anything
    assert "lan" not in words.replace('"lanes"', "")
    assert "hằng" not in words
    assert "recovery" not in words
    assert key.hex() not in text
    assert len({slot["salt"] for slot in json.loads(text)["slots"].values()}) == 3


def test_equal_passwords_do_not_look_equal(key):
    slots = KeySlots()
    slots.set_password("lan", PASSWORD, key)
    slots.set_password("mai", PASSWORD, key)
    first, second = slots.slots.values()
    assert all(first[name] != second[name] for name in ("salt", "private", "public", "keys"))


def test_saving_replaces_the_file_at_once(sealed, tmp_path):
    path = saved(sealed[0], tmp_path)
    before = path.stat().st_ino
    KeySlots().save(path)
    assert path.stat().st_ino != before  # a new file took the name: nobody ever reads half of one
    assert [one.name for one in tmp_path.iterdir()] == ["keys.json"]
    assert KeySlots.load(path).slots == {}


def good_file(sealed) -> dict:
    content = {"format": 2, "salt": "AAAAAAAAAAAAAAAAAAAAAA==", "slots": sealed[0].slots}
    return json.loads(json.dumps(content))


def given(slot: dict) -> dict:
    return next(iter(slot["keys"].values()))


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
    "long private key": lambda slot: slot.update(private="A" * 4000),
    "no base64": lambda slot: slot.update(public="Đặng"),
    "public key of another type": lambda slot: slot.update(public=["A"]),
    "no private key": lambda slot: slot.pop("private"),
    "keys as a list": lambda slot: slot.update(keys=[]),
    "no keys": lambda slot: slot.update(keys={}),
    "many keys": lambda slot: slot.update(keys={str(n): given(slot) for n in range(3)}),
    "nothing sealed": lambda slot: given(slot).pop("sealed"),
    "short proof": lambda slot: given(slot).update(proof="AAAA"),
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


OLD_DAMAGE = {
    "long nonce": lambda slot: slot.update(nonce="A" * 4000),
    "no base64": lambda slot: slot.update(key="Đặng"),
    "key of another type": lambda slot: slot.update(key=["A"]),
    "no key": lambda slot: slot.pop("key"),
    "all the memory": lambda slot: slot.update(memory_kib=2**40),
}


@pytest.mark.parametrize("name", OLD_DAMAGE)
def test_a_damaged_slot_of_the_first_format_is_refused(name, tmp_path):
    data = json.loads(OLD_FILE.read_text())
    OLD_DAMAGE[name](next(iter(data["slots"].values())))
    assert "keys.json" in refused(tmp_path / "keys.json", json.dumps(data))


def test_a_file_of_any_length_is_refused_unread(tmp_path):
    assert "keys.json" in refused(tmp_path / "keys.json", b" " * 2_000_000)


@pytest.mark.parametrize("value", [7, ["x"], {}])
def test_a_change_under_way_to_nothing_is_refused(value, sealed, tmp_path):
    data = good_file(sealed) | {"changing_to": value}
    assert "keys.json" in refused(tmp_path / "keys.json", json.dumps(data))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(RegistryError, match=r"keys\.json"):
        KeySlots.load(tmp_path / "keys.json")


def test_a_newer_file_says_so(sealed, tmp_path):
    data = good_file(sealed) | {"format": 3}
    assert "newer" in refused(tmp_path / "keys.json", json.dumps(data))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_any(data=st.data())
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


@pytest.mark.parametrize("part", ["private", "sealed"])
def test_a_damaged_sealed_key_opens_nothing(part, sealed):
    slots = copy_of(sealed[0])
    for slot in slots.slots.values():
        holder = given(slot) if part == "sealed" else slot
        holder[part] = ("B" if holder[part][0] == "A" else "A") + holder[part][1:]
    with pytest.raises(NotAllowedError):
        slots.open_with_password("lan", PASSWORD)


def test_a_slot_opens_only_in_its_own_place(sealed):
    slots = copy_of(sealed[0])
    lan, other = slots.slot_id("lan"), slots.slot_id("hằng")
    slots.slots[other] = slots.slots[lan]
    with pytest.raises(NotAllowedError):
        slots.open_with_password("hằng", PASSWORD)
    moved = KeySlots(b"another registry", sealed[0].slots)
    moved.slots = {moved.slot_id("lan"): sealed[0].slots[lan]}
    with pytest.raises(NotAllowedError):
        moved.open_with_password("lan", PASSWORD)


class TestAnotherKey:
    """A new database key comes into the slots without any password, and the old one leaves them."""

    def test_while_it_is_changed_a_slot_opens_both(self, sealed, key, tmp_path):
        slots, code = copy_of(sealed[0]), sealed[1]
        new = new_key()
        slots.add_key(key, new)
        slots = KeySlots.load(saved(slots, tmp_path))
        assert slots.open_with_password("lan", PASSWORD) == [key, new]
        assert slots.open_with_recovery_code(code) == [key, new]

    @pytest.mark.parametrize("done", [True, False])
    def test_in_the_end_it_opens_the_one_that_fits(self, done, sealed, key, tmp_path):
        slots, code = copy_of(sealed[0]), sealed[1]
        new = new_key()
        slots.add_key(key, new)
        fits = new if done else key
        assert slots.settle(fits) is done
        assert slots.settle(fits) is None
        slots = KeySlots.load(saved(slots, tmp_path))
        assert slots.changing_to is None
        assert slots.open_with_password("hằng", "another password") == [fits]
        assert slots.open_with_recovery_code(code) == [fits]
        assert slots.takes_new_key("lan", fits)

    def test_it_can_be_changed_again_and_again(self, key):
        slots, present = KeySlots(), key
        slots.set_password("lan", PASSWORD, key)
        for _i in range(3):
            new = new_key()
            slots.add_key(present, new)
            slots.settle(new)
            present = new
        assert slots.open_with_password("lan", PASSWORD) == [present]

    def test_a_public_key_that_somebody_put_in_is_given_nothing(self, sealed, key):
        slots, new = copy_of(sealed[0]), new_key()
        stranger = KeySlots(slots.salt)
        stranger.set_password("lan", "the password of a stranger", new_key())
        slots.slots[slots.slot_id("lan")]["public"] = stranger.slots[slots.slot_id("lan")]["public"]
        assert not slots.takes_new_key("lan", key)
        assert slots.takes_new_key("hằng", key)
        slots.add_key(key, new)
        slots.settle(new)
        assert not slots.has("lan")
        assert slots.open_with_password("hằng", "another password") == [new]


class TestFirstFormat:
    """Slots that hold the key sealed with the password itself."""

    @pytest.fixture
    def old(self) -> KeySlots:
        return KeySlots.load(OLD_FILE)

    def test_they_open_and_are_saved_as_they_are(self, old, tmp_path):
        keys = old.open_with_password("lan", OLD_PASSWORD)
        again = KeySlots.load(saved(old, tmp_path))
        assert again.open_with_password("lan", OLD_PASSWORD) == keys
        assert again.registry_id() == old.registry_id()

    def test_they_take_no_other_key_until_they_are_made_anew(self, old):
        [key] = old.open_with_password("lan", OLD_PASSWORD)
        assert not old.takes_new_key("lan", key)
        old.set_password("lan", OLD_PASSWORD, key)
        assert old.takes_new_key("lan", key)
        assert old.open_with_password("lan", OLD_PASSWORD) == [key]

    @pytest.mark.parametrize("done", [True, False])
    def test_a_change_that_was_completed_ends_them_and_one_that_was_not_leaves_them(self, done, old):
        [key] = old.open_with_password("lan", OLD_PASSWORD)
        new = new_key()
        old.add_key(key, new)
        assert old.open_with_password("lan", OLD_PASSWORD) == [key]
        old.settle(new if done else key)
        assert old.has("lan") is not done


def test_slots_of_nobody_are_found(sealed):
    slots = copy_of(sealed[0])
    assert slots.strangers(["lan", "hằng"]) == []
    assert slots.strangers(["lan", "mai"]) == [slots.slot_id("hằng")]
    slots.keep(["lan"])
    assert (slots.has("lan"), slots.has("hằng"), slots.has_recovery_code()) == (True, False, True)
