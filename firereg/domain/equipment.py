"""Kinds of extinguisher, the states of one, and the moves between states that are legal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firereg.i18n import _


class Agent(StrEnum):
    """What an extinguisher puts a fire out with."""

    POWDER_ABC = "powder_abc"
    POWDER_BC = "powder_bc"
    CO2 = "co2"
    WATER = "water"
    FOAM = "foam"
    CLEAN_AGENT = "clean_agent"


class Build(StrEnum):
    """How an extinguisher is driven, which decides its maintenance (TCVN 7435-2:2004 Table 1)."""

    STORED_PRESSURE = "stored_pressure"
    CARTRIDGE = "cartridge"
    SELF_EXPELLING = "self_expelling"


@dataclass(frozen=True)
class ExtinguisherKind:
    """A model as the trade names it: MFZL4 is 4 kg of ABC powder under stored pressure.

    `mass_g` is the mass of the agent in grams. `has_gauge` says whether a needle shows that it is full;
    without one it is weighed (TCVN 7435-2:2004 §4.2.2).
    """

    code: str
    name: str
    agent: Agent
    build: Build
    mass_g: int
    has_gauge: bool
    rechargeable: bool = True
    wheeled: bool = False


class State(StrEnum):
    """Where an extinguisher is in its life."""

    IN_STOCK = "in_stock"
    WITH_HOUSEHOLD = "with_household"
    AT_SERVICE = "at_service"
    SPARE_LENT = "spare_lent"
    LOST = "lost"
    USED = "used"
    DISCARDED = "discarded"


LEGAL_MOVES: dict[State, frozenset[State]] = {
    State.IN_STOCK: frozenset(
        {State.WITH_HOUSEHOLD, State.SPARE_LENT, State.AT_SERVICE, State.LOST, State.DISCARDED}
    ),
    State.WITH_HOUSEHOLD: frozenset(
        {State.IN_STOCK, State.AT_SERVICE, State.LOST, State.USED, State.DISCARDED}
    ),
    State.AT_SERVICE: frozenset({State.IN_STOCK, State.WITH_HOUSEHOLD, State.LOST, State.DISCARDED}),
    State.SPARE_LENT: frozenset(
        {State.IN_STOCK, State.WITH_HOUSEHOLD, State.AT_SERVICE, State.LOST, State.USED, State.DISCARDED}
    ),
    State.USED: frozenset({State.AT_SERVICE, State.DISCARDED}),
    State.LOST: frozenset({State.IN_STOCK, State.WITH_HOUSEHOLD}),
    State.DISCARDED: frozenset(),
}


AFTER_RECHARGE = frozenset({State.IN_STOCK, State.WITH_HOUSEHOLD})
"""Where one that was used goes once it is recharged (TCVN 7435-2:2004 §4.4), and not before."""


def can_move(before: State, after: State) -> bool:
    """Whether an extinguisher may go from one state to the other."""
    return after in LEGAL_MOVES[before]


_FAMILIES = (
    {Agent.POWDER_ABC, Agent.POWDER_BC},
    {Agent.CO2},
    {Agent.WATER, Agent.FOAM},
    {Agent.CLEAN_AGENT},
)


def spare_doubts(own: ExtinguisherKind, spare: ExtinguisherKind) -> list[str]:
    """What speaks against `spare` while `own` is away: of the same type and at least the same capacity.

    TCVN 7435-2:2004 §4.1.4. A doubt, since a smaller spare is better than none.
    """
    found = []
    if not any({own.agent, spare.agent} <= family for family in _FAMILIES):
        found.append(
            _("The spare ({spare}) is of another type than {own}; it may not put out the same fires.").format(
                spare=spare.code, own=own.code
            )
        )
    if spare.mass_g < own.mass_g:
        found.append(
            _("The spare ({spare}) holds less than {own}. Lend a bigger one if there is one.").format(
                spare=spare.code, own=own.code
            )
        )
    return found


@dataclass(frozen=True)
class Extinguisher:
    """The facts of one cylinder that its clocks run on; a date that is not known is None.

    `placed_on` is the day it came to the household that holds it.
    """

    kind: ExtinguisherKind
    state: State
    made_on: date | None
    received_on: date | None
    placed_on: date | None


KINDS: tuple[ExtinguisherKind, ...] = (
    ExtinguisherKind("MFZL1", "Bình bột ABC 1 kg", Agent.POWDER_ABC, Build.STORED_PRESSURE, 1000, True),
    ExtinguisherKind("MFZL2", "Bình bột ABC 2 kg", Agent.POWDER_ABC, Build.STORED_PRESSURE, 2000, True),
    ExtinguisherKind("MFZL4", "Bình bột ABC 4 kg", Agent.POWDER_ABC, Build.STORED_PRESSURE, 4000, True),
    ExtinguisherKind("MFZL8", "Bình bột ABC 8 kg", Agent.POWDER_ABC, Build.STORED_PRESSURE, 8000, True),
    ExtinguisherKind("MFZ4", "Bình bột BC 4 kg", Agent.POWDER_BC, Build.STORED_PRESSURE, 4000, True),
    ExtinguisherKind("MFZ8", "Bình bột BC 8 kg", Agent.POWDER_BC, Build.STORED_PRESSURE, 8000, True),
    ExtinguisherKind("MF8", "Bình bột BC 8 kg, chai khí đẩy", Agent.POWDER_BC, Build.CARTRIDGE, 8000, False),
    ExtinguisherKind("MT3", "Bình khí CO2 3 kg", Agent.CO2, Build.SELF_EXPELLING, 3000, False),
    ExtinguisherKind("MT5", "Bình khí CO2 5 kg", Agent.CO2, Build.SELF_EXPELLING, 5000, False),
    ExtinguisherKind("MPZ9", "Bình bọt foam 9 lít", Agent.FOAM, Build.STORED_PRESSURE, 9000, True),
    ExtinguisherKind("MSZ9", "Bình nước 9 lít", Agent.WATER, Build.STORED_PRESSURE, 9000, True),
    ExtinguisherKind("MHF4", "Bình khí sạch 4 kg", Agent.CLEAN_AGENT, Build.STORED_PRESSURE, 4000, True),
    ExtinguisherKind(
        "MINI1",
        "Bình bột mini 1 kg, không nạp lại",
        Agent.POWDER_ABC,
        Build.STORED_PRESSURE,
        1000,
        True,
        False,
    ),
    ExtinguisherKind(
        "MFTZL35",
        "Bình bột ABC 35 kg, có xe đẩy",
        Agent.POWDER_ABC,
        Build.STORED_PRESSURE,
        35_000,
        True,
        wheeled=True,
    ),
    ExtinguisherKind(
        "MFTZ35",
        "Bình bột BC 35 kg, có xe đẩy",
        Agent.POWDER_BC,
        Build.STORED_PRESSURE,
        35_000,
        True,
        wheeled=True,
    ),
    ExtinguisherKind(
        "MT24",
        "Bình khí CO2 24 kg, có xe đẩy",
        Agent.CO2,
        Build.SELF_EXPELLING,
        24_000,
        False,
        wheeled=True,
    ),
)
"""The kinds a new registry starts with. Letters and digits follow the trade, not a standard: MFZ powder under
stored pressure, L for ABC, MF powder with a gas cartridge, MT CO2, T after MF on wheels, the digit the mass in kg.
A ward that meets another name adds it as a kind of its own."""
