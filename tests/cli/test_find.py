"""`main.py find --json`: what is told of a trial beside its values."""

import json
from pathlib import Path

from tests.command_line import Run
from tests.documents_of_ours import a_json

CRITERIA = """Inclusion Criteria:

* Cohort 1: HER2-positive metastatic breast cancer
* Cohort 2: HER2-negative, hormone receptor-positive metastatic breast cancer
* ECOG 0 or 1
"""


def test_the_cohorts_of_a_trial_are_told_with_the_values_that_the_text_gives_them(run: Run, tmp_path: Path) -> None:
    identification = {"nctId": "NCT09990001", "briefTitle": "Drug X in Breast Cancer", "acronym": "XENIA"}
    document = a_json(eligibilityModule={"eligibilityCriteria": CRITERIA}, identificationModule=identification)
    (tmp_path / "trial.json").write_bytes(document)
    assert run("import", str(tmp_path / "trial.json")).returncode == 0
    row = json.loads(run("find", "--json").stdout)
    assert row["acronym"] == "XENIA"
    by_name = {each["name"]: each for each in row["cohorts"]}
    assert set(by_name) == {"Cohort 1", "Cohort 2"}
    assert by_name["Cohort 1"]["her2"] == ["positive"]
    assert (by_name["Cohort 2"]["her2"], by_name["Cohort 2"]["hr"]) == (["negative"], ["positive"])
