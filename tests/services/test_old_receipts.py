"""A receipt issued by an earlier version prints word for word what it said then, whatever was set since."""

import shutil
from pathlib import Path

from firereg.services import paper_words, receipts
from firereg.services.opening import open_registry
from firereg.services.paper_words import Paper
from firereg.store import models as t
from tests.documents.paper_reading import flowing
from tests.services.test_paper_words import OTHER
from tests.small_ward import PASSWORD, USER, Clock

ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "data" / "registries" / "version-2"
AS_ISSUED = (
    "ỦY BAN NHÂN DÂN QUẬN LÊ CHÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ỦY BAN NHÂN DÂN Độc lập - Tự do - Hạnh phúc "
    "PHƯỜNG DƯ HÀNG KÊNH Số: 01/BB-UBND Dư Hàng Kênh, ngày 19 tháng 10 năm 2023 BIÊN BẢN Về việc bàn giao bình "
    "chữa cháy và quà hỗ trợ cho hộ gia đình Căn cứ Kế hoạch số 10/KH-UBND. Hôm nay, ngày 19 tháng 10 năm 2023, "
    "tại trụ sở Ủy ban nhân dân phường Dư Hàng Kênh, chúng tôi gồm: 1. BÊN GIAO (Bên A): ỦY BAN NHÂN DÂN PHƯỜNG "
    "DƯ HÀNG KÊNH, đại diện là ông (bà) Cán bộ Mẫu. 2. BÊN NHẬN (Bên B): Ông (bà) Đặng Thị Hoà, chủ hộ, sinh năm "
    "1965; số CCCD/căn cước: 031165001234; điện thoại: 0912345678; địa chỉ: 12/34 Chợ Hàng, Tổ dân phố 7; thuộc "
    "đối tượng: hộ cận nghèo. Bên A đã bàn giao, Bên B đã nhận đủ phương tiện, quà hỗ trợ theo bảng sau: Sản Tình "
    "Giá trị STT Tên, chủng loại Số sê-ri Hạn ĐVT SL xuất trạng (đồng) 1 Bình bột ABC 4 kg (MFZL4) PC-0001 "
    "03/2023 03/2028 bình 01 Mới 2 Tiền mặt hỗ trợ suất 01 500.000 Tổng cộng: 01 bình, 01 suất (Bằng chữ: Năm "
    "trăm nghìn đồng.) 500.000 Bên B xác nhận và cam kết: a) đã được hướng dẫn sử dụng bình chữa cháy; b) để bình "
    "đúng nơi quy định, dễ thấy, dễ lấy; c) kiểm tra bình hằng tháng; d) không bán, cho hoặc dùng bình sai mục "
    "đích; đ) báo ngay tổ dân phố khi bình đã sử dụng hoặc hư hỏng. Biên bản lập thành 02 bản có giá trị như "
    "nhau, mỗi bên giữ 01 bản./. ĐẠI DIỆN BÊN NHẬN ĐẠI DIỆN TỔ DÂN PHỐ ĐẠI DIỆN BÊN GIAO (Ký, ghi rõ họ tên) (Ký, "
    "ghi rõ họ tên) (Ký, đóng dấu) Đặng Thị Hoà Cán bộ Mẫu Nơi nhận: - Hộ nhận bàn giao; - Lưu: VT. BG-2023-0001"
)
"""What the version that issued it printed."""


def test_a_receipt_of_an_earlier_version_says_what_it_said(tmp_path: Path) -> None:
    opened = open_registry(shutil.copytree(OLD, tmp_path / "old"), USER, PASSWORD, Clock())
    try:
        paper_words.keep(opened, Paper.RECEIPT, OTHER)
        paper_words.keep(opened, Paper.AMOUNTS, {"linh": "lẻ", "nghin": "ngàn"})
        first = t.Handover.get(t.Handover.code == "BG-2023-0001")
        t.Handover.update(printed=0).execute()
        assert flowing(receipts.pdf_of(opened, [first.id])) == AS_ISSUED
    finally:
        opened.close()
