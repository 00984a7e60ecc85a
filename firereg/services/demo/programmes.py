"""The two programmes launched on 19/10/2023, with Zalo groups, notices and reports; every name is made up."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from firereg.domain.alerts import AlertKind
from firereg.domain.notice_text import TEMPLATES
from firereg.domain.programmes import Body
from firereg.services import alerts, notices, programmes, wards, zalo_groups
from firereg.services.alerts import AlertDraft
from firereg.services.notices import NoticeDraft
from firereg.services.programmes import ProgrammeDraft
from firereg.services.registry import Registry
from firereg.services.zalo_groups import ZaloDraft


class _Tip(NamedTuple):
    """Something that was reported, and what came of it."""

    at: time
    kind: AlertKind
    what: str
    place: str
    result: str = ""


_FIRE, _CRIME, _OTHER = AlertKind.FIRE, AlertKind.CRIME, AlertKind.OTHER
LAUNCHED = date(2023, 10, 19)
ZALO = "Nhóm Zalo phòng chống tội phạm, phòng chống cháy, nổ"
VETERANS = "Hội Cựu chiến binh đảm bảo an toàn giao thông phiên chợ Hàng và cổng trường cho em"

_POLICE = Body("Công an phường", "Phạm Văn Mẫu", "Trưởng Công an")
_VETERANS = Body("Hội Cựu chiến binh phường", "Đỗ Văn Mẫu", "Chủ tịch")
_PROGRAMMES = (
    ProgrammeDraft(
        ZALO,
        LAUNCHED,
        "Quyết định số 91/QĐ-UBND ngày 12 tháng 10 năm 2023",
        "Mỗi tổ dân phố có một nhóm Zalo để báo tin, nhắc việc, giữ gìn an ninh trật tự và an toàn phòng cháy",
        (
            "Mỗi tổ dân phố lập và duy trì một nhóm Zalo, có người quản trị, nội dung lành mạnh, đúng pháp luật",
            "Thông tin kịp thời phương thức, thủ đoạn của tội phạm và cách phòng cháy, thoát nạn tới từng hộ gia đình",
            "Tiếp nhận, xác minh, xử lý tin báo trong ngày và trả lời trong nhóm; giữ bí mật người báo tin",
            "Nhắc hộ gia đình kiểm tra bình chữa cháy hằng tháng, bảo dưỡng đúng hạn",
        ),
        (
            _POLICE,
            Body("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Vũ Thị Mẫu", "Chủ tịch"),
            Body("Hội Liên hiệp Phụ nữ phường", "Hoàng Thị Mẫu", "Chủ tịch"),
            _VETERANS,
        ),
    ),
    ProgrammeDraft(
        VETERANS,
        LAUNCHED,
        "Quyết định số 92/QĐ-UBND ngày 12 tháng 10 năm 2023",
        "Không để ùn tắc, tai nạn giao thông ở phiên chợ Hàng và cổng trường",
        (
            "Trực đủ ca, đúng giờ tại cổng chợ Hàng các phiên Chủ nhật và tại cổng trường giờ đưa đón học sinh",
            "Nhắc nhở người dân không dừng đỗ, không bày bán dưới lòng đường, đội mũ bảo hiểm khi chở trẻ em",
            "Phối hợp, báo tin ngay cho Công an phường khi có vụ việc",
        ),
        (_VETERANS, _POLICE, Body("Trường Tiểu học Mẫu", "Bùi Thị Mẫu", "Hiệu trưởng")),
    ),
)
_YEARLY = ((11, 5, 0, ZALO), (1, 15, 1, ZALO), (8, 28, 2, VETERANS))
"""Month, day and number of the notice that is sent again every year, and the programme it belongs to."""
_OLD = (
    (
        date(2023, 12, 2),
        _Tip(time(19, 40), _FIRE, "Đốt rác gần dãy nhà trọ", "Hồ Sen", "Đã dập tàn lửa, nhắc nhở"),
    ),
    (
        date(2024, 4, 18),
        _Tip(time(2, 15), _CRIME, "Người lạ thử khóa xe máy", "Chợ Hàng", "Đã tuần tra, không mất gì"),
    ),
    (
        date(2024, 7, 9),
        _Tip(time(21, 5), _FIRE, "Chập điện ở biển quảng cáo", "Miếu Hai Xã", "Dùng bình dập tắt"),
    ),
    (
        date(2025, 2, 11),
        _Tip(time(6, 50), _OTHER, "Xe tải dừng trước cổng trường", "Cổng trường", "Đã yêu cầu rời đi"),
    ),
    (
        date(2025, 9, 23),
        _Tip(time(23, 30), _CRIME, "Nghi trộm cáp viễn thông", "Hồ Sen", "Đã chuyển Công an phường"),
    ),
)
_NEW = (
    (
        40,
        _Tip(time(18, 20), _FIRE, "Mùi khét từ tủ điện của khu trọ", "Chợ Hàng", "Thợ điện đã thay cầu dao"),
    ),
    (12, _Tip(time(20, 45), _FIRE, "Sạc xe điện dưới gầm cầu thang qua đêm", "Hồ Sen")),
    (2, _Tip(time(7, 10), _OTHER, "Hàng rong lấn cổng trường giờ tan học", "Cổng trường")),
    (1, _Tip(time(1, 35), _CRIME, "Có tiếng cạy cửa hàng", "Miếu Hai Xã")),
)
"""Reports of a day, and of so many days ago; those without a result are open."""
_HANDLED = "Tổ trực Công an phường"
_REACHED = (0.55, 0.9)


def add_programmes(registry: Registry) -> dict[str, int]:
    """Both programmes and a Zalo group for each residential group; the ids of the programmes by name."""
    ids = {draft.name: programmes.add(registry, draft) for draft in _PROGRAMMES}
    counted_on = registry.today().replace(day=1)
    rng = Random("zalo groups")
    households = {one.group_id: one.households for one in zalo_groups.reach()}
    for group in wards.groups():
        reached = round(households[group.id] * rng.uniform(*_REACHED))
        zalo_groups.add(
            registry,
            ZaloDraft(
                name=f"TDP {group.number} – An ninh, PCCC",
                group_id=group.id,
                programme_id=ids[ZALO],
                link=f"https://zalo.me/g/mau{group.number:03d}",
                run_by=group.leader_name,
                members=round(reached * rng.uniform(1.1, 1.6)),
                households=reached,
                counted_on=counted_on,
                opened_on=LAUNCHED + timedelta(days=rng.randint(0, 20)),
            ),
        )
    return ids


def add_news(registry: Registry) -> None:
    """What was told to the Zalo groups and what was reported, from the launch until today."""
    ids = {name: programme_id for programme_id, name in programmes.names()}
    today = registry.today()
    for year in range(LAUNCHED.year, today.year + 1):
        for month, day, number, name in _YEARLY:
            sent = date(year, month, day)
            if LAUNCHED < sent <= today:
                notices.keep(registry, NoticeDraft(sent, TEMPLATES[number].text, (), ids[name]))
    zalo_ids = [zalo_id for zalo_id, _name in zalo_groups.names()]
    for number, (came_on, tip) in enumerate(_tips(today)):
        its_programme = ids[VETERANS if tip.kind is _OTHER else ZALO]
        zalo_id = None if tip.kind is _OTHER else zalo_ids[number * 5 % len(zalo_ids)]
        at = datetime.combine(came_on, tip.at)
        draft = AlertDraft(tip.kind, at, tip.what, tip.place, "", zalo_id, its_programme)
        alert_id = alerts.report(registry, draft)
        if tip.result:
            closed_on = min(today, came_on + timedelta(days=1))
            alerts.close(registry, alert_id, closed_on, tip.result, _HANDLED)


def _tips(today: date) -> Iterator[tuple[date, _Tip]]:
    for day, tip in (*_OLD, *((today - timedelta(days=ago), tip) for ago, tip in _NEW)):
        if LAUNCHED < day <= today:
            yield day, tip
