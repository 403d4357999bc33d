import csv
import shutil
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.drugs.terms import drug_terms, key_of, names_of
from desktop.facets.drugs.vocabulary import DrugVocabulary, drug_vocabulary_faults, load_drug_vocabulary
from tests.steps import steps


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    return project / "resources" / "vocabularies"


@pytest.fixture(scope="module")
def vocabulary(folder: Path) -> DrugVocabulary:
    return load_drug_vocabulary(folder)


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "vocabularies"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_vocabulary_has_no_fault(folder: Path) -> None:
    assert drug_vocabulary_faults(folder) == ()


def test_every_rule_has_texts_to_match_and_to_reject(vocabulary: DrugVocabulary) -> None:
    assert all(rule.match and rule.reject for rule in (*vocabulary.term_rules, *vocabulary.class_rules))


def test_it_holds_every_class_and_all_drugs_of_the_source_but_those_left_out(
    folder: Path, vocabulary: DrugVocabulary, shared: Path
) -> None:
    names = {drug.name for drug in vocabulary.drugs}
    with (folder / "dropped_synonyms.csv").open(encoding="utf-8", newline="") as source:
        names |= {row["drug"] for row in csv.DictReader(source) if row["drug"] == row["synonym"]}
    for file in ("drugs.tsv", "drugs_unverified.tsv"):
        with (shared / "vocabulary" / file).open(encoding="utf-8", newline="") as source:
            assert {row["name"] for row in csv.DictReader(source, delimiter="\t")} <= names
    with (shared / "vocabulary" / "drug_classes.tsv").open(encoding="utf-8", newline="") as source:
        ids = [row["id"] for row in csv.DictReader(source, delimiter="\t")]
    assert [each.id for each in vocabulary.classes] == ids


def test_unverified_drugs_are_marked(vocabulary: DrugVocabulary) -> None:
    unverified = {drug.name for drug in vocabulary.drugs if not drug.verified}
    assert "SHR-A1201" in unverified
    assert "IBI354" not in unverified


@pytest.mark.parametrize(
    ("name", "class_id"),
    [
        # An anthracene that inhibits topoisomerase II; an anthrapyrazole stands with mitoxantrone.
        ("bisantrene", "other_cytotoxic"),
        ("piroxantrone", "anthracycline"),
        ("RGT-419B", "cdk_inhibitor"),
        ("RGT-587", "cdk_inhibitor"),
        ("NKT3964", "cdk_inhibitor"),
        ("BBO-10203", "pi3k_akt_mtor_inhibitor"),
        ("HLX43", "other_adc"),
        ("DR-0202", "other_checkpoint_or_bispecific"),
        ("recombinant dHER2 vaccine", "cancer_vaccine"),
        ("human secretin", "imaging_agent"),
        ("fluocinonide cream", "other_supportive"),
    ],
)
def test_a_drug_stands_in_its_class(vocabulary: DrugVocabulary, name: str, class_id: str) -> None:
    assert drug_terms(vocabulary).by_key[key_of(name)].class_id == class_id


def test_few_drugs_are_unverified(vocabulary: DrugVocabulary) -> None:
    unverified = [drug for drug in vocabulary.drugs if not drug.verified]
    assert len(unverified) <= 11, "a new name needs a source, or a look through those that have none"


def test_every_verified_drug_names_its_source(folder: Path) -> None:
    with (folder / "drugs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows if row["status"] == "verified" and "no open source" in row["sources"]] == []
    assert [row["name"] for row in rows if not row["sources"]] == []


def test_every_name_finds_its_own_drug(vocabulary: DrugVocabulary) -> None:
    terms = drug_terms(vocabulary)
    for drug in vocabulary.drugs:
        for name in names_of(drug):
            assert terms.by_key[key_of(name)] is drug


@pytest.mark.parametrize(
    ("name", "drug"), [("PTX", "Paclitaxel"), ("CTX", "Cyclophosphamide"), ("GM-CSF", "Sargramostim")]
)
def test_traps_of_open_sources_are_kept_out(vocabulary: DrugVocabulary, name: str, drug: str) -> None:
    assert drug_terms(vocabulary).by_key[key_of(name)].name == drug


def test_dropped_names_are_recorded_with_a_reason_and_are_gone(folder: Path, vocabulary: DrugVocabulary) -> None:
    with (folder / "dropped_synonyms.csv").open(encoding="utf-8", newline="") as file:
        dropped = list(csv.DictReader(file))
    written = {name for drug in vocabulary.drugs for name in names_of(drug)}
    assert dropped
    for row in dropped:
        assert row["reason"]
        assert row["synonym"] not in written or row["reason"].startswith("also a name of")


def test_loading_takes_few_steps_for_each_line(folder: Path) -> None:
    lines = sum(len(file.read_bytes().splitlines()) for file in folder.glob("*.csv"))
    assert steps(lambda: load_drug_vocabulary(folder)) < 100 * lines


def test_the_version_changes_with_the_content_only(folder: Path, copy: Path) -> None:
    before = load_drug_vocabulary(folder).version
    assert load_drug_vocabulary(copy).version == before
    change(copy, "drugs.csv", "Cytoxan|", "")
    assert load_drug_vocabulary(copy).version != before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("drugs.csv", "Cyclophosphamide,alkylating_agent", "Cyclophosphamide,nonsense", "line 2: Cyclophosphamide"),
        ("drugs.csv", "name,class", "title,class", "“name” is missing"),
        ("drugs.csv", "Cyclophosphamide,alkylating_agent", "Cyclophosphamide,alkylating_agent,x", "too many"),
        ("regimens.csv", "Doxorubicin|Cyclophosphamide", "Doxorubicin|Nonsense", "unknown component “Nonsense”"),
        ("regimens.csv", ",Epirubicin|Cyclophosphamide,", ",,", "has no components"),
        ("class_words.toml", 'class = "device"', 'class = "gadget"', "the class “gadget” is unknown"),
        ("class_words.toml", 'stage = "early"', 'stage = "soon"', "the stage is “soon”"),
        ("class_words.toml", "[[rule]]", "[[rule", "not valid TOML"),
        ("ambiguous_terms.toml", 'means = "drug:Aromatase inhibitor"', "means = 1", "“means” is missing"),
        ("ambiguous_terms.toml", 'terms = ["OFS"]', 'terms = "OFS"', "“terms” is missing"),
        ("matching.toml", "filler_words = [", "words = [", "“filler_words” is missing"),
        ("matching.toml", "[kind_classes]", "[other]\n[[kind_classes]]", "“kind_classes” is no table"),
    ],
)
def test_a_faulty_row_is_refused_in_words(copy: Path, file: str, old: str, new: str, said: str) -> None:
    change(copy, file, old, new)
    with pytest.raises(VocabularyError) as caught:
        load_drug_vocabulary(copy)
    assert file in str(caught.value)
    assert said in str(caught.value)
    assert str(caught.value) in drug_vocabulary_faults(copy)


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "regimens.csv").unlink()
    with pytest.raises(VocabularyError, match=r"regimens\.csv cannot be read"):
        load_drug_vocabulary(copy)


def test_a_file_in_another_encoding_is_named(copy: Path) -> None:
    (copy / "regimens.csv").write_bytes(b"name,aliases,components\n\xff\xfe")
    with pytest.raises(VocabularyError, match=r"regimens\.csv is not UTF-8"):
        load_drug_vocabulary(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("drugs.csv", "Cytoxan|Endoxan", "Cytoxan|Taxol", "is also a name of"),
        ("drugs.csv", "Cytoxan|Endoxan", "Cytoxan|ab", "too short"),
        ("drugs.csv", "\nNeratinib,", "\nNeratinib ,", "is empty or has spaces"),
        ("regimens.csv", "\nEC,", "\nAC,", "is also a name of AC"),
        ("regimens.csv", "\nEC,", "\nTaxol,", "is also the drug Paclitaxel"),
        ("drug_classes.csv", "\nserm,", "\nserm,A,A,b,C,,,\nserm,", "the class “serm” stands twice"),
        ("class_words.toml", r"'\b\w{3,}ciclib\b'", r"'\b(ciclib'", "is no regular expression"),
        ("class_words.toml", r"'\b\w{3,}ciclib\b'", r"'palbo'", "must match “Examplociclib”"),
        ("class_words.toml", r"'\b\w{3,}ciclib\b'", r"'ci?'", "must reject “cyclizine”"),
        ("class_words.toml", 'match = ["Examplociclib", "newciclib tablets"]', "match = []", "texts to match"),
        ("ambiguous_terms.toml", 'means = "drug:Aromatase inhibitor"', 'means = "drug:Nothing"', "is unknown"),
        ("ambiguous_terms.toml", 'reject = ["DRUG: OFSA-12"]', 'reject = ["DRUG: OFS"]', "must reject “DRUG: OFS”"),
        ("ambiguous_terms.toml", 'reject = ["DRUG: OFSA-12"]', "reject = []", "texts to match and texts to reject"),
        ("ambiguous_terms.toml", 'match = ["DRUG: OFS",', 'match = ["DRUG: XYZ",', "must match “DRUG: XYZ”"),
        ("matching.toml", 'DEVICE = "device"', 'DEVICE = "gadget"', "unknown class “gadget”"),
        ("matching.toml", 'match = ["Group 1", ', 'match = ["Lettuce", ', "“label_only”: it must match “Lettuce”"),
        ("drugs.csv", "Cytoxan|", "Cytoxan|ALL-7|", "Cyclophosphamide: “ALL-7” reads as ordinary words"),
        ("matching.toml", 'reject = ["diluted in "]', 'reject = ["with "]', "“beside_words”: it must reject “with ”"),
        ("matching.toml", 'pattern = "studied"', 'pattern = "study"', "“study”: there is no such expression"),
        ("giving_words.toml", 'kind = "receptor"', 'kind = "nonsense"', "“nonsense”: there is no such kind"),
        ("giving_words.toml", 'kind = "receptor"', 'kind = "nonsense"', "the kind “receptor” is missing"),
        (
            "giving_words.toml",
            'match = ["HER2 vaccine", ',
            'match = ["HER2 drug", ',
            "none of its words is found in “HER2 drug”",
        ),
        ("giving_words.toml", 'reject = ["cellular"]', 'reject = ["cell"]', "one of its words is found in “cell”"),
        ("giving_words.toml", 'reject = ["cellular"]', "reject = []", "texts to match and texts to reject"),
        ("giving_words.toml", '"receptors", ', '"receptors", "cells", ', "“cells” stands under"),
        (
            "giving_words.toml",
            'phrases = ["receptor",',
            'words = ["receptor",',
            "“receptor”: the list “phrases” is missing",
        ),
        ("giving_words.toml", "[texts.doses]", "[texts.dose]", "“texts.doses”: the list “texts” is missing"),
        (
            "giving_words.toml",
            '"mcg", "auc", "gy"]',
            '"mcg", "auc"]',
            "texts.doses”: none of its words is found in “50 Gy”",
        ),
        ("giving_words.toml", 'texts = ["with and', 'texts = ["in and out", "with and', "“in and out” is never met"),
        ("aims.toml", 'becomes = "immunomodulator"', 'becomes = "nonsense"', "the class “nonsense” is unknown"),
        (
            "aims.toml",
            'drugs = ["Sargramostim"]',
            'drugs = ["Nonsense"]',
            "the drug “Nonsense” does not stand in drugs.csv",
        ),
        (
            "aims.toml",
            'reject = ["taxane + growth_factor", ',
            'reject = ["exercise", ',
            "“care”: it must reject “exercise”",
        ),
        (
            "matching.toml",
            'ET = "Endocrine therapy"',
            'ET = "Nonsense"',
            "“ET” stands for “Nonsense”, which is not in drugs.csv",
        ),
        ("aims.toml", 'match = ["Sargramostim + cancer', 'match = ["Sargramostim + serm', "must match"),
        (
            "aims.toml",
            'reject = ["Metformin @',
            'reject = ["Carvedilol @ Prevention of cardiotoxicity", "Metformin @',
            "must reject",
        ),
    ],
)
def test_the_check_names_what_loading_lets_pass(copy: Path, file: str, old: str, new: str, said: str) -> None:
    change(copy, file, old, new)
    faults = drug_vocabulary_faults(copy)
    assert any(file in fault and said in fault for fault in faults), faults


def test_the_check_names_all_faults_at_once(copy: Path) -> None:
    change(copy, "drugs.csv", "Cyclophosphamide,alkylating_agent", "Cyclophosphamide,nonsense")
    change(copy, "regimens.csv", "Doxorubicin|Cyclophosphamide", "Doxorubicin|Nonsense")
    assert len(drug_vocabulary_faults(copy)) == 2
