import pytest
from hypothesis import given
from hypothesis import strategies as st

from firereg.domain.addresses import address_sort_key, has_number, place_key, street_of

WALK = [
    "",
    "Chợ Cột Đèn",
    "2 Chợ Hàng",
    "Số 10 Chợ Hàng",
    "12 Chợ Hàng, tổ 7",
    "12/34 chợ hàng",
    "Số 12/100 đường Chợ Hàng, phường Dư Hàng Kênh, quận Lê Chân",
    "12A Chợ Hàng",
    "ngõ 34, Chợ Hàng",
    "Số nhà 5, ngõ 34, phố Chợ Hàng",
    "số 11 ngõ 34 Chợ Hàng",
    "35 Chợ Hàng",
    "12 Chợ Hàng Mới",
    "2 Đình Đông",
    "64 Miếu Hai Xã",
    "Số 6 ngõ 65 Miếu Hai Xã",
    "Tổ 7, số 7 ngõ 65 Miếu Hai Xã",
    "1 Ngô Quyền",
    "9 Tô Hiệu",
]


def test_addresses_sort_as_a_clerk_walks():
    assert sorted(set(WALK), key=address_sort_key) == WALK


@given(st.integers(0, 10**6 - 1), st.integers(0, 10**6 - 1))
def test_house_numbers_sort_as_numbers(a, b):
    def key(number):
        return address_sort_key(f"{number} Chợ Hàng")

    assert (key(a) < key(b)) == (a < b)


@given(
    st.lists(st.integers(1, 9999), min_size=1, max_size=4),
    st.lists(st.integers(1, 9999), min_size=1, max_size=4),
)
def test_numbers_behind_a_slash_sort_as_numbers_too(a, b):
    def key(numbers):
        return address_sort_key("/".join(map(str, numbers)) + " Chợ Hàng")

    assert (key(a) < key(b)) == (a < b)


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_the_lane_counts_before_the_house(lane, house, other_lane, other_house):
    def key(lane, house):
        return address_sort_key(f"Số {house} ngõ {lane} Miếu Hai Xã")

    assert (key(lane, house) < key(other_lane, other_house)) == ((lane, house) < (other_lane, other_house))


@given(st.text(max_size=40))
def test_any_text_has_a_key(text):
    assert isinstance(address_sort_key(text), bytes)
    assert isinstance(place_key(text), str)


@pytest.mark.parametrize(
    "same",
    [
        ("12/34 Chợ Hàng", "số 12 / 34 cho hang, tổ dân phố 7"),
        ("Số 6 ngõ 65 Miếu Hai Xã", "6/65 Miếu Hai Xã", "SN 6, Ngõ 65, Miếu hai xã"),
        ("5 đường 30/4", "Số 5, đường 30/4"),
        ("12 Hồ Sen, phường Dư Hàng Kênh", "12 Hồ Sen, Lê Chân, Hải Phòng", "Tổ 7, 12 Hồ Sen"),
    ],
)
def test_one_place_has_one_key(same):
    keys = {place_key(address) for address in same}
    assert len(keys) == 1
    assert all(map(has_number, keys))


@pytest.mark.parametrize(
    "different",
    [
        ("12 Chợ Hàng", "21 Chợ Hàng", "12/1 Chợ Hàng", "12A Chợ Hàng", "Chợ Hàng", "12 Hồ Sen", ""),
        ("Ngô Quyền", "12 Ngô Quyền"),
        ("Tô Hiệu", "7 Tô Hiệu"),
    ],
)
def test_other_places_have_other_keys(different):
    assert len({place_key(address) for address in different}) == len(different)


def test_the_street_of_a_place():
    assert street_of(place_key("12/34 Chợ Hàng")) == street_of(place_key("Chợ Hàng")) == "cho hang|"
    assert not has_number(place_key("Chợ Hàng"))
    assert street_of("") == ""
