"""A round of the small ward for the tests of the window: group 7, an extinguisher and money for each household."""

from datetime import date

from firereg.domain.support import Criteria, Form, SupportItem
from firereg.services import drawing_up, rounds
from firereg.services.registry import Registry
from firereg.services.rounds import RoundDraft

DAY = date(2024, 5, 20)
CYLINDER = SupportItem(Form.EXTINGUISHER, "Bình chữa cháy", 1, "bình")
MONEY = SupportItem(Form.CASH, "Tiền mặt", 1, "suất", 500_000)


def add_round(registry: Registry, *items: SupportItem, drawn: bool = False, approved: bool = False) -> int:
    """The id of a round for the households 1 to 4."""
    criteria = Criteria(group_ids=(1,))
    kept = items or (CYLINDER, MONEY)
    round_id = rounds.add(
        registry,
        RoundDraft("Đợt tháng 5", DAY, "Nhà văn hóa", budget_dong=1_200_000, items=kept, criteria=criteria),
    )
    if drawn or approved:
        drawing_up.draw_up(registry, round_id)
    if approved:
        drawing_up.approve(registry, round_id)
    return round_id
