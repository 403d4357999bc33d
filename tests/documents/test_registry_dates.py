"""Every format that has the registry's own date of a record gives it, as exact as it is; the others give none."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.trials.trial import Trial
from tests.reading import read_document

ReadOne = Callable[[str | bytes], Trial]
Sample = Callable[[str], str]
ICTRP = "<Trials_downloaded_from_ICTRP>{}</Trials_downloaded_from_ICTRP>"
ICTRP_TRIAL = """
    <Trial><TrialID>{0}</TrialID><Last_Refreshed_on>{1}</Last_Refreshed_on><Public_title>A trial</Public_title>
    <Recruitment_Status>{2}</Recruitment_Status></Trial>
"""


def a_study(**status: object) -> str:
    identification = {"nctId": "NCT09990001", "briefTitle": "A trial"}
    module = {"overallStatus": "RECRUITING", **status}
    return json.dumps({"protocolSection": {"identificationModule": identification, "statusModule": module}})


@pytest.mark.parametrize(
    ("status", "date"),
    [
        ({"lastUpdatePostDateStruct": {"date": "2021-11-03"}, "lastUpdateSubmitDate": "2021-10-30"}, "2021-11-03"),
        ({"lastUpdateSubmitDate": "2021-10-30"}, "2021-10-30"),
        ({"lastUpdatePostDateStruct": {"date": "2021-11"}}, "2021-11"),
        ({}, ""),
    ],
)
def test_clinicaltrials_gov_json_gives_its_last_update(read_one: ReadOne, status: dict[str, object], date: str) -> None:
    assert read_one(a_study(**status)).registry_date == date


def test_the_api_before_2024_gives_it_too(read_one: ReadOne, sample: Sample) -> None:
    posted = '"LastUpdatePostDateStruct": {"LastUpdatePostDate": "November 3, 2021"}, "OverallStatus"'
    classic = sample("classic_study.json").replace('"OverallStatus"', posted, 1)
    assert read_one(classic).registry_date == "2021-11-03"


@pytest.mark.parametrize("tag", ["last_update_posted", "last_update_submitted", "lastchanged_date"])
def test_clinicaltrials_gov_xml_gives_its_last_update(read_one: ReadOne, sample: Sample, tag: str) -> None:
    bare = re.sub(r"<(last_update\w+|lastchanged_date)[^>]*>[^<]*</\1>", "", sample("study.xml"))
    assert read_one(bare).registry_date == ""
    told = bare.replace("<overall_status>", f"<{tag}>November 3, 2021</{tag}><overall_status>", 1)
    assert read_one(told).registry_date == "2021-11-03"


@pytest.mark.parametrize(("written", "date"), [("2021-11-03", "2021-11-03"), ("2021-11", "2021-11"), ("", "")])
def test_todays_table_gives_its_last_update(read_one: ReadOne, written: str, date: str) -> None:
    table = f"NCT Number,Study Title,Study Status,Last Update Posted\nNCT09990001,A trial,RECRUITING,{written}\n"
    assert read_one(table).registry_date == date


def test_a_table_without_that_column_gives_none(read_one: ReadOne) -> None:
    assert read_one("NCT Number,Study Title,Study Status\nNCT09990001,A trial,RECRUITING\n").registry_date == ""


@pytest.mark.parametrize("column", ["Last Update Posted", "Last Updated"])
def test_the_old_table_gives_it_under_both_its_names(read_one: ReadOne, column: str) -> None:
    table = (
        f"Rank,NCT Number,Title,Status,Sponsor/Collaborators,{column}\n"
        '1,NCT09990001,A trial,Recruiting,Clinic,"November 3, 2021"\n'
    )
    assert read_one(table).registry_date == "2021-11-03"


def test_what_the_mirror_of_the_who_tells_is_its_own_date_and_not_the_registrys(read_one: ReadOne) -> None:
    trial = read_one(ICTRP.format(ICTRP_TRIAL.format("NCT09990001", "27 May 2024", "Recruiting")))
    assert (trial.registry_date, trial.dates.refreshed) == ("", "2024-05-27")


def test_a_trial_of_several_member_states_is_dated_by_the_record_that_gives_its_status(read_one: ReadOne) -> None:
    silent = ICTRP_TRIAL.format("EUCTR2021-000777-11-PT", "1 May 2024", "")
    told = ICTRP_TRIAL.format("EUCTR2021-000777-11-ES", "1 May 2022", "Authorised")
    trial = read_one(ICTRP.format(silent + told))
    assert (trial.status, trial.dates.refreshed) == ("Authorised", "2022-05-01")


@pytest.mark.parametrize("name", ["euctr.txt", "euctr.json", "chictr.xml"])
def test_registers_that_tell_only_when_a_record_was_entered_give_none(name: str, sample: Sample) -> None:
    trials = read_document(sample(name).encode(), name).trials
    assert {trial.registry_date for trial in trials} == {""}


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ({"lastUpdated": "2025-03-05"}, "2025-03-05"),
        ({"lastUpdated": "05/03/2025", "publishDate": "2025-08-20T03:46:14.147"}, "2025-03-05"),
        ({"publishDate": "2025-08-20T03:46:14.147"}, "2025-08-20"),
        ({}, ""),
    ],
)
def test_ctis_writes_days_before_months(read_one: ReadOne, sample: Sample, told: dict[str, str], date: str) -> None:
    study = {name: value for name, value in json.loads(sample("ctis.json")).items() if name not in told}
    assert read_one(json.dumps({**study, **told})).registry_date == date


def test_isrctn_gives_its_last_update_where_it_was_kept(read_one: ReadOne, sample: Sample) -> None:
    study = json.loads(sample("isrctn.json"))
    assert read_one(json.dumps(study)).registry_date == ""
    assert read_one(json.dumps({**study, "lastUpdated": "2026-05-26T15:09:37Z"})).registry_date == "2026-05-26"


@pytest.mark.parametrize(("written", "date"), [("11/3/2021", "2021-11-03"), ("Nov 2021", "2021-11"), ("N/A", "")])
def test_an_aggregators_page_gives_the_date_that_the_registry_posted(
    read_one: ReadOne, sample: Sample, written: str, date: str
) -> None:
    page = sample("medpath_damaged_page.txt")
    label = "Last Posted Date\n"
    after = page.index(label) + len(label)
    rest = page[after:].partition("\n")[2]
    assert read_one(f"{page[:after]}{written}\n{rest}").registry_date == date


def test_an_article_has_no_registry_date_though_its_library_revised_it(sample: Sample) -> None:
    articles = read_document(sample("articles.xml").encode(), "articles.xml").trials
    assert any(article.dates.last_updated for article in articles)
    assert {article.registry_date for article in articles} == {""}


def test_every_real_study_of_clinicaltrials_gov_is_dated(shared: Path) -> None:
    for file in sorted((shared / "samples" / "ctgov_xml").glob("NCT*.xml")):
        (trial,) = read_document(file.read_bytes(), file.name).trials
        assert trial.registry_date, file.name
