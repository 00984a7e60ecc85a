"""When two households look like one that was entered twice."""

from enum import StrEnum

from firereg.domain.addresses import has_number, street_of


class Why(StrEnum):
    """What two households have in common, the strongest first."""

    ID_NUMBER = "id_number"
    PHONE = "phone"
    NAME_AND_ADDRESS = "name_and_address"


def is_near(place: str, other: str, *, same_group: bool) -> bool:
    """Whether two `place_key`s may be one home, for households of one name.

    Street and house number are the same; within one group the street is enough, where one of the two has no
    number, and so is an address that is missing.
    """
    if place and place == other and has_number(place):
        return True
    if not same_group:
        return False
    if not place or not other:
        return True
    same_street = street_of(place) == street_of(other)
    return same_street and not (has_number(place) and has_number(other))
