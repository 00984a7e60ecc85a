"""The whole life of one extinguisher is told, each thing once, the newest first."""

from datetime import date, datetime

from PIL import Image

from firereg.domain.checklist import Item
from firereg.domain.equipment import State
from firereg.domain.schedule import RecordKind
from firereg.services import (
    deliveries,
    equipment,
    equipment_moves,
    equipment_swaps,
    faults,
    handovers,
    inspections,
    life,
    photos,
)
from firereg.services.deliveries import DeliveryDraft, ExtinguisherDraft
from firereg.services.inspections import InspectionDraft, ServiceDraft
from firereg.services.life import LifeKind
from firereg.store import models as t
from tests.small_ward import draft, give

D = {n: date(2023, 10, n) for n in range(1, 32)}
NEW = ExtinguisherDraft("A-1", "MFZL4", date(2023, 3, 1), price_dong=250_000)


def told(extinguisher_id):
    return [(row.kind, row.day) for row in life.events(extinguisher_id)]


def test_a_long_life(registry, clock, tmp_path):
    clock.now = datetime(2023, 10, 1, 9)
    delivery = DeliveryDraft(D[1], donor="Công ty Mẫu", document="BBGN 5")
    deliveries.receive(registry, [NEW], delivery)
    its = equipment.by_serial("A-1").id
    clock.now = datetime(2023, 10, 25, 9)
    first = give(registry, 1, "A-1", day=D[2])
    handovers.void(registry, first.id, "nhầm hộ")
    give(registry, 2, "A-1", day=D[3])
    look = inspections.keep_inspection(
        registry, InspectionDraft("A-1", D[4], False, "đứt", "Tổ trưởng Mẫu", (Item.SEAL,), weight_g=5900)
    )
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png")
    for _i in range(2):
        photos.add(registry, tmp_path / "a.png", inspection_id=look)
    faults.report(registry, "A-1", D[5], "vòi nứt", responsible="Hộ", due_on=D[20])
    equipment_moves.move(registry, its, State.LOST, "sửa nhà", D[6])
    equipment_moves.move(registry, its, State.WITH_HOUSEHOLD, "", D[7])
    equipment_moves.move(registry, its, State.USED, "cháy bếp", D[8])
    inspections.service(
        registry,
        ServiceDraft("A-1", RecordKind.RECHARGE, D[9], "Công ty PCCC", "CN-7", cost_dong=150_000),
    )
    inspections.inspect(registry, InspectionDraft("A-1", D[10], passed=True))
    walk = t.InspectionRound.create(name="Tháng 10", first_day=D[11], last_day=D[12], inspector="Bà Mẫu")
    t.RoundLine.create(round=walk, position=1, extinguisher=its, household=2, outcome="not_found")
    equipment_swaps.pass_on(registry, "A-1", draft(5, day=D[13]))

    kind = LifeKind
    rows = life.events(its)
    assert [(row.kind, row.day) for row in rows] == [
        (kind.CANCELLED, D[25]),
        (kind.GIVEN, D[13]),
        (kind.MOVED, D[13]),
        (kind.NOT_FOUND, D[11]),
        (kind.PASSED, D[10]),
        *[(kind.MENDED, D[9])] * 3,
        (kind.SERVICED, D[9]),
        (kind.MOVED, D[9]),
        (kind.FAULT, D[8]),
        (kind.MOVED, D[8]),
        (kind.MOVED, D[7]),
        (kind.MOVED, D[6]),
        (kind.FAULT, D[5]),
        (kind.FAILED, D[4]),
        (kind.GIVEN, D[3]),
        (kind.GIVEN, D[2]),
        (kind.RECEIVED, D[1]),
        (kind.MADE, date(2023, 3, 1)),
    ]
    texts = {(row.kind, row.day): (row.title, row.detail, row.who, row.photos) for row in rows}
    assert texts[kind.FAILED, D[4]] == (
        "Inspection: fault",
        "Seal and pin · đứt · 5.90 kg",
        "Tổ trưởng Mẫu",
        2,
    )
    assert texts[kind.SERVICED, D[9]] == ("Recharge", "CN-7 · 150.000 đ", "Công ty PCCC", 0)
    assert texts[kind.RECEIVED, D[1]] == ("Received into stock", "BBGN 5 · 250.000 đ", "Công ty Mẫu", 0)
    assert texts[kind.CANCELLED, D[25]][1] == f"{first.code} · nhầm hộ"
    assert texts[kind.MOVED, D[7]] == ("Found again: With a household", "", "Nguyễn Văn An", 0)
    assert texts[kind.FAULT, D[5]] == ("Fault found", "vòi nứt · due on 20/10/2023", "Hộ", 0)
    assert texts[kind.NOT_FOUND, D[11]] == ("Not found on a walk", "Tháng 10", "Bà Mẫu", 0)


def test_a_short_life(registry):
    assert told(3) == [(LifeKind.RECEIVED, date(2023, 9, 1))]
    assert told(1) == [(LifeKind.RECEIVED, date(2023, 9, 1)), (LifeKind.MADE, date(2023, 3, 1))]
