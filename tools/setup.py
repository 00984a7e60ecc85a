"""Sets up .venv from the lock, or sees at once that nothing changed: `tools/setup.py [bench] [freeze]`.

Standard library only, on Linux, macOS and Windows. It must at least start on an old Python 3, to say which
Python is needed; hence no annotations here.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# The shared libraries that Qt's wheels name and do not bring, and Debian's package for each.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What the tests scan printed codes with.
TEST_LIBRARIES = {"libzbar.so.0": "libzbar0"}
BENCH_LIBRARIES = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0"}


def main(groups):
    """Sets up the base (what `make run` and `make test` need), then each named group on top of it."""
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        sys.exit(
            f"firereg needs Python 3.11 to 3.14, and this is {platform.python_version()}. "
            "Name another one, for example: make setup PYTHON=python3.12"
        )
    lock = wait_for_other_setups()
    base = fingerprint("requirements-dev.txt")
    if read_stamp("base") != base:
        install_system_packages(missing_packages(QT_LIBRARIES | TEST_LIBRARIES, venv=True))
        create_venv()
        write_stamp("base", base)
    for group in groups:
        extra = fingerprint(f"requirements-{group}.txt")
        if read_stamp(group) != extra:
            install_system_packages(group_packages(group))
            pip_install(f"requirements-{group}.txt")
            write_stamp(group, extra)
    lock.close()


def wait_for_other_setups():
    """The open lock file, ours alone until it and every pip started meanwhile have closed it."""
    lock = (ROOT / "requirements-dev.txt").open("rb")
    if os.name == "posix":
        import fcntl  # Windows has none

        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)  # a pip that outlives an interrupted set-up still counts
    return lock


def fingerprint(lock):
    """A checksum of all that a set-up depends on: lock, project table, Python, and the folder."""
    import tomllib  # new in 3.11; an older Python must reach the message above

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    parts = [(ROOT / lock).read_text("utf-8"), json.dumps(project), sys.version, str(ROOT)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read_stamp(name):
    """What `write_stamp` left; empty when the set-up never finished or its Python is gone."""
    path = VENV / f"{name}.stamp"
    return path.read_text("utf-8") if path.exists() and PYTHON.exists() else ""


def write_stamp(name, value):
    """Remembers that this set-up finished; always the last step."""
    (VENV / f"{name}.stamp").write_text(value, "utf-8")


def missing_packages(libraries, venv=False):
    """Debian's names of what this Linux lacks; on Windows and macOS the wheels bring everything."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for soname, package in libraries.items() if not loads(soname)]
    if venv and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info[1]}-venv")
    return missing


def loads(soname):
    """Whether the loader finds this shared library and all that it needs in turn."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def group_packages(group):
    """Debian's names of what the benchmarks or the freezing need from the system beside the wheels."""
    if group == "bench":
        return missing_packages(BENCH_LIBRARIES)
    packages = []
    if sys.platform.startswith("linux") and not shutil.which("objdump"):
        packages.append("binutils")
    if Path(sys.base_prefix) == Path("/usr"):  # Debian's own Python comes without its shared library
        library = f"libpython3.{sys.version_info[1]}"
        packages += missing_packages({f"{library}.so.1.0": library})
    return packages


def install_system_packages(packages):
    """Through apt when root, else one line that says what to install, and the end."""
    if not packages:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit("System packages are missing; please run: sudo " + " ".join(command))
    say("Installing system packages: " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update"], env=environment, may_fail=True)  # one dead source need not stop us
    run(command, env=environment)


def create_venv():
    """A fresh .venv: a half-finished one or packages of an older lock never linger."""
    say("Setting up .venv from the lock (the first time takes a minute or two)")
    (VENV / "base.stamp").unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    pip_install("requirements-dev.txt")
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def pip_install(lock):
    """Installs a lock file into .venv, every file checked against its hash."""
    say("Installing " + lock)
    pip("--require-hashes", "--requirement", str(ROOT / lock))


def pip(*arguments):
    """Runs .venv's pip install."""
    common = ["--quiet", "--no-input", "--disable-pip-version-check", "--root-user-action=ignore"]
    run([str(PYTHON), "-m", "pip", "install", *common, *arguments])


def run(command, env=None, may_fail=False):
    """Runs quietly and without input; on failure shows the output and ends."""
    done = subprocess.run(
        command,
        env=env,
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0 and not may_fail:
        sys.stderr.buffer.write(done.stdout)
        sys.exit("Set-up stopped at: " + " ".join(command))


def say(line):
    """Prints a line at once, so that it stands before what it announces."""
    print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
