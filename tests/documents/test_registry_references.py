"""References that are the records of registries are registrations."""

import pytest

from desktop.trials.identifiers import Identifier
from desktop.trials.sources import trust_in
from desktop.trials.trial import Trial
from tests.reading import read_document

CENTRAL = (
    "AN  - CN-02000001",
    "JA  - https://clinicaltrials.gov/show/NCT09990001",
    "C3  - CTgov NCT09990001",
    "M3  - Trial registry record",
    "AU  - NCT09990001",
)


def reference(*lines: str, type_: str = "JOUR", title: str = "Examplinib before surgery") -> Trial:
    text = "\n".join((f"TY  - {type_}", f"TI  - {title}", "PY  - 2021", *lines, "ER  - ", ""))
    document = read_document(text.encode(), "a.ris")
    assert document.failures == ()
    (trial,) = document.trials
    return trial


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (CENTRAL, "NCT09990001"),
        (
            (
                *("AU  - EUCTR2019-001234-56-DE", "M3  - Trial registry record"),
                "JA  - https://trialsearch.who.int/Trial2.aspx?TrialID=EUCTR2019-001234-56-DE",
            ),
            "2019-001234-56",
        ),
        (
            (
                *("AU  - JPRN-UMIN000012345", "C3  - ICTRP JPRN-UMIN000012345"),
                "JA  - https://trialsearch.who.int/Trial2.aspx?TrialID=JPRN-UMIN000012345",
            ),
            "UMIN000012345",
        ),
        (("AU  - ISRCTN12345678", "JA  - http://isrctn.com/ISRCTN12345678"), "ISRCTN12345678"),
        (("DO  - 10.1186/ISRCTN12345678", "PB  - ISRCTN Registry"), "ISRCTN12345678"),
        (("DB  - ClinicalTrials.gov", "AN  - NCT09990001", "AU  - Invented University"), "NCT09990001"),
        (
            ("DB  - ClinicalTrials.gov", "M3  - NCT09990001", "UR  - https://clinicaltrials.gov/show/NCT09990001"),
            "NCT09990001",
        ),
        (("UR  - https://clinicaltrials.gov/study/NCT09990001", "AU  - Doe, Jane"), "NCT09990001"),
        (
            ("UR  - https://clinicaltrials.gov/ct2/show/NCT09990001?term=x&rank=1", "T2  - clinicaltrials.gov"),
            "NCT09990001",
        ),
        (("PB  - clinicaltrials.gov", "AN  - NCT09990001"), "NCT09990001"),
        (("DB  - ICTRP", "AN  - ChiCTR2100041234"), "ChiCTR2100041234"),
        (("UR  - https://www.clinicaltrialsregister.eu/ctr-search/trial/2019-001234-56/DE",), "2019-001234-56"),
        (("UR  - https://www.anzctr.org.au/ACTRN12621000123456.aspx",), "ACTRN12621000123456"),
    ],
)
def test_a_registry_record_is_a_registration_under_its_number(lines: tuple[str, ...], key: str) -> None:
    trial = reference(*lines)
    assert (trial.kind, trial.key, trial.citation) == ("registration", key, None)
    assert key in [each.value for each in trial.identifiers]


@pytest.mark.parametrize(
    "lines",
    [
        ("JF  - Journal of ours", "UR  - https://clinicaltrials.gov/study/NCT09990001", "VL  - 3"),
        ("JF  - Journal of ours", "AB  - Registered as NCT09990001."),
        ("JF  - Journal of ours", "N1  - NCT09990001"),
        ("DO  - 10.9999/a", "L2  - https://clinicaltrials.gov/study/NCT09990001"),
        ("C3  - PUBMED 21000099,EMBASE 6", "M3  - Journal article", "JA  - Journal of ours", "AN  - CN-00700003"),
        ("AB  - Registered as NCT09990001.",),
        ("JF  - Controlled Clinical Trials", "AB  - NCT09990001", "SP  - 3"),
        ("UR  - https://pubmed.ncbi.nlm.nih.gov/21000099/", "AN  - NCT09990001"),
    ],
)
def test_an_article_about_a_trial_stays_a_publication(lines: tuple[str, ...]) -> None:
    assert reference(*lines).kind == "publication"


def test_a_record_of_a_registry_whose_numbers_are_not_known_is_a_registration_too() -> None:
    trial = reference("AU  - SLCTR/2019/015", "M3  - Trial registry record", "AN  - CN-02000009")
    assert (trial.kind, trial.key[:4]) == ("registration", "doc-")
    assert Identifier("other", "SLCTR/2019/015") in trial.identifiers


def test_the_parts_that_central_tells_in_one_text_become_parts_of_the_trial() -> None:
    abstract = (
        "INTERVENTION: eribulin 1.4 mg/m2 days 1 and 8. CONDITION: breast cancer ; anaemia PRIMARY OUTCOME: "
        "progression-free survival SECONDARY OUTCOME: safety INCLUSION CRITERIA: 1. HER2-negative advanced breast "
        "cancer 2. ECOG 0-1 3. ANC of 1.5 x 10^9/L or more"
    )
    trial = reference(*CENTRAL, f"AB  - {abstract}")
    assert [each.name for each in trial.interventions] == ["eribulin 1.4 mg/m2 days 1 and 8"]
    assert trial.conditions == ("breast cancer", "anaemia")
    assert [(each.rank, each.measure) for each in trial.outcomes] == [
        ("primary", "progression-free survival"),
        ("secondary", "safety"),
    ]
    assert [each.text for each in trial.eligibility.inclusion] == [
        "HER2-negative advanced breast cancer",
        "ECOG 0-1",
        "ANC of 1.5 x 10^9/L or more",
    ]
    assert trial.narrative == ()
    assert "eligibility" not in trial.absent
    assert {"status", "phase", "sites"} <= set(trial.absent)


def test_the_parts_of_the_eu_register_and_of_india_are_read_through_central() -> None:
    european = reference(
        *("AU  - EUCTR2015-003320-30-ES", "M3  - Trial registry record"),
        "AB  - INTERVENTION: Product Name: Kadcyla INN or Proposed INN: TRASTUZUMAB EMTANSINE CONDITION: "
        "HER2-positive breast cancer ; MedDRA version: 20.0 Level: PT INCLUSION CRITERIA: - Adult - HER2-positive "
        "EXCLUSION CRITERIA: - Stage IV",
    )
    assert european.conditions == ("HER2-positive breast cancer",)
    assert "TRASTUZUMAB EMTANSINE" in repr(european.interventions)
    assert [each.text for each in european.eligibility.inclusion] == ["Adult", "HER2-positive"]
    assert [each.text for each in european.eligibility.exclusion] == ["Stage IV"]
    indian = reference(
        *("AU  - CTRI/2020/01/022345", "M3  - Trial registry record"),
        "AB  - CONDITION: Health Condition 1: C509- Malignant neoplasm of breast INCLUSION CRITERIA: 1.Women 2.Adults",
    )
    assert indian.key == "CTRI/2020/01/022345"
    assert indian.conditions == ("Malignant neoplasm of breast",)
    assert len(indian.eligibility.inclusion) == 2


def test_a_summary_without_headings_is_the_summary_and_what_is_not_there_is_said() -> None:
    trial = reference(*CENTRAL, "AB  - This phase II trial studies examplinib. METHODS: It is new.")
    assert [each.text for each in trial.narrative if each.name == "brief_summary"] == [
        "This phase II trial studies examplinib. METHODS: It is new."
    ]
    assert {"eligibility", "conditions", "interventions"} <= set(trial.absent)


def test_the_notes_of_an_export_give_status_and_phase_and_its_second_title_is_the_official_one() -> None:
    trial = reference(
        *("DB  - ClinicalTrials.gov", "AN  - NCT09990001", "AU  - Invented Pharma Inc."),
        *("N1  - Status: RECRUITING", "N1  - Phase: PHASE2", "M1  - Status: RECRUITING"),
        "T2  - A Randomised Phase 2 Study of Examplinib Before Surgery",
        type_="CLRT",
        title="Examplinib | ClinicalTrials.gov",
    )
    assert (trial.title, trial.status, trial.phase) == ("Examplinib", "RECRUITING", "PHASE2")
    assert trial.official_title == "A Randomised Phase 2 Study of Examplinib Before Surgery"
    assert [each.name for each in trial.sponsors] == ["Invented Pharma Inc."]


def test_a_library_is_believed_least_about_a_registration() -> None:
    others = [trust_in(format_, "NCT") for format_ in ("ctgov_json", "ictrp", "medpath", "ctgov_lines", "isrctn_json")]
    assert trust_in("ris", "NCT") > max(others)
    assert trust_in("pubmed_xml", "DOI") < trust_in("ris", "DOI")


def test_a_record_of_the_whos_platform_has_its_arms_and_no_registry_for_a_sponsor() -> None:
    told = (
        "INTERVENTION: Intervention1: Examplinib: 5 mg a day Control Intervention1: Placebo: once a day "
        "CONDITION: ; Breast cancer Breast cancer PRIMARY OUTCOME: Survival"
    )
    trial = reference(
        "AU  - Ctri,", "JA  - https://trialsearch.who.int/Trial2.aspx?TrialID=CTRI/2021/01/099999", f"AB  - {told}"
    )
    assert trial.key == "CTRI/2021/01/099999"
    assert [(arm.label, arm.interventions, arm.description) for arm in trial.arms] == [
        ("Intervention 1", ("Examplinib",), "5 mg a day"),
        ("Control Intervention 1", ("Placebo",), "once a day"),
    ]
    assert (trial.conditions, trial.sponsors) == (("Breast cancer",), ())
