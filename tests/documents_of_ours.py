"""Small documents of our own making, for journeys through the whole program."""

import json
from collections.abc import Sequence
from html import escape

LINES = """Letrozole and Palbociclib Before Surgery for HER2-negative Breast Cancer
This phase 2 study gives letrozole and palbociclib to women with HER2-negative, ER-positive breast cancer before surgery. It looks at the response.
Breast Cancer
DRUG: Letrozole|DRUG: Palbociclib
Pathological complete response, no invasive tumour in breast and nodes, 6 months
Overall survival, time from entry to death, 5 years|Toxicity, by CTCAE 5.0, 1 year
Letrozole lowers oestrogen. Palbociclib stops the cell cycle. In this phase 2 study all women receive both drugs for six months. Surgery follows. They are then seen every year.
"""

XML = """<?xml version="1.0" encoding="UTF-8"?>
<clinical_study>
  <id_info><org_study_id>OURS-1</org_study_id><nct_id>{nct}</nct_id></id_info>
  <brief_title>{title}</brief_title>
  <sponsors><lead_sponsor><agency>Our Hospital</agency><agency_class>Other</agency_class></lead_sponsor></sponsors>
  <brief_summary><textblock>Women with HER2-positive metastatic breast cancer receive trastuzumab.</textblock></brief_summary>
  <overall_status>Recruiting</overall_status>
  <start_date>March 2024</start_date>
  <phase>Phase 3</phase>
  <study_type>Interventional</study_type>
  <enrollment type="Anticipated">120</enrollment>
  <condition>Breast Cancer</condition>
  <intervention><intervention_type>Drug</intervention_type><intervention_name>Trastuzumab</intervention_name></intervention>
  <eligibility><criteria><textblock>
        Inclusion Criteria:

          -  HER2-positive (IHC 3+) breast cancer

          -  Age \u2265 18

        Exclusion Criteria:

          -  Brain metastases
  </textblock></criteria><gender>Female</gender><minimum_age>18 Years</minimum_age></eligibility>
  <location><facility><name>Our Hospital</name><address><city>Graz</city><country>Austria</country></address></facility></location>
</clinical_study>
"""


def an_xml(nct: str = "NCT09990001", title: str = "Trastuzumab for HER2-positive Breast Cancer") -> bytes:
    return XML.format(nct=nct, title=title).encode()


NBIB = """PMID- 99999999
OWN - NLM
STAT- MEDLINE
TI  - Trastuzumab and NK cells: the results.
AB  - PURPOSE: We gave trastuzumab and NK cells to women with HER2-positive breast cancer.
      METHODS: Thirty women were treated. RESULTS: Some responded.
FAU - Writer, Ann
AU  - Writer A
LA  - eng
SI  - ClinicalTrials.gov/NCT02843126
PT  - Journal Article
PT  - Clinical Trial, Phase I
DP  - 2020 Mar
TA  - J Ours
JT  - Journal of our own making
"""


MEDPATH = """MedPath

A Phase III Trial of Letrozole After Surgery

Phase 1
Completed
Conditions
Breast Cancer
Interventions
Drug: Letrozole
Registration Number
2019-002663-10
Lead Sponsor
Our Hospital
Brief Summary

Women receive letrozole after surgery for breast cancer.

Recruitment & Eligibility

Status
COMPLETED
Sex
Female
Target Recruitment
100
Inclusion Criteria
  • Breast cancer after surgery
Exclusion Criteria
  • Pregnancy

Study & Design

Study Type
INTERVENTIONAL
"""


TABLE_COLUMNS = (
    *("NCT Number", "Study Title", "Study Status", "Conditions", "Interventions", "Phases", "Enrollment"),
    *("Funder Type", "Start Date", "Locations"),
)
_TABLE_CELLS = {
    "NCT Number": "NCT09990001",
    "Study Title": "Trastuzumab for Women With Breast Cancer",
    "Study Status": "RECRUITING",
    "Conditions": "Breast Cancer",
    "Interventions": "DRUG: Trastuzumab",
    "Phases": "PHASE3",
    "Enrollment": "120",
    "Funder Type": "INDUSTRY",
    "Start Date": "2024-03",
    "Locations": "Our Hospital, Graz, Austria",
}


def a_table(columns: Sequence[str] = TABLE_COLUMNS, **cells: str) -> bytes:
    """Return a table of one trial with these columns; cells go by their columns, "_" standing for a space."""
    told = _TABLE_CELLS | {name.replace("_", " "): cell for name, cell in cells.items()}
    row = ",".join(f'"{told[column]}"' for column in columns)
    return f"{','.join(columns)}\n{row}\n".encode()


def a_json(**modules: object) -> bytes:
    """Return the registry's JSON of the table's trial; a module given as None is left out."""
    protocol = {
        "identificationModule": {"nctId": "NCT09990001", "briefTitle": "Trastuzumab for Women With Breast Cancer"},
        "statusModule": {"overallStatus": "RECRUITING", "startDateStruct": {"date": "2024-03"}},
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Our Hospital", "class": "INDUSTRY"}},
        "descriptionModule": {"briefSummary": "Women receive trastuzumab."},
        "conditionsModule": {"conditions": ["Breast Cancer"]},
        "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE3"], "enrollmentInfo": {"count": 120}},
        "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "Trastuzumab"}]},
        "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\n\n* HER2-positive metastatic breast cancer\n* ECOG 0 or 1\n\n"
            "Exclusion Criteria:\n\n* Brain metastases"
        },
        **modules,
    }
    return json.dumps({"protocolSection": {name: each for name, each in protocol.items() if each}}).encode()


def an_ictrp(inclusion: str, exclusion: str = "", number: str = "NCT09990001", **fields: str) -> bytes:
    """Return an export of the WHO's platform of one trial, as the platform lays it out."""
    told = {
        "TrialID": number,
        "Public_title": "Trastuzumab for Women With Breast Cancer",
        "Recruitment_Status": "Recruiting",
        "Study_type": "Interventional",
        "Phase": "Phase 3",
        "Inclusion_Criteria": f"Inclusion criteria: {inclusion}" if inclusion else "",
        "Exclusion_Criteria": f"Exclusion criteria: {exclusion}" if exclusion else "",
        "Condition": "Breast Cancer",
        "Intervention": "Drug: Trastuzumab",
        **fields,
    }
    inside = "".join(f"<{tag}>{escape(text)}\n    </{tag}>" for tag, text in told.items() if text)
    return f"<Trials_downloaded_from_ICTRP><Trial>{inside}</Trial></Trials_downloaded_from_ICTRP>".encode()
