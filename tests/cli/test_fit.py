"""`main.py fit`: one patient against all trials, in a process of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from tests.command_line import Run


def objects(filled: Run, *arguments: str) -> dict[str, Any]:
    told = filled("fit", *arguments, "--json")
    assert (told.returncode, told.stderr) == (0, "")
    return {each["key"]: each for each in map(json.loads, told.stdout.splitlines())}


def test_each_trial_is_one_object_with_the_place_of_each_answer(filled: Run) -> None:
    her = ("--her2", "2+/ISH+", "--brain", "stable", "--age", "58", "--sex", "female", "--country", "Österreich")
    found = objects(filled, *her)
    assert {key: each["fit"] for key, each in found.items()} == {
        "NCT09990004": "fits",
        "NCT09990001": "does_not_fit",
    }
    criteria = {each["criterion"]: each for each in found["NCT09990001"]["criteria"]}
    assert {name: each["answer"] for name, each in criteria.items()} == {
        "her2": "fits",
        "setting": "fits",
        "brain": "does_not_fit",
        "biomarkers": "may_fit",
        "age": "fits",
        "sex": "fits",
        "country": "fits",
        "cancer_site": "fits",
    }
    shown = json.loads(filled("show", "NCT09990001", "--json").stdout)
    for name in ("her2", "brain"):
        place = criteria[name]
        assert shown["sections"][place["section"]][place["start"] : place["end"]] == place["quote"]
    assert criteria["biomarkers"]["quote"] is None
    assert found["NCT09990001"]["cohort"] is None


def test_people_read_the_counted_reasons_the_date_and_who_decides_and_never_eligible(filled: Run) -> None:
    told = filled("fit", "--her2", "1+", "--ecog", "1").stdout
    assert "1 trial: does not fit\n  1: HER2 status: Positive; 1 by this alone" in told
    assert "HER2 status: does not fit, Positive “HER2-positive (IHC 3+) breast cancer" in told
    assert "HER2 status: may fit, not in this download" in told
    assert "record of " in told
    assert "the protocol and the investigator decide" in told
    assert "eligible" not in told.lower()


def test_a_query_and_a_limit_leave_only_some_trials(filled: Run) -> None:
    assert set(objects(filled, "--her2", "3+", "her2:positive")) == {"NCT09990001"}
    assert len(objects(filled, "--her2", "3+", "--limit", "1")) == 1


def test_drugs_regimens_and_classes_are_taken_by_their_names(filled: Run) -> None:
    for prior in ("Ibrance", "palbociclib,TCHP", "cdk_inhibitor", "none", "unknown"):
        assert filled("fit", "--prior", prior).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--her2", "4+"), "--her2 cannot be “4+”; choose from: 0, ultralow, 1+, 2+/ISH-, 2+/ISH+, 3+, unknown."),
        (("--prior", "quercetol"), "“quercetol” is no drug or drug class"),
        (("--present", "ABC9"), "There is no marker “ABC9”"),
        (("--country", "Atlantis"), "“Atlantis” is no country"),
    ],
)
def test_an_unknown_answer_is_told_in_a_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    told = run("fit", *arguments)
    assert told.returncode == 1
    assert sentence in told.stderr


@pytest.mark.parametrize("arguments", [["--ecog", "5"], ["--lines", "-1"], ["--hr", "positive", "--er", "positive"]])
def test_impossible_answers_are_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(["fit", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().err


def test_a_patient_who_was_saved_is_asked_for_by_her_label(filled: Run, tmp_path: Path) -> None:
    own = [{"trial": "", "kind": "patient", "name": "Case 12", "answers": ["her2=3+"], "made": "2026-11-20T10:00:00"}]
    file = tmp_path / "own.json"
    file.write_text(json.dumps(own), encoding="utf-8")
    assert filled("own-work", "import", str(file)).returncode == 0
    assert objects(filled, "--saved", "case 12") == objects(filled, "--her2", "3+")
    missing = filled("fit", "--saved", "Case 13")
    assert missing.returncode == 1
    assert "There is no saved patient “Case 13”; there is “Case 12”." in missing.stderr
