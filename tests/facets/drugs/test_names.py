import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.terms import slips
from desktop.facets.drugs.vocabulary import DrugVocabulary, load_drug_vocabulary
from desktop.paths import RESOURCES

VOCABULARY = load_drug_vocabulary(RESOURCES / "vocabularies")


def classes(line: str, context: str = "", vocabulary: DrugVocabulary = VOCABULARY) -> set[str]:
    kind, _, name = line.partition(": ")
    return {match.class_id for match in match_intervention(name, kind, vocabulary, context)}


def drugs(line: str, context: str = "") -> set[str | None]:
    kind, _, name = line.partition(": ")
    return {match.drug for match in match_intervention(name, kind, VOCABULARY, context)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DRUG: Herceptin®", "Trastuzumab"),
        ("Drug: TRASTUZUMAB", "Trastuzumab"),
        ("DRUG: T-DM1", "Trastuzumab emtansine"),
        ("DRUG: Nab paclitaxel", "nab-Paclitaxel"),
        ("DRUG: Oral Vinorelbine Tartrate", "Vinorelbine"),
        ("DRUG: Exemestane 25 mg", "Exemestane"),
        ("DRUG: Letrozole 2.5Mg Tab", "Letrozole"),
        ("DRUG: Trastuzumab-dkst", "Trastuzumab"),
        ("DRUG: trastuzumab (H)", "Trastuzumab"),
        ("BIOLOGICAL: 优替德隆", "Utidelone"),
        ("DRUG: ribiciclib", "Ribociclib"),
        ("DRUG: cylophosphamide", "Cyclophosphamide"),
        ("DRUG: ansastrozole", "Anastrozole"),
        ("DRUG: KU-0059436 (AZD2281) (PARP inhibitor)", "Olaparib"),
        ("DRUG: BET Bromodomain Inhibitor ZEN-3694", "ZEN003694"),
        ("DRUG: AI", "Aromatase inhibitor"),
        ("DRUG: paclitaxel for injection (albumin bound)", "nab-Paclitaxel"),
        ("DRUG: LAE002 tablets", "Afuresertib"),
        ("BIOLOGICAL: Keytruda Qlex", "Pembrolizumab"),
        ("BIOLOGICAL: EG1206A", "Pertuzumab"),
        ("BIOLOGICAL: Zenocutuzumab-zbco", "Zenocutuzumab"),
        ("DRUG: caxmotabart entudotin", "IKS014"),
        ("DRUG: CC-90010", "Trotabresib"),
        ("DRUG: CG200745 PPA", "Ivaltinostat"),
        ("DRUG: PRO1184", "Rinatabart sesutecan"),
        ("DRUG: Pyrrolotinib", "Pyrotinib"),
        (": Eutideron", "Utidelone"),
        (": GEM", "Gemcitabine"),
        (": HC-5404-FU", "HC-5404"),
        (": ABT-767", "ABT-767"),
        (": CCS 1477", "CCS1477"),
    ],
)
def test_one_drug_is_found_however_it_is_written(line: str, name: str) -> None:
    assert drugs(line) == {name}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("DRUG: Paclitaxel + carboplatin", {"Paclitaxel", "Carboplatin"}),
        ("DRUG: Letrozole (L) or Anastrozole (A)", {"Letrozole", "Anastrozole"}),
        ("DRUG: Anlotinib；Capecitabine", {"Anlotinib", "Capecitabine"}),
        ("DRUG: Tislelizumab，atezolizumab or sugemalimab", {"Tislelizumab", "Atezolizumab", "Sugemalimab"}),
        ("DRUG: XZP-3287+Fulvestrant", {"Birociclib", "Fulvestrant"}),
        ("DRUG: Docetaxel followed by epirubicin", {"Docetaxel", "Epirubicin"}),
        ("DRUG: Fulvestrant with or without palbociclib", {"Fulvestrant", "Palbociclib"}),
        ("DRUG: Chemotherapy (Gemcitabine + Carboplatin or Eribulin)", {"Gemcitabine", "Carboplatin", "Eribulin"}),
        ("DRUG: Physician's choice: capecitabine or eribulin", {"Capecitabine", "Eribulin"}),
        ("DRUG: docetaxel chemotherapy", {"Docetaxel"}),
        ("DRUG: neoadjuvant EC-paclitaxel chemotherapy", {"Epirubicin", "Cyclophosphamide", "Paclitaxel"}),
        ("DRUG: anthracycline-cyclophosphamide", {"Anthracycline", "Cyclophosphamide"}),
        ("DRUG: taxane-carboplatin", {"Taxane", "Carboplatin"}),
        ("DRUG: trastuzumab-deruxtecan", {"Trastuzumab deruxtecan"}),
        ("DRUG: Neoadjuvant chemotherapy with EC-T", {"Epirubicin", "Cyclophosphamide", "Taxane"}),
        ("DRUG: Trastuzumab with chemotherapy", {"Trastuzumab", "Chemotherapy"}),
        ("DRUG: Standard of Care Endocrine Therapy", {"Endocrine therapy"}),
        (
            "DRUG: Trastuzumab, pertuzumab and hyaluronidase",
            {"Pertuzumab, trastuzumab, and hyaluronidase"},
        ),
        ("DRUG: Gemcitabine Carboplatin", {"Gemcitabine", "Carboplatin"}),
        ("DRUG: trifluridine/tipiracil and bevacizumab", {"Trifluridine/tipiracil", "Bevacizumab"}),
        ("DRUG: everolimus/placebo", {"Everolimus", "Placebo"}),
        ("DRUG: Placebo + Fulvestrant", {"Placebo", "Fulvestrant"}),
        ("DRUG: CMF", {"Cyclophosphamide", "Methotrexate", "Fluorouracil"}),
        ("DRUG: ddAC x 4 cycles", {"Doxorubicin", "Cyclophosphamide"}),
        ("DRUG: EC-TCbHP", {"Epirubicin", "Cyclophosphamide", "Docetaxel", "Carboplatin", "Trastuzumab", "Pertuzumab"}),
        ("DRUG: FEC→T", {"Fluorouracil", "Epirubicin", "Cyclophosphamide", "Docetaxel"}),
        ("DRUG: THP", {"Pirarubicin"}),
        ("DRUG: AC x 4 followed by T x 4", {"Doxorubicin", "Cyclophosphamide", "Taxane"}),
        ("DRUG: EC then TH", {"Epirubicin", "Cyclophosphamide", "Taxane", "Trastuzumab"}),
        ("DRUG: 4EC-4T", {"Epirubicin", "Cyclophosphamide", "Taxane"}),
        ("DRUG: ddEC-wP", {"Epirubicin", "Cyclophosphamide", "Taxane"}),
        ("DRUG: EC*4-THP*4", {"Epirubicin", "Cyclophosphamide", "Taxane", "Trastuzumab", "Pertuzumab"}),
        ("DRUG: EC-nab-P", {"Epirubicin", "Cyclophosphamide", "nab-Paclitaxel"}),
        ("DRUG: AC-nP", {"Doxorubicin", "Cyclophosphamide", "nab-Paclitaxel"}),
        ("DRUG: FEC75", {"Fluorouracil", "Epirubicin", "Cyclophosphamide"}),
        ("DRUG: E(A)C-T", {"Anthracycline", "Cyclophosphamide", "Taxane"}),
        ("DRUG: wPCb", {"Taxane", "Carboplatin"}),
        (": (Docetaxel + Carboplatin) + Trastuzumab", {"Docetaxel", "Carboplatin", "Trastuzumab"}),
        (": (EC - docetaxel) + (HP)", {"Epirubicin", "Cyclophosphamide", "Docetaxel"}),
        (": Letrozole + (palbociclib or ribociclib)", {"Letrozole", "Palbociclib", "Ribociclib"}),
        (": Docetaxel (75 mg/m2 or 60 mg/m2) + Carboplatin", {"Docetaxel", "Carboplatin"}),
        (": EC to docetaxel or paclitaxel", {"Epirubicin", "Cyclophosphamide", "Docetaxel", "Paclitaxel"}),
        (": ECHP*4-THP*4", {"Epirubicin", "Cyclophosphamide", "Trastuzumab", "Pertuzumab", "Taxane"}),
        (": Tamoxifen±OFS", {"Tamoxifen", "Ovarian function suppression"}),
        (": FEC to weekly paclitaxel", {"Fluorouracil", "Epirubicin", "Cyclophosphamide", "Paclitaxel"}),
    ],
)
def test_a_combination_gives_all_its_components(line: str, names: set[str]) -> None:
    assert drugs(line) == names


def test_a_mixed_list_of_drugs_and_classes_gives_each() -> None:
    line = "DRUG: Taxane/Anthracycline/Eribulin Mesylate/Vinorelbine/Capecitabine/Carboplatin/UTD1/platinum"
    assert classes(line) == {"taxane", "anthracycline", "microtubule_inhibitor", "antimetabolite", "platinum"}


@pytest.mark.parametrize(
    ("line", "class_id"),
    [
        (": anti-HER2 bispecific antibody", "her2_antibody"),
        (": HER2 x CD3 bispecific antibody", "other_checkpoint_or_bispecific"),
        (": anti-HER2 antibody-QQ1 conjugate", "her2_adc"),
        (": Trophoblast cell-surface antigen 2 (TROP2) ADC", "trop2_adc"),
        (": human epidermal growth factor receptor 2 (HER2) ADC", "her2_adc"),
        (": estrogen receptor antagonist", "serd"),
        (": AR inhibitor", "other_hormonal"),
        (": microtubule inhibitor", "microtubule_inhibitor"),
        (": assessment of Ki-67", "laboratory_test"),
    ],
)
def test_words_for_a_class_tell_it(line: str, class_id: str) -> None:
    assert classes(line) == {class_id}


def test_thp_means_taxane_and_antibodies_in_a_her2_trial() -> None:
    assert classes("DRUG: THP", "HER2-positive breast cancer") == {"taxane", "her2_antibody"}


@pytest.mark.parametrize("line", ["DRUG: TC510", "DRUG: TH-909", "DRUG: X", "BIOLOGICAL: T cells"])
def test_letters_of_regimens_mean_nothing_without_one(line: str) -> None:
    assert not {"taxane", "alkylating_agent", "antimetabolite"} & classes(line)


def test_a_letter_with_more_meanings_beside_a_regimen_gives_nothing() -> None:
    assert drugs("DRUG: FAC + P") == {"Fluorouracil", "Doxorubicin", "Cyclophosphamide"}


@pytest.mark.parametrize(
    "line",
    [
        "DRUG: everolimus placebo",
        "DRUG: Placebo for Omalizumab",
        "DRUG: placebo matching ribociclib",
        "DRUG: Placebo of trastuzumab and pertuzumab",
        "PROCEDURE: Sham acupuncture needle",
        "OTHER: Placebo formula",
    ],
)
def test_a_placebo_of_a_drug_is_not_the_drug(line: str) -> None:
    assert classes(line) == {"placebo"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("PROCEDURE: Sleeve gastrectomy (SG)", {"surgery"}),
        ("DEVICE: Functional electrical stimulation (FES)", {"device"}),
        ("OTHER: AI cancer detection system", {"device"}),
        ("DEVICE: Sirolimus-eluting stent", {"device"}),
        ("OTHER: serum estradiol level", {"laboratory_test"}),
        ("BEHAVIORAL: Tamoxifen adherence", {"psychological_or_educational"}),
        ("BEHAVIORAL: tamoxifen", {"psychological_or_educational"}),
        ("BEHAVIORAL: Capecitabine tablets diary", {"psychological_or_educational"}),
        ("OTHER: letrozole counselling", {"psychological_or_educational"}),
        ("DRUG: 89Zr-pertuzumab PET", {"imaging_agent", "imaging"}),
        ("DRUG: 18F-FDG PET/CT", {"imaging_agent", "imaging"}),
        ("DRUG: 177Lu-trastuzumab", {"radiopharmaceutical"}),
        ("OTHER: No radiotherapy", {"standard_of_care"}),
        ("DRUG: Omission of trastuzumab", {"standard_of_care"}),
        ("BIOLOGICAL: HER2 CAR-T cells", {"cell_or_gene_therapy"}),
        ("GENETIC: RT-PCR", {"laboratory_test"}),
        ("PROCEDURE: Mastectomy after letrozole", {"surgery"}),
        ("DRUG: Something new (SG)", {"not_classified"}),
    ],
)
def test_what_only_looks_like_a_drug_gives_no_drug(line: str, expected: set[str]) -> None:
    assert classes(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DRUG: Anti-PD-1 monoclonal antibody", {"pd1_pdl1_inhibitor"}),
        ("DRUG: CDK4/6 inhibitor", {"cdk_inhibitor"}),
        ("DRUG: exampl-ciclib newciclib", {"cdk_inhibitor"}),
        ("DRUG: novelizumab vedotin", {"other_adc"}),
        ("DRUG: HER2-targeted ADC QX-1", {"her2_adc"}),
        ("DRUG: PD-1 inhibitor and chemo", {"pd1_pdl1_inhibitor", "chemotherapy_unspecified"}),
        ("OTHER: Usual care", {"standard_of_care"}),
        ("DIAGNOSTIC_TEST: Pre-surgery Ultrasound", {"imaging"}),
        ("BEHAVIORAL: Walking with friends", {"exercise"}),
        ("RADIATION: Breast Irradiation after Breast-Conserving Surgery", {"radiotherapy"}),
        ("DEVICE: NightWare", {"device"}),
        ("DIETARY_SUPPLEMENT: Rice Flour", {"supplement"}),
    ],
)
def test_class_words_and_types_tell_a_class(line: str, expected: set[str]) -> None:
    assert classes(line) == expected


@pytest.mark.parametrize("line", ["DRUG: XKH001 Injection", "DRUG: SHR-A1899", "BIOLOGICAL: VENOX", "DRUG: Mitizax"])
def test_unknown_names_are_not_classified_and_code_numbers_are_never_guessed(line: str) -> None:
    assert classes(line) == {"not_classified"}


@pytest.mark.parametrize(
    "line", ["OTHER: No intervention", "OTHER: N/A", "OTHER: Non-interventional study", "DRUG: HER2"]
)
def test_names_that_give_nothing_give_nothing(line: str) -> None:
    assert classes(line) == set()


def test_lower_case_words_inside_a_name_are_no_abbreviations() -> None:
    assert classes("DRUG: placebo at night, ac or et") == {"placebo"}


def test_eu_fields_are_read_by_trade_name_code_and_inn() -> None:
    name = (
        "Product Name: Unknownium, Product Code: QQ77, Pharmaceutical Form: Powder, INN or Proposed INN: TRASTUZUMAB,"
        " CAS Number: 180288-69-1, Concentration unit: mg"
    )
    matches = match_intervention(name, "", VOCABULARY)
    assert [(match.drug, name[match.start : match.end]) for match in matches] == [("Trastuzumab", "TRASTUZUMAB")]


def test_eu_fields_without_a_known_name_are_not_classified() -> None:
    assert classes("DRUG: Product Name: Unknownium, Product Code: QQ77") == {"not_classified"}


def test_spans_are_the_words_that_matched() -> None:
    name = "Oral  Vinorelbine Tartrate, plus (weekly) Herceptin® 6 mg/kg"
    spans = [name[match.start : match.end] for match in match_intervention(name, "DRUG", VOCABULARY)]
    assert spans == ["Vinorelbine", "Herceptin"]


def test_the_record_of_a_match_tells_how_it_was_found() -> None:
    (match,) = match_intervention("ribiciclib", "DRUG", VOCABULARY)
    assert (match.method, match.rule, match.derived) == ("fuzzy", "drug:Ribociclib", False)
    assert all(match.derived and match.rule == "regimen:AC" for match in match_intervention("AC", "DRUG", VOCABULARY))


@pytest.mark.parametrize(("one", "other", "number"), [("abc", "abc", 0), ("abcd", "abdc", 1), ("abc", "axcd", 2)])
def test_slips_count_changed_missing_added_and_swapped_letters(one: str, other: str, number: int) -> None:
    assert slips(one, other, 3) == number


_PIECES = st.sampled_from(
    ["placebo", "AC", "(", ")", "[", "+", "/", " and ", "Trastuzumab", "PD-1/PD-L1", "T-DM1", "İ", "5 mg", "→", "INN:"]
)
_NAMES = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map("".join))


@given(_NAMES, st.sampled_from(["DRUG", "", "DEVICE"]))
def test_matching_never_fails_and_spans_lie_within_the_name(name: str, kind: str) -> None:
    matches = match_intervention(name, kind, VOCABULARY)
    assert all(0 <= match.start < match.end <= len(name) for match in matches)


def test_one_letter_more_still_names_the_drug_whatever_letter_it_is() -> None:
    chance = random.Random(7)
    for _ in range(50):
        place = chance.randrange(3, 11)
        word = "trastuzumab"[:place] + chance.choice("bdfgh") + "trastuzumab"[place:]
        assert drugs(f"DRUG: {word}") == {"Trastuzumab"}, word
