"""`python tools/audit.py`: what is known to be wrong with the locked packages, by pip-audit; the status is 1 for that.

pip-audit is put into a folder of its own under build/. It asks the package registry that pip uses; where that gives no
such data, or nothing can be fetched, the audit is named as not run: it is no proof then, and no failure.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "build" / "audit"
LOCKS = ("requirements.txt", "requirements-dev.txt")
_SECONDS = 300


def audit() -> dict[str, str]:
    """For each lock file how many packages were looked at and what was found, or why it was not run."""
    problem = _installed()
    return {name: problem or _looked_at(ROOT / name) for name in LOCKS}


def _installed() -> str:
    """Why pip-audit is not there, "" where it is."""
    if _python().exists() and _run("-m", "pip_audit", "--version").returncode == 0:
        return ""
    made = subprocess.run([sys.executable, "-m", "venv", str(PLACE)], capture_output=True, check=False)
    got = made.returncode or _run("-m", "pip", "install", "--quiet", "pip-audit").returncode
    return "not run: pip-audit cannot be installed here" if got else ""


def _looked_at(lock: Path) -> str:
    options = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
    done = _run("-m", "pip_audit", *options, "-r", str(lock))
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return "not run: the registry cannot be asked"
    known = [one for one in packages if "skip_reason" not in one]
    if not known:
        return "not run: the registry has no such data"
    found = [f"{one['name']} {hole['id']}" for one in known for hole in one["vulns"]]
    return f"{len(known)} of {len(packages)} packages looked at, found: {', '.join(found) or 'nothing'}"


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(_python()), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=_SECONDS)
    except (subprocess.TimeoutExpired, OSError):
        return subprocess.CompletedProcess(command, 1, "", "")


def _python() -> Path:
    windows = PLACE / "Scripts" / "python.exe"
    return windows if windows.exists() else PLACE / "bin" / "python"


if __name__ == "__main__":
    told = audit()
    for name, words in told.items():
        print(f"{name}: {words}")
    sys.exit(any("found" in words and "found: nothing" not in words for words in told.values()))
