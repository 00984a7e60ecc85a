"""The rules of the house that no other tool holds."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "firereg"
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
MODULES = sorted(PACKAGE.rglob("*.py"))

INDEX_ADDRESS = re.compile(
    r"pypi\.org|pythonhosted|/simple\b/?(?=['\"\s]|$)|--(?:extra-)?index-url|--find-links",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|Users|work|tmp|opt)/\w")


def tracked_texts() -> list[tuple[str, str]]:
    """Every file that git holds and that is text, by name."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    )
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    contents = [(name, (ROOT / name).read_bytes()) for name in names]
    return [(name, raw.decode("utf-8", "replace")) for name, raw in contents if b"\0" not in raw]


@pytest.mark.parametrize("rule", [INDEX_ADDRESS, MACHINE_PATH], ids=["index address", "machine path"])
def test_no_tracked_file_names_an_address_or_a_machine(rule):
    own_name = Path(__file__).relative_to(ROOT).as_posix()
    allowed = {own_name, "tools/lock.sh"}  # they name the options that keep addresses out
    found = [f"{name}: {rule.search(text)[0]}" for name, text in tracked_texts() if rule.search(text)]
    assert [line for line in found if line.split(":")[0] not in allowed] == []


def test_the_lock_is_one_kind_of_file():
    assert LOCKS == [
        "requirements-bench.txt",
        "requirements-dev.txt",
        "requirements-freeze.txt",
        "requirements.txt",
    ]
    assert not (ROOT / "uv.lock").exists()


def locked(name: str) -> dict[str, str]:
    """Package -> version of one lock file, which may hold nothing but exact entries with hashes."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    versions = {}
    for line in text.splitlines():
        entry = re.fullmatch(
            r"([a-z0-9-]+)==(\S+)(?: ; [^#@]+?)?((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line
        )
        assert entry, f"{name}: {line[:100]}"
        versions[entry[1]] = entry[2]
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_the_lock_is_exact_and_hashed(name):
    assert locked(name)


def test_the_lock_files_agree_with_each_other():
    for name in LOCKS:
        shared = locked(name).items() & locked("requirements-dev.txt").items()
        both = locked(name).keys() & locked("requirements-dev.txt").keys()
        assert {package for package, _ in shared} == both, name
        assert locked("requirements.txt").items() <= locked(name).items()


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("requirements.txt", None),
        *((f"requirements-{group}.txt", group) for group in ("dev", "bench", "freeze")),
    ],
)
def test_the_lock_covers_what_the_project_asks_for(name, extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    assert {re.match(r"[\w-]+", line)[0].lower() for line in wanted} <= locked(name).keys()


def test_the_import_contract_names_every_room():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in config["contracts"] if contract["type"] == "layers")
    named = {room.strip() for layer in layers for room in re.split(r"[|:]", layer)}
    rooms = {f"firereg.{path.stem}" for path in PACKAGE.iterdir() if not path.name.startswith("__pycache__")}
    assert rooms - {"firereg.__init__"} == named


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_stays_small_and_keeps_its_hands_off_the_event_loop(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert "processEvents" not in text


def test_commands_start_without_the_heavy_libraries():
    probe = "import sys, firereg.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not {"PySide6", "reportlab", "xlsxwriter", "python_calamine"} & set(done.stdout.split())


def test_the_window_opens_without_the_machinery_of_papers():
    probe = (
        "import sys, firereg.ui.main_window; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not {"reportlab", "xlsxwriter", "python_calamine"} & set(done.stdout.split())
