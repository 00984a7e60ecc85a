"""How the program ends when it is stopped or has a bug."""

from pathlib import Path

import pytest

from firereg.services import journal


def raising(error: BaseException):
    def entries(*_arguments):
        raise error

    return entries


def test_a_bug_ends_with_1_and_a_report_without_data(folder, run, monkeypatch):
    monkeypatch.setattr(journal, "entries", raising(KeyError("Đặng Thị Hoà 031165001234")))
    done = run("journal")
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    path = Path(done.err.split(" was saved in ")[1].split(";")[0])
    report = path.read_text("utf-8")
    assert "builtins.KeyError" in report
    assert "firereg/cli/registry.py:" in report
    for secret in ("Hoà", "031165001234", str(folder), str(Path.cwd())):
        assert secret not in report
        assert secret not in done.err


def test_an_interrupt_is_quiet(folder, run, monkeypatch):
    monkeypatch.setattr(journal, "entries", raising(KeyboardInterrupt()))
    assert run("journal") == (130, "", "")


def test_typing_the_password(folder, run, monkeypatch):
    asked = []
    monkeypatch.delenv("FIREREG_PASSWORD")
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("firereg.cli.session.getpass", lambda prompt: asked.append(prompt) or "cầu Rào 2")
    assert run("check").status == 0
    assert asked == ["Password of lan: "]


@pytest.mark.parametrize(("second", "status"), [("mật khẩu dài", 0), ("mật khẩu dàj", 3)])
def test_a_new_password_is_typed_twice(tmp_path, run, monkeypatch, second, status):
    ward = tmp_path / "ward.toml"
    ward.write_text('name = "A"\nprovince = "B"\nbody_lines = ["C"]\nplace = "D"\n', "utf-8")
    typed = iter(["mật khẩu dài", second])
    monkeypatch.delenv("FIREREG_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("firereg.cli.session.getpass", lambda _prompt: next(typed))
    folder = tmp_path / "new"
    options = ("--registry", str(folder), "--user", "lan", "--full-name", "Lan")
    assert run("init", "--ward", str(ward), *options).status == status
    assert folder.exists() is (status == 0)
