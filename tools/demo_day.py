"""A day's work on the demo ward without a window: `tools/demo_day.py DIR`.

What `make run` does where there is no display. A second run keeps the registry and says where things are.
"""

import sys
from pathlib import Path

import screenshots

from firereg.domain.money import format_dong
from firereg.errors import UserError
from firereg.services import demo, opening


def main(folder: Path) -> int:
    """Do the day in `folder`; the exit status."""
    try:
        do_the_day(folder)
    except UserError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    show_what_is_where(folder)
    pictures = screenshots.take(folder)
    print(f"Ảnh các trang chính: {len(pictures)} tệp trong {pictures[0].parent}")
    return 0


def do_the_day(folder: Path) -> None:
    """Build the ward and its papers, unless an earlier run did."""
    if opening.exists(folder / "registry"):
        print(f"Sổ đăng ký mẫu đã có trong {folder / 'registry'}, không tạo lại.")
        return
    made = demo.demo_day(folder, say=print)
    households, persons = format_dong(made.households), format_dong(made.persons)
    print(
        f"Phường mẫu: {households} hộ, {persons} nhân khẩu, {made.groups} tổ dân phố.\n"
        f"Đã bàn giao bình chữa cháy và quà cho {made.handovers} hộ cận nghèo, ngày 19/10/2023.\n"
        f"Hôm nay có {made.overdue} việc kiểm tra, bảo dưỡng quá hạn."
    )


def show_what_is_where(folder: Path) -> None:
    """Print where the registry and the papers are."""
    print(f"Sổ đăng ký: {folder / 'registry'} (tên đăng nhập {demo.USER}, mật khẩu {demo.PASSWORD})")
    names = {
        "receipts/*.pdf": "Biên bản của từng hộ",
        "receipts-*.pdf": "Tất cả biên bản trong một tệp",
        "sign-list-*.pdf": "Danh sách ký nhận quà",
        "overdue-*.pdf": "Danh sách quá hạn",
    }
    for pattern, name in names.items():
        found = sorted(folder.glob(pattern))
        if len(found) > 1:
            print(f"{name}: {len(found)} tệp, từ {found[0]} đến {found[-1].name}")
        elif found:
            print(f"{name}: {found[0]}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("cách dùng: tools/demo_day.py THƯ_MỤC")
    sys.exit(main(Path(sys.argv[1])))
