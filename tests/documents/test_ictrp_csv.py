from collections.abc import Callable

import pytest

from desktop.documents.read import open_document
from desktop.documents.who import ictrp_csv
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Criterion, Dates, Intervention, Outcome, Trial
from tests.documents_of_ours import an_ictrp
from tests.reading import read_document
from tests.worded import worded

Sample = Callable[[str], str]
SMALL = "TrialID,Public title,Last Refreshed on,Date enrollement,Recruitment Status,Source Register\n"


def read_all(text: str) -> tuple[Trial, ...]:
    return read_document(text.encode(), "a.csv").trials


def test_a_row_is_read_as_the_record_of_the_xml_export_is(sample: Sample) -> None:
    trial, _ = read_all(sample("ictrp.csv"))
    assert trial.identifiers == (
        Identifier("ACTRN", "ACTRN12699000111222"),
        Identifier("NCT", "NCT09990101"),
        Identifier("other", "EX-9"),
    )
    days = Dates(start="2023-08-07", first_posted="2023-03-05", refreshed="2024-02-05", retrieved="2024-02-10")
    assert trial.dates == days
    assert trial.eligibility.inclusion == (Criterion("Women aged ≥18"), Criterion("HER2-negative breast cancer"))
    assert trial.interventions == (Intervention("Examplinib", "Drug"), Intervention("Letrozole", "Drug"))
    assert trial.outcomes == (
        Outcome("primary", "Survival without disease at 5 years"),
        Outcome("secondary", "Toxicity"),
    )
    assert [each.name for each in trial.sponsors] == ["Invented University", "Invented Hospital", "Invented Fund"]
    assert trial.enrollment == 1200


def test_a_table_and_the_xml_give_the_same_trial() -> None:
    (xml,) = read_document(an_ictrp("HER2-positive breast cancer", "Pregnancy"), "a.xml").trials
    columns = "TrialID,Public title,Recruitment Status,Study type,Phase,Inclusion Criteria,Exclusion Criteria,Condition"
    row = (
        "NCT09990001,Trastuzumab for Women With Breast Cancer,Recruiting,Interventional,Phase 3,"
        "Inclusion criteria: HER2-positive breast cancer,Exclusion criteria: Pregnancy,Breast Cancer"
    )
    text = f"{columns},Intervention,Last Refreshed on,Source Register\n{row},Drug: Trastuzumab,,\n"
    (table,) = read_all(text)
    assert (table.key, table.title, table.phase, table.status) == (xml.key, xml.title, xml.phase, xml.status)
    assert (table.eligibility, table.interventions, table.conditions) == (
        xml.eligibility,
        xml.interventions,
        xml.conditions,
    )


def test_a_table_that_was_cut_down_to_a_few_columns_is_known_by_their_number() -> None:
    text = (
        "TrialID,Public title,Scientific title,Recruitment Status,Target size\n"
        'ChiCTR2300070000,"Study of "cold cap" in breast cancer",The "cool" study,Recruiting,120\n'
    )
    (trial,) = read_all(text)
    assert (trial.title, trial.enrollment) == ('Study of "cold cap" in breast cancer', 120)
    assert not ictrp_csv.recognises("TrialID,Public title,Target size\nNCT09990001,A,1\n")


def test_the_member_states_rows_of_a_european_trial_come_as_one(sample: Sample) -> None:
    _, trial = read_all(sample("ictrp.csv"))
    assert trial.key == "2019-009991-12"
    assert [(each.country, each.status) for each in trial.sites] == [("Spain", "Authorised"), ("France", "Authorised")]
    assert trial.phase == "Phase II"


@pytest.mark.parametrize("separator", [";", "\t"])
def test_any_separator_does(separator: str) -> None:
    text = SMALL + "DRKS00099901,A title,5 February 2024,07/08/2023,Recruiting,DRKS\n"
    (trial,) = read_all(text.replace(",", separator))
    assert (trial.key, trial.dates.start) == ("DRKS00099901", "2023-08-07")


@pytest.mark.parametrize("between", ["_", "."])
def test_names_that_a_program_has_joined_are_known(between: str) -> None:
    header = SMALL.replace(" ", between)
    (trial,) = read_all(header + "DRKS00099901,A title,5 February 2024,07/08/2023,Recruiting,DRKS\n")
    assert trial.dates == Dates(start="2023-08-07", refreshed="2024-02-05")


def test_days_stand_first_unless_the_table_shows_the_contrary() -> None:
    row = "DRKS0009990{},A title,{},{},Recruiting,DRKS\n"
    (first,) = read_all(SMALL + row.format(1, "", "07/08/2023"))
    assert first.dates.start == "2023-08-07"
    _, turned = read_all(SMALL + row.format(1, "", "08/25/2023") + row.format(2, "", "07/08/2023"))
    assert turned.dates.start == "2023-07-08"


def test_a_column_that_is_not_there_makes_its_part_absent() -> None:
    (trial,) = read_all(SMALL + "DRKS00099901,A title,,,Recruiting,DRKS\n")
    lacked = {"eligibility", "conditions", "phase", "interventions", "sites", "enrollment", "sponsors.sponsor_class"}
    assert set(trial.absent) == lacked


def test_a_row_without_title_is_a_fault_with_its_place_and_number() -> None:
    rows = "DRKS00099901,,,,Recruiting,DRKS\nDRKS00099902,A title,,,Recruiting,DRKS\n"
    fault, trial = open_document((SMALL + rows).encode(), "a.csv").records
    assert str(fault) == "a.csv, row 2 (line 2) (DRKS00099901): it has no title; export the search again."
    assert isinstance(trial, Trial)


def test_a_quotation_mark_too_many_does_not_hide_the_rows_below() -> None:
    rows = 'DRKS00099901,"A title,,,Recruiting,DRKS\nDRKS00099902,B title,,,Recruiting,DRKS\n'
    first, second = open_document((SMALL + rows).encode(), "a.csv").records
    assert isinstance(second, Trial)
    assert second.key == "DRKS00099902"
    assert isinstance(first, DocumentError) or worded(first.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TrialID,Title\n1,a\n",
        "NCT Number,Study Title,Study Status\n",
        "Public title,Scientific title,Last Refreshed on,Source Register\na,b,c,d\n",
        "<Trial><TrialID>1</TrialID></Trial>",
    ],
)
def test_other_tables_are_not_claimed(text: str) -> None:
    assert not ictrp_csv.recognises(text)


def test_the_columns_of_the_platforms_full_export_are_read() -> None:
    (trial,) = read_all(
        "TrialID,SecondaryIDs,public_title,url,Public_Contact_Firstname,Public_Contact_Email,Date_registration,"
        "Date_enrollement,Target_size,Secondary_sponsors,Conditions,Interventions,Agemin,Gender,Secondary_Outcomes\n"
        "ChiCTR2100099999,ISRCTN12345679,A title,https://nowhere.invalid,Ann,ann@example.org,13/02/2020,20/02/2020,"
        "group A:80;group B:80;,Invented Hospital,Breast cancer,Drug: Examplinib,18,Female,Response;\n"
    )
    assert {each.value for each in trial.identifiers} == {"ChiCTR2100099999", "ISRCTN12345679"}
    assert (trial.dates.start, trial.dates.first_posted) == ("2020-02-20", "2020-02-13")
    assert (trial.enrollment, trial.conditions) == (160, ("Breast cancer",))
    assert trial.interventions == (Intervention("Examplinib", "Drug"),)
    assert (trial.eligibility.minimum_age, trial.eligibility.sex) == ("18", "Female")
    assert trial.outcomes == (Outcome("secondary", "Response"),)
    assert [each.name for each in trial.sponsors] == ["Invented Hospital"]
    assert [each.email for each in trial.contacts] == ["ann@example.org"]
