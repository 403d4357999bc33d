import pytest

from desktop.documents.articles.reported_patients import reported_patients


@pytest.mark.parametrize(
    ("abstract", "patients"),
    [
        ("We treated 44 patients and could judge response in 43.", 44),
        ("There were fifty-nine patients, with five cycles at the median.", 59),
        ("Seventy patients (55 years median age) were treated. Of 69 evaluable patients, three responded.", 70),
        ("Of 210 women, 31% responded.", 210),
        ("A total of 1,944 patients were randomly assigned to one of two arms.", 1944),
        ("Between 2001 and 2005, 123 women were enrolled; 120 were evaluable.", 123),
        ("One hundred and twelve patients with HER2-positive disease were enrolled.", 112),
        ("We screened 1,000 patients and enrolled 300 women.", 300),
        ("In all, 120 postmenopausal women with hormone-sensitive cancer took part.", 120),
        ("All 63 enrolled patients were evaluable.", 63),
        ("In total, 1006 were randomised.", 1006),
        ("We followed one hundred and twelve women for 5 years.", 112),
        ("Patients (n = 401) had trastuzumab or not.", 401),
        ("In cohorts of three, patients were treated. Twenty-seven patients were treated in all.", 27),
    ],
)
def test_the_number_of_patients_is_read_with_its_sentence(abstract: str, patients: int) -> None:
    found = reported_patients([abstract], ["Article"])
    assert found is not None
    assert found[0] == patients
    assert found[1] in abstract


@pytest.mark.parametrize(
    "abstract",
    [
        "",
        "Patients were treated. 83% of patients had had chemotherapy.",
        "Twelve of 40 responded (30%).",
        "From 2001 to 2005 patients were enrolled.",
        "In an earlier trial 500 patients were treated.",
        "Up to 60 patients will be enrolled.",
    ],
)
def test_no_number_is_read_where_none_is_that_of_the_trial(abstract: str) -> None:
    assert reported_patients([abstract], ["Article"]) is None


@pytest.mark.parametrize("kind", ["Review article", "Comment/debate", "Letter", "Editorial"])
def test_who_reports_on_trials_of_others_has_no_patients(kind: str) -> None:
    assert reported_patients(["In this trial 500 patients were treated."], [kind, "peer-review"]) is None
