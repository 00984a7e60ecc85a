import json
from datetime import date

from firereg.domain.programmes import Body
from firereg.services import programmes
from firereg.services.opening import open_registry
from firereg.services.programmes import ProgrammeDraft
from tests.small_ward import PASSWORD, USER, Clock


def test_programmes_are_listed_and_shown(folder, run):
    opened = open_registry(folder, USER, PASSWORD, Clock())
    programmes.add(opened, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19), bodies=(Body("Công an phường"),)))
    opened.close()
    listed = json.loads(run("programme", "list", "--json").out)
    assert [(row["name"], row["launched_on"], row["lead"]) for row in listed] == [
        ("Tổ an toàn", "2023-10-19", "Công an phường")
    ]
    shown = json.loads(run("programme", "show", "an toan", "--json").out)
    assert (shown["figures"]["rounds"], [one["what"] for one in shown["events"]]) == (0, ["launched"])
    assert "19/10/2023" in run("programme", "show", "an toan").out
    unknown = run("programme", "show", "không có")
    assert (unknown.status, "Tổ an toàn" in unknown.err) == (3, True)


def test_a_handover_and_a_walk_are_put_into_a_programme(folder, run):
    opened = open_registry(folder, USER, PASSWORD, Clock())
    programmes.add(opened, ProgrammeDraft("Tổ an toàn", date(2023, 10, 19)))
    opened.close()
    into = ("--programme", "an toan")
    given = ("handover", "--household", "TDP07-0001", "--date", "19/10/2023", "--extinguisher", "PC-0001")
    assert run(*given, *into).status == 0
    assert run("walk", "plan", "--name", "Đi kiểm tra", "--all", "--from", "20/10/2023", *into).status == 0
    shown = json.loads(run("programme", "show", "an toan", "--json").out)
    assert [(one["what"], one["name"], one["count"]) for one in shown["events"]] == [
        ("walk", "Đi kiểm tra, Group 7", 0),
        ("handovers", "", 1),
        ("launched", "", 0),
    ]
    unknown = run(*given, "--programme", "không có")
    assert (unknown.status, "Tổ an toàn" in unknown.err) == (3, True)


def test_no_programme_is_said(folder, run):
    assert "No programme" in run("programme", "list").out
