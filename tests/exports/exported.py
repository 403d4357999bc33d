"""Trials on their way out, written by us, and the comparison with reference files."""

import dataclasses
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop.exports.context import ExportContext
from desktop.paths import RESOURCES
from desktop.sheet.subject import Subject
from desktop.sheet.wording import wording
from desktop.trials.facets import Facet, Facets, FacetValue
from desktop.trials.finding import Basis, Evidence, Finding, Role
from desktop.trials.history import StoredSource
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from desktop.trials.sections import sections
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import (
    Arm,
    Citation,
    Criterion,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
    Trial,
)
from tests.examples import a_trial
from tests.worded import saying

REFERENCE = Path(__file__).parent / "reference"
NOT_STATED = FacetValue("not_stated", "Not stated")
FACETS = Facets(
    (
        Facet("phase", "Phase", (FacetValue("2", "Phase 2", "2"), NOT_STATED)),
        Facet(
            "her2",
            "HER2 status",
            (
                FacetValue("positive", "Positive (IHC 3+ or 2+/ISH+)", "Positive"),
                FacetValue("low", "Low"),
                NOT_STATED,
            ),
        ),
        Facet("hr", "Hr", (NOT_STATED,)),
        Facet(
            "drug_classes",
            "Drug class",
            (FacetValue("her2_antibody", "Anti-HER2 antibody"), FacetValue("taxane", "Taxane"), NOT_STATED),
        ),
        Facet("status", "Status", (FacetValue("recruiting", "Recruiting"), NOT_STATED)),
        Facet("ecog_max", "Ecog max", (FacetValue("1", "1"), NOT_STATED)),
    )
)
WORDING = wording(FACETS, RESOURCES)


def a_context(**fields: Any) -> ExportContext:
    return ExportContext(
        **{
            "query_text": "her2:positive",
            "query_words": "HER2 status: Positive",
            "scope_words": "2 selected trials",
            "oldest": "2021-11",
            "newest": "2024-03",
            "undated": 1,
            "imported": "2026-11-20",
            "made": "2026-11-20T09:41:07",
            "program_version": "0.1.0",
            "vocabulary_version": "2026-11",
            "wording": WORDING,
            **fields,
        }
    )


def exported(
    trial: Trial,
    findings: Sequence[Finding] = (),
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    **around: Any,
) -> Subject:
    return Subject(StoredTrial(trial, tuple(findings), around.pop("sources", ()), **around), values)


def changed(subject: Subject, values: Mapping[str, tuple[str, ...]] | None = None, **stored: Any) -> Subject:
    return Subject(
        dataclasses.replace(subject.stored, **stored), subject.values if values is None else values, subject.countries
    )


def found(
    trial: Trial, facet: str, value: str, section: str, quote: str, *, basis: Basis = "stated", role: Role = ""
) -> Finding:
    start = sections(trial)[section].index(quote)
    return Finding(facet, value, f"{facet}.test", basis, Evidence(section, start, start + len(quote), quote), role)


def a_registration() -> Subject:
    trial = a_trial(
        nct="NCT09990001",
        summary="Forty women with HER2-positive disease, ≥ 18 years, enter. They receive trastuzumab.\nSecond line.",
        title="Trastuzumab & paclitaxel <b>first</b> in HER2-positive breast cancer",
        official_title="A phase 2 trial of trastuzumab with paclitaxel",
        acronym="TRAP",
        identifiers=(Identifier("NCT", "NCT09990001"), Identifier("EudraCT", "2015-001234-56")),
        phase="PHASE2",
        status="RECRUITING",
        study_type="INTERVENTIONAL",
        enrollment=40,
        conditions=("Breast cancer", "HER2-positive breast cancer"),
        interventions=(
            Intervention("Trastuzumab", "DRUG", other_names=("Herceptin",)),
            Intervention("Paclitaxel", "DRUG"),
        ),
        arms=(
            Arm("Both drugs", "EXPERIMENTAL", "Weekly.", ("Trastuzumab", "Paclitaxel")),
            Arm("Paclitaxel alone", "ACTIVE_COMPARATOR", "", ("Paclitaxel",)),
        ),
        outcomes=(
            Outcome("primary", "Response rate", "RECIST 1.1", "6 months"),
            Outcome("secondary", "Overall survival", "", "5 years"),
        ),
        eligibility=Eligibility(
            (Criterion("Adequate marrow:"), Criterion("platelets ≥ 100×10⁹/L", 1), Criterion("Consent")),
            (Criterion("=Brain metastases"),),
            sex="FEMALE",
            minimum_age="18 Years",
        ),
        dates=Dates(start="2024-03", completion="2027", last_updated="2021-11-03"),
        sponsors=(Sponsor("Clinic A", "OTHER"), Sponsor("Maker B", "INDUSTRY", lead=False)),
        sites=(Site("Clinic A", "Lyon", "", "France"), Site("Clinic C", "Kyoto", "", "Japan")),
        warnings=saying("One character was lost."),
    )
    findings = (
        found(trial, "phase", "2", "phase", "PHASE2"),
        found(trial, "her2", "positive", "title", "HER2-positive"),
        found(trial, "her2", "positive", "brief_summary", "HER2-positive"),
        found(trial, "status", "recruiting", "status", "RECRUITING"),
        found(trial, "drugs", "Trastuzumab", "interventions", "Trastuzumab", role="experimental"),
        found(trial, "drug_classes", "her2_antibody", "interventions", "Trastuzumab", role="experimental"),
        found(trial, "drugs", "Paclitaxel", "interventions", "Paclitaxel", role="backbone"),
    )
    values = {
        "phase": ("2",),
        "her2": ("positive",),
        "hr": ("not_stated",),
        "drug_classes": ("her2_antibody", "taxane"),
        "drugs": ("Trastuzumab", "Paclitaxel"),
        "status": ("recruiting",),
        "ecog_max": ("1",),
    }
    source = StoredSource("trial one.json", "ClinicalTrials.gov JSON", "2026-11-19T08:00:00", "0123456789abcdef" * 4)
    corrections = (
        Correction("her2", ("positive",), ("positive",), "Read and agreed.", "2026-11-20"),
        Correction("phase", ("2",), (), "=Known from the <protocol>.", "2026-11-20"),
    )
    stored = StoredTrial(trial, findings, (source,), own_work=corrections)
    return Subject(stored, values, ("France", "Japan"))


def a_publication() -> Subject:
    trial = a_trial(
        nct="",
        kind="publication",
        title="Dasatinib in advanced breast cancer: 达沙替尼",
        identifiers=(Identifier("DOI", "10.1000/test.1"),),
        narrative=(
            Section("abstract_purpose", "A phase 2 trial in HER2-positive disease."),
            Section("abstract_results", "-5 of 70 patients responded."),
        ),
        citation=Citation(("A. Author", "B. Author"), "Journal of Trials", "17", "21", "6897-6904", "2011-11-01"),
    )
    findings = (found(trial, "phase", "2", "abstract_purpose", "phase 2", basis="derived"),)
    values = {"phase": ("2",), "her2": ("positive",), "ecog_max": ("not_stated",), "status": ("not_stated",)}
    source = StoredSource("page.txt", "Research portal page", "2026-11-20", "")
    return exported(trial, findings, values, sources=(source,))


def assert_is_reference(name: str, content: bytes) -> None:
    """Compare with a reference file byte for byte; UPDATE_REFERENCE=1 in the environment writes it anew."""
    file = REFERENCE / name
    if os.environ.get("UPDATE_REFERENCE"):
        file.write_bytes(content)
    assert content == file.read_bytes(), f"{name} differs; look at it, then run with UPDATE_REFERENCE=1"
