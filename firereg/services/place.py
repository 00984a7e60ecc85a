"""Where a registry may lie: not where it would be damaged or not be written; what else speaks against a place."""

import errno
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path, PurePath

from firereg.errors import RegistryError
from firereg.exchange.files import unfinished
from firereg.i18n import _
from firereg.paths import LONGEST_ON_WINDOWS

_MOUNTS, _DEVICES = Path("/proc/self/mountinfo"), Path("/sys/dev/block")
_OF_NETWORKS = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "vboxsf", "fuse.sshfs"),
        *("fuse.rclone", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.vmhgfs-fuse"),
    )
)
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4  # GetDriveTypeW
_NAMES = {
    "Dropbox": ("dropbox", "dropbox ("),
    "Google Drive": (
        "google drive",
        "googledrive",
        "googledrive-",
        "my drive",
        "drive của tôi",
        "shared drives",
    ),
    "iCloud": ("icloud drive", "iclouddrive", "com~apple~clouddocs"),
    "Nextcloud": ("nextcloud",),
    "OneDrive": ("onedrive", "onedrive - "),
    "Zalo": ("zalo received files",),
}
"""What a service calls its folder; a name that ends in a sign goes on with that of the account."""
_MARKS = {
    "Dropbox": (".dropbox", ".dropbox.cache"),
    "Google Drive": (".tmp.drivedownload", ".tmp.driveupload"),
    "Syncthing": (".stfolder",),
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DEEPEST = "/backups/.firereg-00000000.part/registry.db-journal"
"""The longest path the program makes inside a registry."""
_MOST = LONGEST_ON_WINDOWS if os.name == "nt" else 511
"""Elsewhere bytes, as many as the engine takes (SQLite, os_unix.c, MAX_PATHNAME)."""
_MOST_OF_ONE_NAME = 255
_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Medium(Enum):
    """What a folder lies on."""

    DISK = auto()
    NETWORK = auto()
    REMOVABLE = auto()


def refuse(folder: Path) -> None:
    """RegistryError where no registry can be kept: on a network, under too long a path, where nothing can be written.

    Over a network the engine's log needs memory that two computers do not share (https://sqlite.org/wal.html).
    """
    where = folder.absolute()
    if _length(where) > _MOST - len(_DEEPEST) or any(_length(p) > _MOST_OF_ONE_NAME for p in where.parts):
        raise RegistryError(
            _(
                "The path of the folder is too long: {folder}. Move or choose a folder nearer to the top."
            ).format(folder=where)
        )
    if medium(where) is Medium.NETWORK:
        raise RegistryError(
            _(
                "{folder} is on a network drive, where a registry can be damaged. Keep it on a disk of this computer "
                "(copy the whole folder there), and only backups on the network."
            ).format(folder=folder)
        )
    if not _may_be_written(where):
        raise RegistryError(
            _(
                "{folder} cannot be written to. Check the rights of the folder or the switch on the stick, or copy "
                "the whole folder to the disk of this computer."
            ).format(folder=folder)
        )


def about(folder: Path) -> list[str]:
    """What speaks against the place of a registry that works there all the same, a sentence each."""
    return list(_doubts(folder.absolute()))


def _doubts(folder: Path) -> Iterator[str]:
    if (service := synced_by(folder)) is not None:
        yield _(
            "The registry is in a folder of {service}, which may copy or replace it while it is being written. Move it "
            "out of there; backups may stay there."
        ).format(service=service)
    if medium(folder) is Medium.REMOVABLE:
        yield _(
            "The registry is on a stick or disk that can be pulled out. Keep it on the disk of this computer, and "
            "backups on the stick."
        )
    if folder.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
        yield _(
            "The registry is in a folder for temporary files, which the system empties. Move it out of there."
        )


def medium(folder: Path) -> Medium:
    """What a folder lies on, also one that is not there yet; a disk where that cannot be told."""
    where = folder.resolve()
    if sys.platform == "win32":
        return _windows_medium(where)
    return _linux_medium(where)


def on_share(folder: PurePath) -> bool:
    r"""Whether a Windows path names another computer: `\\server\share`, also behind `\\?\UNC\`."""
    drive = folder.drive.upper().replace("/", "\\")
    return drive.startswith("\\\\?\\UNC\\") or (drive.startswith("\\\\") and drive[2:4] not in ("?\\", ".\\"))


def synced_by(folder: Path) -> str | None:
    """The service that keeps a folder in step with others, None where there is no sign of one."""
    for variable in _VARIABLES:
        if (named := os.environ.get(variable)) and folder.is_relative_to(named):
            return "OneDrive"
    for part in folder.parts:
        name = unicodedata.normalize("NFC", part).casefold()
        for service, names in _NAMES.items():
            if any(name == one or (one[-1] in "-( " and name.startswith(one)) for one in names):
                return service
    for one in (folder, *folder.parents):
        for service, marks in _MARKS.items():
            if any(os.path.lexists(one / mark) for mark in marks):
                return service
    return None


def _windows_medium(folder: Path) -> Medium:
    if on_share(folder):
        return Medium.NETWORK
    kinds = {_REMOTE_DRIVE: Medium.NETWORK, _REMOVABLE_DRIVE: Medium.REMOVABLE}
    return kinds.get(_drive_type(folder.anchor), Medium.DISK)


def _drive_type(root: str) -> int:
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))  # type: ignore[attr-defined, unused-ignore]


def _linux_medium(folder: Path) -> Medium:
    device, kind = _mount_of(folder)
    if kind in _OF_NETWORKS:
        return Medium.NETWORK
    return Medium.REMOVABLE if _can_be_pulled_out(device) else Medium.DISK


def _mount_of(folder: Path) -> tuple[str, str]:
    """The device and the type of the file system a folder lies on (proc_pid_mountinfo(5)); "" where not known."""
    best, found = -1, ("", "")
    try:
        table = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return found
    for line in table.splitlines():
        fields, _dash, rest = line.partition(" - ")
        words, kinds = fields.split(" "), rest.split(" ")
        if len(words) < 5:
            continue
        place = Path(_unescaped(words[4]))
        # Of two at one place the later one covers the other.
        if len(place.parts) >= best and folder.is_relative_to(place):
            best, found = len(place.parts), (words[2], kinds[0])
    return found


def _unescaped(text: str) -> str:
    for sign in " \t\n\\":
        text = text.replace(f"\\{ord(sign):03o}", sign)
    return text


def _can_be_pulled_out(device: str) -> bool:
    if not device:
        return False
    disk = (_DEVICES / device).resolve()
    if any(part.startswith("usb") for part in disk.parts):
        return True
    for one in (disk, disk.parent):  # a part of a disk lies in the folder of the disk
        try:
            return (one / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def _may_be_written(folder: Path) -> bool:
    """Whether a file can be made there; what is not about rights (a full disk) is found out by who writes."""
    try:
        there = next((one for one in (folder, *folder.parents) if one.is_dir()), folder)
        with unfinished(there) as path:
            path.touch()
    except OSError as error:
        return error.errno not in _NO_RIGHT
    return True


def _length(path: PurePath | str) -> int:
    return len(str(path)) if os.name == "nt" else len(os.fsencode(path))
