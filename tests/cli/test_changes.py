"""`changes` and `seen`: what is new since the last look, in the words of the contract."""

import json
from pathlib import Path

import pytest

from tests.command_line import Run

STUDY = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT09990001", "briefTitle": "Drug for breast cancer"},
        "statusModule": {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "2025-01-02"}},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"], "enrollmentInfo": {"count": 40}},
        "eligibilityModule": {"eligibilityCriteria": "Inclusion Criteria:\n\n* ECOG 0-1\n"},
    }
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    file = tmp_path / "study.json"
    file.write_text(json.dumps(STUDY))
    return file


def edited(file: Path) -> Path:
    text = json.dumps(STUDY).replace("RECRUITING", "COMPLETED").replace("2025-01-02", "2026-03-04")
    file.write_text(text.replace("ECOG 0-1", "ECOG 0-2"))
    return file


def changes(run: Run, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("changes", *arguments, "--json").stdout.splitlines()]


def test_what_changed_since_the_last_look_is_listed_weightiest_first(run: Run, study: Path) -> None:
    run("import", str(study))
    (new,) = changes(run)
    wanted = {"key": "NCT09990001", "kind": "new", "before": None, "registry_date": "2025-01-02", "import": 1}
    assert wanted.items() <= new.items()
    assert "new in 1 trial" in run("seen").stdout
    assert changes(run) == []
    run("import", str(edited(study)))
    status, entry = changes(run)
    wanted = {"kind": "status", "way": "closed", "field": "status", "before": "RECRUITING", "after": "COMPLETED"}
    assert {**wanted, "registry_date": "2026-03-04", "import": 2, "key": "NCT09990001"}.items() <= status.items()
    assert (entry["kind"], entry["sentences"]) == ("eligibility", ["Inclusion criterion: ECOG 0-1 became ECOG 0-2"])
    (row,) = (json.loads(line) for line in run("find", "changed:eligibility", "--json").stdout.splitlines())
    assert row["changed"] == ["status", "eligibility"]
    assert "Status: Recruiting became Completed (4 Mar 2026, study.json)" in run("changes").stdout
    assert run("show", "NCT09990001").stdout.splitlines()[1] == "COMPLETED · 2026-03-04"
    assert changes(run, "status:recruiting") == []
    run("changes", "seen")
    assert changes(run) == []


def test_changes_since_a_day_do_not_depend_on_what_was_seen(run: Run, study: Path) -> None:
    run("import", str(study))
    run("import", str(edited(study)))
    run("seen")
    assert [each["kind"] for each in changes(run, "--since", "2020-01-01")] == ["new", "status", "eligibility"]
    assert changes(run, "--since", "2999-01-01") == []
    failed = run("changes", "--since", "yesterday")
    assert (failed.returncode, "is no day" in failed.stderr) == (1, True)


def test_one_trial_can_be_marked_as_seen(run: Run, study: Path) -> None:
    run("import", str(study))
    assert "NCT00000000" in run("seen", "NCT00000000").stderr
    run("seen", "NCT09990001")
    assert changes(run) == []


def test_a_value_tells_whether_the_trial_a_correction_or_a_rule_changed_it(run: Run, study: Path) -> None:
    run("import", str(study))
    run("seen")
    run("import", str(edited(study)))
    run("correct", "NCT09990001", "her2", "low", "--reason", "pathology")
    told = changes(run)
    (status, entry, own) = told
    assert {"facet": "ecog_max", "before": ["1"], "after": ["2"], "cause": "document"} in status["values"]
    assert entry["values"] == []
    wanted = {"kind": "values", "facet": "her2", "before": [], "after": ["low"], "cause": "correction"}
    assert wanted.items() <= {**own}.items()
    assert own["sentences"] == ["HER2 status: Not stated became Low (IHC 1+ or 2+/ISH−), because of your correction"]
    assert "because of your correction" in run("changes").stdout


def test_my_countries_are_kept_by_their_common_names(run: Run) -> None:
    assert run("countries").stdout == ""
    assert run("countries", "DE", "Korea, Republic of").stdout.split("\n")[:2] == ["Germany", "South Korea"]
    assert "is no country" in run("countries", "Atlantis").stderr
    assert run("countries").stdout.split("\n")[:2] == ["Germany", "South Korea"]
    assert run("countries", "--none").stdout == ""
