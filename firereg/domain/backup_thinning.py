"""Which backups are kept as they grow old: all of two days, then ever fewer."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby

ALL_OF = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9

_STEPS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAILY, lambda at: at.date()),
    (WEEKLY, lambda at: at.isocalendar()[:2]),
    (MONTHLY, lambda at: (at.year, at.month)),
)


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments, in local time, whose backups are kept; the newest is always among them.

    All of the last two days; of what is older the last one of each of 12 days, then of 10 weeks, then of 9 months.
    Days, weeks and months without a backup do not count: an office that was closed for a month loses nothing by it.
    What is dated later than `now` stays too: the clock may have been set back.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {at for at in newest_first if now - at <= ALL_OF}
    older = newest_first[len(keep) :]
    for count, period in _STEPS:
        buckets = [list(bucket) for _period, bucket in groupby(older, key=period)]
        keep.update(bucket[0] for bucket in buckets[:count])
        older = [at for bucket in buckets[count:] for at in bucket]
    return keep
