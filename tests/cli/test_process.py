"""The program as a process: what a shell, a pipe and a full disk meet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from firereg import __version__
from tests.cli.looking import contents
from tests.small_ward import PASSWORD, USER

ROOT = Path(__file__).resolve().parent.parent.parent
HEAVY = {"PySide6", "reportlab", "xlsxwriter", "peewee", "sqlcipher3", "argon2", "cryptography"}


def firereg(*argv: str, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "firereg", *argv]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
        **options,
    )


@pytest.mark.parametrize(
    ("argv", "status"),
    [
        (("--version",), 0),
        (("--help",), 0),
        (("handover", "--help"), 0),
        (("fly",), 2),
        (("due",), 2),
        (("--language", "fr"), 2),
        (("search", "a", "--limit", "0"), 2),
        (("overdue", "--clok", "x"), 2),
        (("inspect", "PC-0001", "--result", "maybe"), 2),
    ],
)
def test_help_and_wrong_usage_load_nothing_heavy(argv, status):
    probe = (
        f"import sys, firereg.cli as c; s = c.main({list(argv)}); print(s, *sys.modules, file=sys.__stdout__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    ended, *modules = done.stdout.splitlines()[-1].split()
    assert int(ended) == status
    assert not HEAVY & {name.partition(".")[0] for name in modules}
    if status == 2:
        assert len(done.stderr.splitlines()) == 1
        assert "--help" in done.stderr


def test_the_version_is_the_one_of_the_package():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert firereg("--version").stdout == f"firereg {project['version']}\n"
    assert __version__ == project["version"]


ENGLISH = ("usage", "options", "positional", "show this", "required", "invalid", "unrecognized", "argument")


@pytest.mark.parametrize(
    "argv",
    [("--help",), ("handover", "--help"), ("fly",), ("due",), ("check", "--what"), ("due", "--serial")],
)
def test_argparse_speaks_vietnamese(argv):
    done = firereg(*argv)
    said = (done.stdout + done.stderr).lower()
    assert not [word for word in ENGLISH if word in said]
    assert [word for word in ("cách dùng", "xem “firereg") if word in said]


def test_english_when_asked():
    assert firereg("--language", "en", "--help").stdout.startswith("usage: firereg")
    assert "required" in firereg("due", "--language=en").stderr


def test_one_json_value_on_stdout_and_nothing_else(folder):
    done = firereg("overdue", "--as-of", "01/12/2030", "--out", str(folder / "late.pdf"), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert "Traceback" not in done.stderr
    assert "late.pdf" in done.stderr


def test_the_demo_from_the_command_line(tmp_path):
    done = firereg("demo", str(tmp_path / "demo"), "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["households"], answer["persons"], answer["groups"]) == (8480, 29628, 22)
    assert len(answer["receipts"]) == answer["handovers"] == 15
    files = [*answer["receipts"], answer["batch"], answer["sign_list"]]
    assert all(Path(path).read_bytes().startswith(b"%PDF") for path in files)
    assert answer["overdue"] > 0


def test_a_closed_pipe_is_quiet(folder):
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [sys.executable, "-m", "firereg", "journal"],
        cwd=ROOT,
        stdout=write_end,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, "")


def test_another_encoding_of_the_console_does_not_stop_a_command(folder):
    done = firereg("search", "hoa dang", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "Đặng Thị Hoà" in done.stdout


def limited(most: int):
    """What makes every file of the process end at `most` bytes, as a full disk does."""
    resource = pytest.importorskip("resource")
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


HANDOVER = ("handover", "--household", "TDP07-0001", "--date", "19/10/2023", "--gift", "Gạo=300000")


@pytest.mark.parametrize("most", [0, 16 * 1024, 40 * 1024])
def test_a_full_disk_keeps_nothing_of_a_handover(folder, most):
    before = contents(folder)
    done = firereg(*HANDOVER, "--extinguisher", "PC-0001", preexec_fn=limited(most))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 1), done.stderr
    assert contents(folder) == before


def test_a_full_disk_keeps_nothing_of_a_receipt(folder, tmp_path):
    assert firereg(*HANDOVER).returncode == 0
    before = contents(folder)
    out = tmp_path / "receipt.pdf"
    done = firereg("receipt", "1/2023", "--out", str(out), preexec_fn=limited(40 * 1024))
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 1), done.stderr
    assert not list(tmp_path.glob("*receipt*"))
    assert contents(folder) == before


def test_a_full_disk_keeps_nothing_of_a_new_registry(tmp_path):
    ward = tmp_path / "ward.toml"
    ward.write_text('name = "A"\nprovince = "B"\nbody_lines = ["C"]\nplace = "D"\n', "utf-8")
    env = {**os.environ, "FIREREG_PASSWORD": PASSWORD}
    folder = tmp_path / "new" / "registry"
    for most in (0, 8 * 1024, 100 * 1024):
        done = firereg(
            "init",
            "--ward",
            str(ward),
            "--registry",
            str(folder),
            "--user",
            USER,
            "--full-name",
            "Lan",
            env=env,
            preexec_fn=limited(most),
        )
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (5, "", 1), done.stderr
        assert not (tmp_path / "new").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(folder):
    for path in (*folder.iterdir(), folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    done = firereg(*HANDOVER)
    folder.chmod(0o700)
    assert (done.returncode, len(done.stderr.splitlines())) == (5, 1)
