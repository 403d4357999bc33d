"""Invented studies in the form of the ClinicalTrials.gov API v2 (JSON), always the same ones from a fixed seed.

Their sizes are those of real breast-cancer records, as a whole (a median of about 20 kB, a mean of about 54 kB) and in
each part: sites and eligibility make half of a record without results, and a third of the records have posted results,
which the reader skips. The sentences are ours, mixed as in real eligibility texts.
"""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.facets.drugs.vocabulary import DrugVocabulary

SEED = 20260101
_STATUSES = (
    "COMPLETED",
    "RECRUITING",
    "UNKNOWN",
    "TERMINATED",
    "ACTIVE_NOT_RECRUITING",
    "NOT_YET_RECRUITING",
    "WITHDRAWN",
)
_PHASES = (("PHASE2",), ("PHASE1",), ("PHASE3",), ("NA",), ("PHASE1", "PHASE2"), ("PHASE4",), ("EARLY_PHASE1",), ())
_CONDITIONS = (
    "Breast Cancer",
    "Metastatic Breast Cancer",
    "HER2-positive Breast Cancer",
    "Triple Negative Breast Cancer",
)
_DISEASE = (
    "HER2-positive metastatic breast cancer (IHC 3+ or ISH amplified)",
    "hormone receptor-positive, HER2-negative advanced breast cancer",
    "HER2-low breast cancer (IHC 1+, or IHC 2+ with negative ISH)",
    "triple-negative breast cancer, stage II or III",
    "histologically confirmed invasive breast cancer regardless of HER2 status",
    "early breast cancer planned for neoadjuvant treatment",
    "operable breast cancer after definitive surgery",
    "ductal carcinoma in situ of the breast",
    "any advanced solid tumour that has progressed on standard treatment",
    "histologically confirmed adenocarcinoma of the breast, ER and/or PR positive and HER2 non-amplified",
    "locally advanced or inflammatory breast cancer, ER, PR and HER2 negative",
    "metastatic breast cancer with HER2 overexpression (3+ by IHC or FISH ratio of 2.0 or more)",
    "women at high risk of breast cancer because of a BRCA1 or BRCA2 mutation",
    "stage I to III breast cancer, treatment completed at least six months ago",
    "advanced solid tumours with an activating ERBB2 mutation",
)
_INCLUSION = (
    "Age of 18 years or older at the time of written consent",
    "ECOG performance status of 0 or 1 within 14 days before the first dose",
    "Adequate bone marrow, liver and kidney function as shown by laboratory tests within 28 days",
    "At least one lesion that can be measured by RECIST 1.1",
    "No more than two earlier lines of chemotherapy for metastatic disease",
    "Left ventricular ejection fraction of at least 50 % on echocardiogram or MUGA scan",
    "Women who can bear children must have a negative pregnancy test and use effective contraception",
    "Life expectancy of at least twelve weeks in the judgement of the investigator",
    "Tumour tissue from a primary or a metastatic site available for central testing",
    "Absolute neutrophil count of at least 1.5 x 10^9/L, platelets of at least 100 x 10^9/L, haemoglobin of 9 g/dL",
    "Total bilirubin up to 1.5 x ULN, AST and ALT up to 2.5 x ULN (up to 5 x ULN where there are liver metastases)",
    "Serum creatinine up to 1.5 x ULN or creatinine clearance of at least 50 mL/min by the Cockcroft-Gault formula",
    "Earlier adjuvant or neoadjuvant treatment with trastuzumab or a taxane is allowed if it ended six months before",
    "Recovered from all side effects of earlier treatment to grade 1 or less, except hair loss and neuropathy",
    "Able to swallow tablets whole and without a disease of the gut that alters how they are taken up",
    "Menopausal status of any kind; premenopausal women agree to ovarian suppression for as long as they are treated",
)
_EXCLUSION = (
    "Brain metastases that are untreated, give symptoms or need steroids",
    "Any other cancer within the last five years, but for skin cancer that was cured",
    "Earlier treatment with the study drug or another drug of its class",
    "Heart failure, unstable angina or a heart attack within the last six months",
    "Known hypersensitivity to any part of the treatment or its carriers",
    "Active infection that needs antibiotics given into a vein",
    "Pregnant women and women who are breast-feeding",
    "Major surgery within four weeks before the first dose, or not yet recovered from it",
    "Any condition that in the investigator's opinion makes taking part unsafe",
    "Known infection with HIV, or active hepatitis B (HBsAg-positive) or hepatitis C (HCV RNA-positive)",
    "Interstitial lung disease or pneumonitis that needed steroids, or suspected of it on imaging at screening",
    "Radiotherapy within two weeks, chemotherapy within three weeks or antibodies within four weeks of the first dose",
    "QTc interval by Fridericia's formula over 470 ms, a family history of long QT syndrome, or drugs that prolong it",
    "Use of strong CYP3A4 inhibitors or inducers within 14 days, or food and herbs known to act on that enzyme",
    "Live vaccines within 30 days before the first dose, or expected to be needed while the study goes on",
    "Leptomeningeal disease, or compression of the spinal cord that has not been treated for good",
)
_SENTENCES = (
    "Patients are seen every three weeks for examination, blood tests and a report of side effects.",
    "The study compares how long the disease stays under control in the two groups.",
    "Treatment goes on until the disease progresses, side effects forbid it or the patient withdraws.",
    "Tumours are measured by computed tomography every nine weeks in the first year and every twelve weeks after it.",
    "Blood is taken for circulating tumour DNA before the first dose, after the first cycle and at progression.",
    "Resistance to treatment remains the main reason for death from this disease, and its causes are not well known.",
    "In earlier studies the combination was tolerated, with diarrhoea and low white cells as the main side effects.",
    "An independent committee looks at the safety data after the first thirty patients have been treated.",
    "Quality of life is asked for by questionnaires at the start and at every second visit.",
)
_OUTCOMES = (
    ("Progression-free survival", "Time from entry to progression by RECIST 1.1 or death from any cause", "2 years"),
    ("Objective response rate", "Share of patients with a complete or a partial response", "Up to 24 months"),
    ("Overall survival", "Time from entry to death from any cause", "5 years"),
    ("Adverse events", "Number and grade of adverse events by CTCAE 5.0", "From first dose to 30 days after the last"),
    ("Pathological complete response", "No invasive tumour left in breast and nodes (ypT0/is ypN0)", "At surgery"),
)
_PLACES = (
    ("Graz", "Austria"),
    ("Lyon", "France"),
    ("Boston", "United States"),
    ("Guangzhou", "China"),
    ("Leeds", "United Kingdom"),
)


def nct_number(number: int) -> str:
    """Return the registry number of a generated study; no real study has such a number."""
    return f"NCT{90000000 + number:08d}"


def generated_studies(count: int, drugs: DrugVocabulary) -> Iterator[dict[str, object]]:
    """Yield studies; the same arguments always give the same studies."""
    chance = random.Random(SEED)  # noqa: S311 - no secret, but the same studies in every run
    # Common drugs come first in the vocabulary, and in trials too.
    names = [drug.name for drug in drugs.drugs if drug.specific][:400]
    for number in range(count):
        yield _study(number, chance, names)


def write_studies(file: Path, studies: Iterable[dict[str, object]]) -> None:
    """Write studies as one JSON array, like a download from the registry."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for number, study in enumerate(studies):
            stream.write((",\n" if number else "") + json.dumps(study, ensure_ascii=False))
        stream.write("]\n")


def _study(number: int, chance: random.Random, names: list[str]) -> dict[str, object]:
    given = [names[min(int(chance.expovariate(1 / 40)), len(names) - 1)] for _ in range(chance.choice((1, 1, 2, 2, 3)))]
    disease = chance.choice(_DISEASE)
    title = f"{' and '.join(given)} in {disease.split(' (')[0]} [{number}]"
    protocol: dict[str, object] = {
        "identificationModule": {
            "nctId": nct_number(number),
            "orgStudyIdInfo": {"id": f"ORG-{number}"},
            "briefTitle": title,
            "officialTitle": f"A Randomised Study of {title}",
        },
        "statusModule": {
            "overallStatus": chance.choice(_STATUSES),
            "startDateStruct": {"date": f"{chance.randint(2000, 2026)}-{chance.randint(1, 12):02d}"},
            "lastUpdatePostDateStruct": {"date": f"{chance.randint(2010, 2026)}-05-{chance.randint(1, 28):02d}"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": f"Hospital {number % 900}", "class": "OTHER"}},
        "descriptionModule": {
            "briefSummary": _prose(chance, 3, 7),
            "detailedDescription": _prose(chance, 3, 24),
        },
        "conditionsModule": {"conditions": [chance.choice(_CONDITIONS)], "keywords": given},
        "designModule": _design(chance),
        "armsInterventionsModule": _arms(given, chance),
        "outcomesModule": _outcomes(chance),
        "eligibilityModule": _eligibility(disease, chance),
        "contactsLocationsModule": {"locations": _locations(chance)},
    }
    study: dict[str, object] = {"protocolSection": protocol, "derivedSection": _derived(given), "hasResults": False}
    if chance.random() < 1 / 3:
        study["hasResults"] = True
        study["resultsSection"] = _results(chance)
    return study


def _prose(chance: random.Random, least: int, most: int) -> str:
    return " ".join(chance.choice(_SENTENCES) for _ in range(chance.randint(least, most)))


def _design(chance: random.Random) -> dict[str, object]:
    phases = chance.choice(_PHASES)
    design: dict[str, object] = {
        "studyType": "INTERVENTIONAL" if phases else "OBSERVATIONAL",
        "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL", "primaryPurpose": "TREATMENT"},
        "enrollmentInfo": {"count": int(chance.lognormvariate(4.5, 1.1)), "type": "ESTIMATED"},
    }
    return design | ({"phases": list(phases)} if phases else {})


def _arms(given: list[str], chance: random.Random) -> dict[str, object]:
    named = [f"Drug: {name}" for name in given]
    return {
        "armGroups": [
            {"label": "Arm A", "type": "EXPERIMENTAL", "description": _prose(chance, 1, 3), "interventionNames": named},
            {"label": "Arm B", "type": "ACTIVE_COMPARATOR", "interventionNames": named[-1:]},
        ],
        "interventions": [
            {"type": "DRUG", "name": name, "description": _prose(chance, 1, 2), "armGroupLabels": ["Arm A"]}
            for name in given
        ],
    }


def _outcomes(chance: random.Random) -> dict[str, object]:
    def some(least: int, most: int) -> list[dict[str, str]]:
        chosen = [chance.choice(_OUTCOMES) for _ in range(chance.randint(least, most))]
        return [{"measure": m, "description": d, "timeFrame": t} for m, d, t in chosen]

    return {"primaryOutcomes": some(1, 2), "secondaryOutcomes": some(2, 9)}


def _eligibility(disease: str, chance: random.Random) -> dict[str, object]:
    inclusion = [disease, *chance.choices(_INCLUSION, k=chance.randint(8, 34))]
    exclusion = chance.choices(_EXCLUSION, k=chance.randint(8, 34))
    lines = ["Inclusion Criteria:", "", *(f"* {text}" for text in inclusion), ""]
    lines += ["Exclusion Criteria:", "", *(f"* {text}" for text in exclusion)]
    return {"eligibilityCriteria": "\n".join(lines), "sex": "FEMALE", "minimumAge": "18 Years"}


def _locations(chance: random.Random) -> list[dict[str, object]]:
    chosen = [chance.choice(_PLACES) for _ in range(1 + int(6 * chance.paretovariate(0.9)) % 160)]
    return [_location(number, city, country) for number, (city, country) in enumerate(chosen)]


def _location(number: int, city: str, country: str) -> dict[str, object]:
    return {
        "facility": f"University Clinic of {city}, Department {number}",
        "status": "RECRUITING",
        "city": city,
        "zip": f"{10_000 + number}",
        "country": country,
        "contacts": [{"name": f"Investigator {number}", "role": "PRINCIPAL_INVESTIGATOR"}],
        "geoPoint": {"lat": 40 + number / 10, "lon": 7 + number / 10},
    }


def _derived(given: list[str]) -> dict[str, object]:
    """Return what the registry itself adds to every record: the terms of its thesaurus."""
    terms = [{"id": f"D{number:06d}", "term": name} for number, name in enumerate((*given, *_CONDITIONS) * 2)]
    return {
        "conditionBrowseModule": {"meshes": terms, "ancestors": terms},
        "interventionBrowseModule": {"meshes": terms},
    }


def _results(chance: random.Random) -> dict[str, object]:
    # Tables of numbers that no reader looks at, but every download carries.
    rows = min(int(chance.lognormvariate(6.3, 1.1)), 8_000)
    return {
        "adverseEventsModule": {
            "otherEvents": [
                {
                    "term": chance.choice(_SENTENCES)[:40],
                    "stats": [{"groupId": "EG000", "numAffected": n, "numAtRisk": 99}],
                }
                for n in range(rows)
            ]
        }
    }
