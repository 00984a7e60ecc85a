"""Where a registry may lie: refused on a network, too deep and read-only; told of what else speaks against a place."""

import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from PIL import Image

from firereg.errors import RegistryError
from firereg.exchange.files import save_file
from firereg.exchange.sheets import read_sheets
from firereg.services import backups, handovers, health, opening, photos, place, receipts, restoring
from firereg.services.opening import open_registry
from firereg.services.place import Medium
from tests.small_ward import PASSWORD, USER, Clock, give, small_ward

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the table of mounts is that of Linux")
ROOT = Path(__file__).resolve().parents[2]
MOUNTS = (
    "21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n"
    "30 21 0:50 / /mnt/phường\\040chung rw,relatime shared:7 master:2 - {kind} //server/chung rw\n"
    "31 30 0:51 / /mnt/phường\\040chung/đĩa rw - ext4 /dev/vdb rw\n"
)


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    """A function that gives the table of mounts its text."""

    def write(text: str) -> None:
        (tmp_path / "mountinfo").write_text(text, encoding="utf-8")
        monkeypatch.setattr(place, "_MOUNTS", tmp_path / "mountinfo")

    return write


@LINUX
@pytest.mark.parametrize("kind", ["cifs", "nfs4", "smb3", "9p", "fuse.sshfs"])
def test_a_share_is_a_network_and_what_lies_on_a_disk_beneath_it_is_none(mounted, kind):
    mounted(MOUNTS.format(kind=kind))
    assert place.medium(Path("/mnt/phường chung/sổ")) is Medium.NETWORK
    assert place.medium(Path("/mnt/phường chung/đĩa/sổ")) is Medium.DISK
    assert place.medium(Path("/mnt/phường chung 2")) is Medium.DISK
    mounted(MOUNTS.format(kind="ext4"))
    assert place.medium(Path("/mnt/phường chung/sổ")) is Medium.DISK


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        (r"\\may-chu\chung\so", True),
        ("//may-chu/chung/so", True),
        (r"\\?\UNC\may-chu\chung\so", True),
        (r"\\?\C:\so", False),
        (r"C:\so", False),
        ("so", False),
    ],
)
def test_a_windows_path_tells_whether_it_is_on_another_computer(path, shared):
    assert place.on_share(PureWindowsPath(path)) is shared


@LINUX
def test_on_a_network_no_registry_is_made_opened_or_restored(tmp_path, mounted):
    made = small_ward(tmp_path / "sổ", Clock())
    backup = backups.make(made).path
    made.close()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    mounted(f"1 0 0:50 / {tmp_path} rw - cifs //server/chung rw\n")
    acts = (
        lambda: open_registry(tmp_path / "sổ", USER, PASSWORD),
        lambda: opening.create(tmp_path / "mới", user="lan", full_name="Lan", password=PASSWORD),
        lambda: restoring.restore(backup, tmp_path / "mới", USER, PASSWORD),
    )
    for act in acts:
        with pytest.raises(RegistryError, match="is on a network drive, where a registry can be damaged"):
            act()
    assert sorted(path.name for path in tmp_path.rglob("*") if path.name != "mountinfo") == before


@pytest.mark.parametrize(
    ("part", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - UBND phường", "OneDrive"),
        (unicodedata.normalize("NFD", "Drive của tôi"), "Google Drive"),
        ("GoogleDrive-lan@example.org", "Google Drive"),
        ("Dropbox (Phường)", "Dropbox"),
        ("iCloudDrive", "iCloud"),
        ("Zalo Received Files", "Zalo"),
        ("Ổ đĩa của tôi", None),
        ("one drive", None),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path, part, service):
    folder = tmp_path / part / "sổ bình"
    assert place.synced_by(folder) == service
    assert (service is not None) == any("may copy or replace it" in one for one in place.about(folder))


def test_a_synced_folder_is_known_by_what_the_service_left_there_and_by_the_system(tmp_path, monkeypatch):
    folder = tmp_path / "tài liệu" / "sổ"
    folder.mkdir(parents=True)
    assert place.synced_by(folder) is None
    (tmp_path / "tài liệu" / ".stfolder").mkdir()
    assert place.synced_by(folder) == "Syncthing"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "tài liệu"))
    assert place.synced_by(folder) == "OneDrive"
    assert place.synced_by(tmp_path) is None


@LINUX
def test_a_stick_is_told(tmp_path, monkeypatch, mounted):
    disk = tmp_path / "devices" / "pci0" / "usb1" / "block" / "sdb" / "sdb1"
    card = tmp_path / "devices" / "pci0" / "mmc" / "block" / "mmcblk0" / "mmcblk0p1"
    for one in (disk, card):
        one.mkdir(parents=True)
    (card.parent / "removable").write_text("1\n")
    (tmp_path / "block").mkdir()
    (tmp_path / "block" / "8:17").symlink_to(disk)
    (tmp_path / "block" / "179:1").symlink_to(card)
    monkeypatch.setattr(place, "_DEVICES", tmp_path / "block")
    mounted(
        "1 0 254:0 / / rw - ext4 /dev/vda rw\n"
        "2 1 8:17 / /media/lan/STICK rw - vfat /dev/sdb1 rw\n"
        "3 1 179:1 / /media/lan/CARD rw - vfat /dev/mmcblk0p1 rw\n"
    )
    for path, found in (("/media/lan/STICK/sổ", 1), ("/media/lan/CARD/sổ", 1), ("/srv/sổ", 0)):
        assert sum("can be pulled out" in one for one in place.about(Path(path))) == found


def test_a_temporary_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert any("which the system empties" in one for one in place.about(tmp_path / "sổ"))
    assert not any("which the system empties" in one for one in place.about(tmp_path.parent / "sổ"))


@LINUX
def test_a_read_only_stick_and_the_real_table_of_mounts(tmp_path):
    small_ward(tmp_path / "sổ", Clock()).close()
    stick = tmp_path / "thẻ nhớ"
    stick.mkdir()
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("no file system can be mounted here")
    child = [sys.executable, "-m", "tests.services.read_only_stick", str(tmp_path / "sổ"), str(stick)]
    command = [unshare, "--user", "--map-root-user", "--mount", *child]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 3 or "unshare" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert done.stderr == ""
    kind, opening, making, restoring_there = done.stdout.splitlines()
    assert kind == "tmpfs"
    for said in (opening, making, restoring_there):
        assert "cannot be written to. Check the rights of the folder or the switch on the stick" in said


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_registry_works_under_a_long_path_with_vietnamese_letters(tmp_path, form):
    words = unicodedata.normalize(form, "Bình chữa cháy cho hộ nghèo, cận nghèo – Phường Dư Hàng Kênh")
    base = tmp_path / words / "năm 2023 " / words / words
    folder = base / ("x" * max(0, 250 - len(str(base)) - len("/")))
    registry = small_ward(folder, Clock())
    assert len(str(folder)) >= 250
    row = give(registry, 1, "PC-0001")
    (base / "ảnh").mkdir()
    Image.new("RGB", (30, 20), "red").save(base / "ảnh" / f"{words}.png")
    photos.add(registry, base / "ảnh" / f"{words}.png", extinguisher_id=1)
    save_file(base / f"{words}.pdf", receipts.pdf_of(registry, [row.id]))
    (base / f"{words}.csv").write_text("Họ và tên,Địa chỉ\nĐặng Thị Hoà,12 Chợ Hàng\n", encoding="utf-8")
    assert read_sheets(base / f"{words}.csv")[0].rows
    assert backups.make(registry, base / f"{words}.firereg").checked
    assert backups.make(registry).checked
    backup = backups.copy_to(registry, base / "ảnh")
    assert backup is not None
    registry.close()
    into = base / unicodedata.normalize(form, "phục hồi")
    restoring.restore(backup.path, into, USER, PASSWORD, clock=Clock())
    opened = open_registry(into, USER, PASSWORD, Clock())
    assert health.check(opened) == []
    assert handovers.by_id(row.id).code == row.code
    opened.close()


@pytest.mark.parametrize("part", ["ệ" * 100, "/".join(["thư mục rất dài"] * 40)])
def test_a_path_that_is_too_long_is_one_sentence(tmp_path, part):
    folder = tmp_path / part
    with pytest.raises(RegistryError, match="The path of the folder is too long"):
        opening.create(folder, user="lan", full_name="Lan", password=PASSWORD)
    with pytest.raises(RegistryError, match="There is no registry in"):
        open_registry(folder, USER, PASSWORD)
    assert not list(tmp_path.iterdir())
