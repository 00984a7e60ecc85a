"""Who was on duty for the veterans' programme in the last two months, and who will be in this one; all made up."""

from datetime import date, time, timedelta
from random import Random

from firereg.domain.dates import add_months
from firereg.services import duty, programmes, rosters
from firereg.services.demo.programmes import VETERANS
from firereg.services.duty import PersonDraft, PostDraft
from firereg.services.programmes import ProgrammeRow
from firereg.services.registry import Registry

_POSTS = (
    ("Chợ Hàng", frozenset({6}), time(5, 30), time(11), 2),
    ("Cổng trường", frozenset(range(5)), time(6, 45), time(7, 15), 1),
)
_PEOPLE = ("An", "Bình", "Cường", "Dũng", "Hòa", "Khánh", "Minh", "Tâm")
_MONTHS = 3
_MISSED = 0.06
_WHY = "Bận việc gia đình"


def add_duty(registry: Registry) -> None:
    """Two posts, eight people, and the rosters of this month and of the two before, with who came."""
    programme = programmes.by_name(VETERANS)
    for post in _POSTS:
        duty.add_post(registry, PostDraft(programme.id, *post))
    for number, name in enumerate(_PEOPLE):
        person = PersonDraft(programme.id, f"Cựu chiến binh {name} Mẫu", programme.lead, f"090000010{number}")
        duty.add_person(registry, person)
    this_month = registry.today().replace(day=1)
    for ago in reversed(range(_MONTHS)):
        _hold(registry, programme, add_months(this_month, -ago))


def _hold(registry: Registry, programme: ProgrammeRow, month: date) -> None:
    """A month from the launch on, up to yesterday with who came."""
    first, last = rosters.month(month.year, month.month)
    first = max(first, programme.launched_on + timedelta(days=1))
    if first > last or not rosters.make(registry, programme.id, first, last):
        return
    turns, rng = rosters.turns(programme.id, first, last), Random(f"duty {month}")
    if len(turns) > 1 and turns[-1].day < registry.today():
        _stand_in(registry, programme.id, turns[len(turns) // 2])
    past = [turn for turn in turns if turn.day < registry.today()]
    missed = [turn.id for turn in past if rng.random() < _MISSED]
    rosters.say_attended(registry, [turn.id for turn in past if turn.id not in missed], attended=True)
    rosters.say_attended(registry, missed, attended=False)


def _stand_in(registry: Registry, programme_id: int, turn: rosters.TurnRow) -> None:
    """Somebody who has no turn on that day takes one."""
    on_that_day = {one.person_id for one in rosters.turns(programme_id, turn.day, turn.day)}
    other = next(row for row in duty.people(programme_id) if row.id not in on_that_day)
    rosters.stand_in(registry, turn.id, other.id, _WHY)
