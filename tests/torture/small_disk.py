"""`unshare --user --map-root-user --mount python -m tests.torture.small_disk FOLDER ROUNDS`: acts on a full disk.

Mounts a file system in memory on FOLDER that nobody else sees and that goes with this process. The exit status is 3
where that is not possible here.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from firereg import i18n
from tests.torture.faults import growing
from tests.torture.trials import Fault, Stage

_BYTES = 24 * 1024 * 1024


def main(folder: Path, rounds: int) -> int:
    """Print how often each act was refused and done, as JSON."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_BYTES}", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        return 3
    i18n.use("en")
    with tempfile.TemporaryDirectory() as elsewhere:
        stage = Stage(Path(elsewhere) / "stage", folder / "trial")
        found = growing(stage, lambda pages: _free_pages(folder, pages), rounds)
    sys.stdout.write(json.dumps(found))
    return 0


def _free_pages(folder: Path, pages: int) -> Fault:
    """Fill the disk but for so many pages."""
    ballast = folder / "ballast"

    def fault(_registry):
        state = os.statvfs(folder)
        with ballast.open("xb") as file:
            os.posix_fallocate(file.fileno(), 0, (state.f_bavail - pages) * state.f_bsize)
        return ballast.unlink

    return fault


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
