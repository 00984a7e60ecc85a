"""Notices to begin with, always Vietnamese: what a ward tells its people again every year."""

from typing import NamedTuple


class NoticeText(NamedTuple):
    """A notice with the name it is chosen by."""

    name: str
    text: str


TEMPLATES = (
    NoticeText(
        "Cao điểm mùa hanh khô",
        "Kính gửi bà con,\n"
        "Thời tiết hanh khô, nguy cơ cháy cao. Đề nghị bà con: tắt bếp, ngắt điện khi ra khỏi nhà; không đốt rác, đốt "
        "vàng mã gần vật dễ cháy; không sạc xe điện qua đêm ở lối thoát; xem kim bình chữa cháy còn ở vạch xanh.\n"
        "Khi có cháy: hô hoán, cắt điện, thoát ra ngoài và gọi 114.\n"
        "Trân trọng cảm ơn bà con!",
    ),
    NoticeText(
        "Dịp Tết",
        "Kính gửi bà con,\n"
        "Dịp Tết Nguyên đán, đề nghị bà con: trông coi khi thắp hương, đun nấu; hóa vàng đúng nơi, dập hẳn tàn lửa; "
        "khóa cửa, ngắt điện khi vắng nhà; không tàng trữ, đốt pháo nổ trái phép; cảnh giác trộm cắp.\n"
        "Có dấu hiệu cháy gọi 114, có việc an ninh trật tự gọi 113 hoặc nhắn ngay vào nhóm này.\n"
        "Chúc bà con năm mới an toàn, hạnh phúc!",
    ),
    NoticeText(
        "Phiên chợ và cổng trường",
        "Kính gửi bà con,\n"
        "Ngày phiên chợ và giờ đưa đón học sinh, đề nghị bà con: đi chậm, không dừng đỗ dưới lòng đường và trước cổng "
        "trường; đội mũ bảo hiểm; để xe đúng nơi quy định; làm theo hướng dẫn của lực lượng trực.\n"
        "Trân trọng cảm ơn bà con!",
    ),
)
"""They name nobody; 114 is the fire brigade, 113 the police."""
