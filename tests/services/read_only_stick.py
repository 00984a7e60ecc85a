"""`unshare --user --map-root-user --mount python -m tests.services.read_only_stick REGISTRY FOLDER`: a read-only stick.

Mounts a file system in memory on FOLDER, copies the registry to it, makes it read-only, and prints what was said. The
exit status is 3 where nothing can be mounted here.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from firereg import i18n
from firereg.errors import UserError
from firereg.services import opening, place, restoring
from firereg.services.opening import open_registry
from tests.small_ward import PASSWORD, USER


def main(source: Path, stick: Path) -> int:
    """Print the type of the file system, then a line for each act."""
    i18n.use("en")
    if _mount("-t", "tmpfs", "tmpfs", str(stick)):
        return 3
    shutil.copytree(source, stick / "sổ")
    if _mount("-o", "remount,ro", str(stick)):
        return 3
    lines = [place._mount_of(stick / "sổ")[1]]
    for act in (
        lambda: open_registry(stick / "sổ", USER, PASSWORD),
        lambda: opening.create(stick / "mới", user="lan", full_name="Lan", password=PASSWORD),
        lambda: restoring.refuse_place(stick / "mới"),
    ):
        try:
            act()
            lines.append("done")
        except UserError as problem:
            lines.append(str(problem))
    sys.stdout.write("\n".join(lines))
    return 0


def _mount(*arguments: str) -> int:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
