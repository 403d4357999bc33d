import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.archive import documents_in
from desktop.documents.clinicaltrials_gov import api_json
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Intervention, Outcome, Section, Site, Sponsor, Trial
from tests.reading import read_document
from tests.worded import worded

Read = Callable[[str], Trial]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
SAMPLES = [
    json.loads((Path(__file__).parent / "samples" / name).read_text("utf-8"))
    for name in ("study.json", "classic_study.json")
]


@pytest.fixture(scope="module")
def study(read_one: Read, sample: Callable[[str], str]) -> Trial:
    return read_one(sample("study.json"))


@pytest.fixture(scope="module")
def classic(read_one: Read, sample: Callable[[str], str]) -> Trial:
    return read_one(sample("classic_study.json"))


@pytest.fixture
def fields(sample: Callable[[str], str]) -> dict[str, Any]:
    """Give the sample as parsed, to be changed at will."""
    return json.loads(sample("study.json"))  # type: ignore[no-any-return]


def minimal(**modules: object) -> str:
    names = {"nctId": "NCT09990001", "briefTitle": "A title"}
    return json.dumps({"protocolSection": {"identificationModule": names, **modules}})


def test_its_numbers_are_read_each_once(study: Trial) -> None:
    assert study.key == "NCT09990007"
    assert study.identifiers == (
        Identifier("NCT", "NCT09990007"),
        Identifier("NCT", "NCT09990008"),
        Identifier("other", "INVENTED-7"),
        Identifier("EudraCT", "2019-001234-56"),
    )


def test_its_names_and_words_are_as_written(study: Trial) -> None:
    assert (study.title, study.acronym) == ("Examplinib & Trastuzumab ≥ 2 Lines", "EXTRA")
    assert study.official_title == "A Trial of Examplinib and Trastuzumab"
    assert (study.phase, study.status, study.study_type) == ("PHASE1|PHASE2", "TERMINATED", "INTERVENTIONAL")
    assert study.enrollment == 48
    assert study.conditions == ("Breast Cancer", "HER2-positive Breast Cancer")
    assert study.keywords == ("HER2",)
    assert study.sponsors == (
        Sponsor("Invented Pharma", "INDUSTRY"),
        Sponsor("University of Somewhere", "OTHER", lead=False),
    )


def test_markdown_becomes_plain_text_and_keeps_its_lists(study: Trial) -> None:
    assert study.narrative == (
        Section(
            "brief_summary",
            "The first paragraph is long [and escaped].\n\n* a list item with HER2 >= 2+\n\n  * its sub-item\n\n"
            "The last paragraph.",
        ),
        Section("detailed_description", "1) Dose of 6 mg/m^2.\n2) Rest."),
        Section("why_stopped", "Slow accrual"),
    )


def test_arms_name_their_interventions_without_the_type(study: Trial) -> None:
    assert study.arms == (
        Arm("Both", "EXPERIMENTAL", "Both drugs\nevery day", ("Examplinib", "Trastuzumab")),
        Arm("Trastuzumab alone", "ACTIVE_COMPARATOR", "", ("Trastuzumab",)),
    )
    assert study.interventions == (
        Intervention("Examplinib", "DRUG", "By mouth", ("EX-1", "Exa")),
        Intervention("Trastuzumab", "BIOLOGICAL"),
    )


def test_outcomes_keep_rank_and_time_frame(study: Trial) -> None:
    assert study.outcomes == (
        Outcome("primary", "Response", "By RECIST.\nRead centrally.", "2 years"),
        Outcome("secondary", "Survival"),
        Outcome("other", "Biomarkers", "", "1 year"),
    )


def test_eligibility_is_divided_and_nested(study: Trial) -> None:
    eligibility = study.eligibility
    assert eligibility.inclusion == (
        Criterion("Age > 18, with breast cancer that has progressed"),
        Criterion("on two lines", 1),
    )
    assert eligibility.exclusion == (Criterion("Pregnancy"),)
    assert (eligibility.sex, eligibility.minimum_age, eligibility.maximum_age) == ("FEMALE", "18 Years", "")
    assert eligibility.healthy_volunteers == "No"


def test_design_dates_sites_contacts_and_references_are_read(study: Trial) -> None:
    assert study.design == (
        ("Allocation", "RANDOMIZED"),
        ("Intervention Model", "PARALLEL"),
        ("Primary Purpose", "TREATMENT"),
        ("Masking", "DOUBLE (PARTICIPANT, INVESTIGATOR)"),
        ("Last Known Status", "RECRUITING"),
    )
    assert study.dates == Dates(
        "2019-01", "2022", "2023-05-05", "2018-12-31", "2020-04-30", "2020-04", retrieved="2020-05-04"
    )
    assert study.sites == (Site("Hospital One", "Milan", "MI", "Italy", "RECRUITING"),)
    assert study.contacts == (
        Contact("A. Person", "Central Contact", "+1 555 ext. 7", "a.person@example.org"),
        Contact("B. Doctor", "Principal Investigator", affiliation="Hospital One"),
    )
    assert study.references == (
        "Someone A. An article. J Inv. 2018. PMID: 12345678",
        "Someone B. Results. J Inv. 2020.",
    )
    assert study.warnings == ()


def test_the_same_study_in_xml_is_the_same_trial(study: Trial, read_one: Read, sample: Callable[[str], str]) -> None:
    xml = read_one(sample("study.xml"))
    same = (
        "key", "kind", "title", "identifiers", "official_title", "acronym", "enrollment", "conditions", "keywords",
        "outcomes", "references",
    )  # fmt: skip
    assert xml.dates == replace(study.dates, retrieved=xml.dates.retrieved)  # each tells its own download
    for name in same:
        assert getattr(study, name) == getattr(xml, name), name
    assert [criterion.level for criterion in study.eligibility.inclusion] == [0, 1]
    assert study.eligibility.exclusion == xml.eligibility.exclusion
    assert study.eligibility.healthy_volunteers == xml.eligibility.healthy_volunteers
    assert [replace(each, kind="") for each in study.interventions] == [
        replace(each, kind="") for each in xml.interventions
    ]
    assert [replace(each, kind="") for each in study.arms] == [replace(each, kind="") for each in xml.arms]
    assert {label for label, _ in study.design} >= {"Allocation", "Masking"}


def test_an_observational_study_has_no_phase_and_keeps_its_population(read_one: Read) -> None:
    trial = read_one(
        minimal(
            designModule={
                "studyType": "OBSERVATIONAL",
                "patientRegistry": True,
                "designInfo": {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"},
                "enrollmentInfo": {"count": 0},
            },
            eligibilityModule={"studyPopulation": "Women \\> 50", "samplingMethod": "PROBABILITY_SAMPLE"},
        )
    )
    assert (trial.phase, trial.enrollment) == ("", 0)
    assert trial.narrative == (Section("study_population", "Women > 50"),)
    assert trial.design == (
        ("Observational Model", "COHORT"),
        ("Time Perspective", "PROSPECTIVE"),
        ("Sampling Method", "PROBABILITY_SAMPLE"),
        ("Patient Registry", "Yes"),
    )


@pytest.mark.parametrize(("written", "words"), [(True, "Accepts Healthy Volunteers"), (False, "No"), (None, "")])
def test_healthy_volunteers_are_told_in_words(read_one: Read, written: object, words: str) -> None:
    assert read_one(minimal(eligibilityModule={"healthyVolunteers": written})).eligibility.healthy_volunteers == words


def test_results_are_posted_where_any_sign_says_so(read_one: Read) -> None:
    bare = json.loads(minimal())
    assert read_one(json.dumps(bare)).results_posted is None
    assert read_one(json.dumps({**bare, "hasResults": False})).results_posted is False
    assert read_one(json.dumps({**bare, "resultsSection": {"x": 1}})).results_posted is True
    posted = minimal(statusModule={"resultsFirstPostDateStruct": {"date": "2020-01-01"}})
    assert read_one(posted).results_posted is True


def test_single_values_stand_for_lists_of_one(read_one: Read) -> None:
    trial = read_one(
        minimal(
            conditionsModule={"conditions": "Breast Cancer"},
            designModule={"phases": "PHASE2"},
            armsInterventionsModule={"interventions": {"name": "Examplinib", "otherNames": "EX-1"}},
        )
    )
    assert (trial.conditions, trial.phase) == (("Breast Cancer",), "PHASE2")
    assert trial.interventions == (Intervention("Examplinib", other_names=("EX-1",)),)
    assert trial.warnings == ()


@pytest.mark.parametrize(
    ("count", "told"),
    [
        ("NaN", "NaN, which is no number"),
        ("Infinity", "Infinity, which is no number"),
        ("-Infinity", "-Infinity, which is no number"),
        ("9" * 5_000, "a number of 5000 digits, too large to be true"),
        (str(2**63), "a number of 19 digits, too large to be true"),
        ("1e999", "a number too large to be true"),
        ("-3", '"-3"'),
        ("4.5", '"4.5"'),
        ("[48]", "a list of another kind where the registry writes something else"),
        ("true", '"True"'),
    ],
)
def test_an_impossible_number_is_left_out_with_its_path(read_one: Read, count: str, told: str) -> None:
    text = minimal(designModule={"enrollmentInfo": {"count": "@"}}, conditionsModule={"conditions": ["Breast Cancer"]})
    trial = read_one(text.replace('"@"', count))
    assert trial.enrollment is None
    assert trial.conditions == ("Breast Cancer",)
    assert worded(trial.warnings) == (f"protocolSection.designModule.enrollmentInfo.count was left out: it is {told}.",)


def test_an_impossible_number_in_a_field_not_shown_is_told_as_well(read_one: Read) -> None:
    text = minimal(contactsLocationsModule={"locations": [{}, {"city": "Graz", "geoPoint": {"lat": float("nan")}}]})
    trial = read_one(text)
    assert trial.sites[1] == Site(city="Graz")
    path = "protocolSection.contactsLocationsModule.locations[1].geoPoint.lat"
    assert worded(trial.warnings) == (f"{path} was left out: it is NaN, which is no number.",)


@pytest.mark.parametrize("wrong", [17.5, True, {"a": 1}, ["a", 1], [{}]])
def test_a_field_of_the_wrong_kind_is_left_out_and_the_rest_read(
    read_one: Read, fields: dict[str, Any], wrong: object
) -> None:
    for module in ("statusModule", "designModule", "eligibilityModule", "outcomesModule", "referencesModule"):
        for key in fields["protocolSection"][module]:
            changed = deepcopy(fields)
            changed["protocolSection"][module][key] = wrong
            trial = read_one(json.dumps(changed))
            assert trial.title == "Examplinib & Trastuzumab ≥ 2 Lines"
            for text in sections(trial).values():
                text.encode("utf-8")


def _places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from _places(each, (*path, key))


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_stands_in_a_field_the_study_reads_or_is_refused(data: st.DataObject) -> None:
    study = deepcopy(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 3))):
        *path, key = data.draw(st.sampled_from(list(_places(study))))
        holder = study
        for each in path:
            holder = holder[each]
        holder[key] = data.draw(ANY_JSON)
    try:
        document = read_document(json.dumps(study).encode(), "mutant.json")
    except DocumentError as fault:
        assert str(fault).startswith("mutant.json")  # noqa: PT017 either outcome is right
        return
    for trial in document.trials:
        assert trial.title
        for text in (*sections(trial).values(), *worded(trial.warnings)):
            text.encode("utf-8")


@pytest.mark.parametrize(("written", "read"), [("2024-02-30", ""), ("0000-01-01", ""), ("2024", "2024"), ("soon", "")])
def test_dates_are_as_exact_as_written_or_told_of(read_one: Read, written: str, read: str) -> None:
    trial = read_one(minimal(statusModule={"startDateStruct": {"date": written}}))
    told = f'protocolSection.statusModule.startDateStruct.date was left out: it is "{written}", which is no date.'
    assert trial.dates.start == read
    assert worded(trial.warnings) == (() if read else (told,))


def test_half_a_surrogate_pair_is_replaced_and_counted(read_one: Read) -> None:
    trial = read_one(minimal().replace("A title", r"A \ud800 title\u0000"))
    assert trial.title == "A \ufffd title\ufffd"
    assert worded(trial.warnings) == ("2 characters of the record could not be read and became \ufffd.",)


def test_a_study_without_title_is_named_and_the_others_are_read() -> None:
    titleless = minimal().replace("briefTitle", "noTitle")
    document = read_document(f"[{minimal()},{titleless},{minimal()}]".encode(), "some.json")
    assert len(document.trials) == 2
    assert document.failures == ("some.json, study 2: it has no title; download the record again.",)


def test_one_bad_study_among_a_thousand_costs_one() -> None:
    studies = [minimal().replace("NCT09990001", f"NCT0999{number:04}") for number in range(1_000)]
    studies[500] = studies[500].replace('": {', '": {,', 1)
    document = read_document(f"[{','.join(studies)}]".encode(), "many.json")
    assert len(document.trials) == 999
    (told,) = document.failures
    assert told.startswith("many.json, study 501 (NCT09990500): the JSON is damaged at line 1")


def test_a_study_without_number_has_a_key_that_layout_does_not_change(read_one: Read) -> None:
    study = json.loads(minimal().replace("NCT09990001", "none"))
    assert read_one(json.dumps(study)).key.startswith("doc-")
    assert read_one(json.dumps(study)).key == read_one(json.dumps(study, indent=4)).key


def test_the_old_api_is_read_as_the_new(classic: Trial) -> None:
    assert classic.key == "NCT09990009"
    assert classic.identifiers[1:] == (
        Identifier("NCT", "NCT09990010"),
        Identifier("other", "INVENTED-9"),
        Identifier("EudraCT", "2019-001234-57"),
    )
    assert (classic.phase, classic.status, classic.enrollment) == ("Phase 1|Phase 2", "Recruiting", 120)
    assert classic.design == (
        ("Allocation", "Randomized"),
        ("Intervention Model", "Parallel Assignment"),
        ("Observational Model", "Cohort"),
        ("Time Perspective", "Prospective"),
        ("Masking", "Single (Participant)"),
    )
    assert classic.dates == Dates(
        start="2020-07-01", first_posted="2020-07-02", verified="2020-06", retrieved="2020-07-04"
    )
    assert classic.sponsors == (Sponsor("Invented Pharma", "INDUSTRY"), Sponsor("Another", "OTHER", lead=False))
    assert classic.arms == (Arm("One", "Experimental", "All of it", ("Examplinib",)),)
    assert classic.interventions == (Intervention("Examplinib", "Drug", "By mouth", ("EX-1",)),)
    assert classic.outcomes == (Outcome("primary", "Response", "By RECIST", "2 years"),)
    assert classic.eligibility.inclusion == (Criterion("breast cancer"),)
    assert (classic.eligibility.sex, classic.eligibility.healthy_volunteers) == ("Female", "Accepts Healthy Volunteers")
    assert classic.contacts == (
        Contact("A. Person", "Central Contact", email="a@example.org"),
        Contact("B. Doctor", "Study Chair", affiliation="Hospital"),
    )
    assert classic.sites == (Site("Hospital", "Zagreb", "", "Croatia", "Recruiting"),)
    assert classic.references == ("Someone A. An article. PMID: 12345678",)
    assert (classic.conditions, classic.keywords) == (("Breast Cancer",), ("HER2",))
    assert classic.results_posted is False
    assert classic.warnings == ()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"a": "protocolSection"}', "protocolSection", '"protocolSection"'])
def test_other_texts_are_not_recognised(text: str) -> None:
    assert not api_json.recognises(text) or text.startswith("{")
    with pytest.raises(DocumentError):
        read_document(text.encode(), "x")


def _shared(shared: Path) -> Iterator[tuple[str, bytes]]:
    for path in (*(shared / "samples/ctgov_json").glob("*.json"), *(shared / "gold/documents").glob("*.json")):
        yield path.name, path.read_bytes()
    yield from (each[:2] for each in documents_in(shared / "samples/ctgov_json/ctg-studies.json.zip"))


def test_every_real_study_reads_whole(shared: Path) -> None:
    read = 0
    for name, content in _shared(shared):
        parsed = json.loads(content)
        studies = parsed if isinstance(parsed, list) else parsed.get("studies", [parsed])
        trials = [each for each in open_document(content, name).records if isinstance(each, Trial)]
        assert len(trials) == len(studies), name
        for trial, study in zip(trials, studies, strict=True):
            protocol = study["protocolSection"]
            locations = protocol.get("contactsLocationsModule", {}).get("locations", [])
            assert trial.key == protocol["identificationModule"]["nctId"]
            assert trial.status == protocol.get("statusModule", {}).get("overallStatus", "")
            assert trial.enrollment == protocol.get("designModule", {}).get("enrollmentInfo", {}).get("count")
            assert len(trial.sites) == len(locations)
            assert len(trial.arms) == len(protocol.get("armsInterventionsModule", {}).get("armGroups", []))
            assert "\\" not in sections(trial).get("inclusion_criteria", "")
            assert {told.code for told in trial.warnings} <= {"misread_mended"}
            read += 1
    assert read > 180


def test_a_real_page_of_the_old_api_in_windows_1252_reads_and_says_so(shared: Path) -> None:
    content = (shared / "samples/malformed/full_studies_cp1252.json").read_bytes()
    opened = open_document(content, "full.json")
    trials = [each for each in opened.records if isinstance(each, Trial)]
    assert opened.encoding == "cp1252"
    assert len(trials) == 100
    assert trials[0].sponsors[0].name == "Alen Greš"
    assert all("cp1252" in worded(trial.warnings)[0] for trial in trials)
    assert all(trial.phase or trial.study_type != "Interventional" for trial in trials)


def test_a_real_file_with_conflict_markers_is_refused_in_words(shared: Path) -> None:
    with pytest.raises(DocumentError, match=r"conflict\.json cannot be read: line 130 holds a git conflict marker"):
        read_document((shared / "samples/malformed/git_conflict_markers.json").read_bytes(), "conflict.json")


def test_json_of_other_registries_is_not_recognised(shared: Path) -> None:
    for path in (shared / "samples/other_registries").glob("*.json"):
        assert not api_json.recognises(path.read_text(encoding="utf-8"))
