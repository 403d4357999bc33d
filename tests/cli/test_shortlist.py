"""Shortlists, decisions, notes and own work on the command line, as the contract has them."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.workflows import shortlists
from tests.command_line import Run

ONE, TWO = "NCT02843126", "NCT02131064"


def done(run: Run, *arguments: str) -> str:
    result = run(*arguments)
    assert (result.returncode, result.stderr) == (0, ""), result
    return result.stdout


def lines(run: Run, *arguments: str) -> list[dict]:
    return [json.loads(line) for line in done(run, *arguments, "--json").splitlines()]


def keys(run: Run, query: str) -> list[str]:
    return [each["key"] for each in lines(run, "find", *query.split())]


def refused(run: Run, *arguments: str) -> str:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (1, ""), result
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_a_shortlist_is_made_filled_judged_noted_and_found_by_queries(seeded: Run) -> None:
    first, second = (each["key"] for each in lines(seeded, "find")[:2])
    done(seeded, "shortlist", "create", "Board 3 December")
    assert "2 trials" in done(seeded, "shortlist", "add", "Board 3 December", second, first)
    assert "0 trials" in done(seeded, "shortlist", "add", "board 3 december", first)
    done(seeded, "shortlist", "decide", "Board 3 December", first, "exclude", "--reason", "Site too far")
    done(seeded, "note", first, "Ask about CNS disease")
    done(seeded, "note", second, "For the board", "--shortlist", "Board 3 December")
    shown = lines(seeded, "shortlist", "show", "Board 3 December")
    assert [(each["key"], each["decision"], each["reason"]) for each in shown] == [
        (second, "unseen", ""),
        (first, "exclude", "Site too far"),
    ]
    assert [[note["text"] for note in each["notes"]] for each in shown] == [
        ["For the board"],
        ["Ask about CNS disease"],
    ]
    assert lines(seeded, "shortlist", "list") == [
        {"name": "Board 3 December", "trials": 2, "unseen": 1, "include": 0, "maybe": 0, "exclude": 1}
    ]
    assert keys(seeded, "note:cns has:note") == [first]
    assert keys(seeded, 'note:"about  CNS"') == [first]
    assert (
        sorted(keys(seeded, "starred"))
        == sorted(keys(seeded, 'shortlist:"Board 3 December"'))
        == sorted([first, second])
    )
    assert keys(seeded, "decision:include,exclude") == [first]
    assert first not in keys(seeded, "-starred")
    (row,) = lines(seeded, "find", "decision:exclude")
    assert row["shortlists"] == [{"name": "Board 3 December", "decision": "exclude", "reason": "Site too far"}]


def test_the_numbers_of_a_shortlist_leave_out_trials_that_were_deleted(seeded: Run) -> None:
    first, second = (each["key"] for each in lines(seeded, "find")[:2])
    done(seeded, "shortlist", "add", "A", first, second)
    done(seeded, "delete", first)
    assert done(seeded, "shortlist", "list") == "A: 1 trial (1 unseen), and 1 not in the catalogue\n"
    assert [each["trials"] for each in lines(seeded, "shortlist", "list")] == [1]


def test_back_to_unseen_taking_off_renaming_and_deleting(seeded: Run) -> None:
    first = lines(seeded, "find")[0]["key"]
    done(seeded, "shortlist", "add", "A", first)
    done(seeded, "shortlist", "decide", "A", first, "include")
    done(seeded, "shortlist", "decide", "A", first, "unseen")
    (entry,) = lines(seeded, "shortlist", "show", "A")
    assert (entry["decision"], [each["decision"] for each in entry["earlier"]]) == ("unseen", ["include"])
    done(seeded, "note", first, "there", "--shortlist", "A")
    done(seeded, "shortlist", "rename", "A", "B")
    assert [each["notes"][0]["text"] for each in lines(seeded, "shortlist", "show", "B")] == ["there"]
    assert keys(seeded, "shortlist:B") == [first]
    assert keys(seeded, "shortlist:A") == []
    done(seeded, "shortlist", "remove", "B", first)
    assert lines(seeded, "shortlist", "show", "B") == []
    assert keys(seeded, "starred") == []
    done(seeded, "shortlist", "delete", "B")
    assert lines(seeded, "shortlist", "list") == []


def test_what_is_not_there_is_named_with_what_there_is(seeded: Run) -> None:
    first = lines(seeded, "find")[0]["key"]
    assert "none yet" in refused(seeded, "shortlist", "show", "Board")
    done(seeded, "shortlist", "create", "Board")
    assert "already" in refused(seeded, "shortlist", "create", "board")
    assert "“Board”" in refused(seeded, "shortlist", "show", "Bord")
    assert "not on the shortlist" in refused(seeded, "shortlist", "decide", "Board", first, "include")
    assert "NCT99999999" in refused(seeded, "shortlist", "add", "Board", "NCT99999999")
    assert "letters" in refused(seeded, "shortlist", "create", " ")
    assert "text" in refused(seeded, "note", first, "  ")
    assert seeded("shortlist", "decide", "Board", first, "perhaps").returncode == 2


class _InAMinute:
    """Tell the time a minute late: decisions are dated to the second."""

    @staticmethod
    def now() -> datetime:
        return datetime.now().astimezone() + timedelta(minutes=1)


def test_own_work_goes_to_another_laptop_and_back_without_losing_either_side(
    seeded: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (each["key"] for each in lines(seeded, "find")[:2])
    done(seeded, "shortlist", "add", "Board", first)
    done(seeded, "shortlist", "decide", "Board", first, "include")
    done(seeded, "note", first, "ours")
    file, back = tmp_path / "own.json", tmp_path / "back.json"
    done(seeded, "own-work", "export", str(file))
    other = ("--database", str(tmp_path / "other.db"))
    assert "wait" in done(seeded, *other, "own-work", "import", str(file))
    done(seeded, *other, "import", str(project / "seeds"))
    assert keys_of(seeded, *other, "find", "starred", "has:note") == [first]
    monkeypatch.setattr(shortlists, "datetime", _InAMinute)
    done(seeded, *other, "shortlist", "decide", "Board", first, "exclude", "--reason", "theirs")
    done(seeded, *other, "shortlist", "add", "Board", second)
    done(seeded, *other, "note", first, "theirs")
    done(seeded, *other, "own-work", "export", str(back))
    (told,) = lines(seeded, "own-work", "import", str(back))
    assert told == {"added": 2, "joined": 1, "same": 2, "waiting": 0}
    shown = lines(seeded, "shortlist", "show", "Board")
    assert [(each["key"], each["decision"]) for each in shown] == [(first, "exclude"), (second, "unseen")]
    assert [each["decision"] for each in shown[0]["earlier"]] == ["include"]
    assert sorted(note["text"] for note in shown[0]["notes"]) == ["ours", "theirs"]
    (again,) = lines(seeded, "own-work", "import", str(back))
    assert (again["added"], again["joined"]) == (0, 0)


def keys_of(run: Run, *arguments: str) -> list[str]:
    return [each["key"] for each in lines(run, *arguments)]


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", '[{"trial": "x"}]', '[{"trial": "x", "kind": "note"}]', "[[]]", '"a"']
)
def test_a_file_that_is_none_of_own_work_changes_nothing(seeded: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "own.json"
    file.write_text(content, encoding="utf-8")
    if content == "":
        assert "0 new" in done(seeded, "own-work", "import", str(file))
    else:
        assert "own-work export" in refused(seeded, "own-work", "import", str(file))
    assert lines(seeded, "shortlist", "list") == []
