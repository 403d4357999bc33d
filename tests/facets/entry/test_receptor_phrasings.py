"""How people phrase who may enter: every sentence stands alone, and says this of HER2 and of hormone receptors."""

import pytest

from desktop.facets.entry.assertions import NAMES
from desktop.facets.entry.lexicon import RECEPTOR, load_lexicon
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.reading import plain
from desktop.facets.rules import load_rules
from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")

INCLUSION = [
    ("HER2 and ER status on the primary or the latest biopsy must be known", "any", "any"),
    (
        "Oestrogen receptor status in the breast tumour or most recent assessment has to be documented or pending",
        "",
        "any",
    ),
    ("Hormone receptor and HER2 status at diagnosis or relapse must be known or pending", "any", "any"),
    ("The patient's HR status (i.e., positive or negative) does not influence enrolment", "", "any"),
    ("HER2 status (positive, negative or unknown) will not affect eligibility", "any", ""),
    ("HER2 status (IHC or FISH) is not relevant", "any", ""),
    ("ER and PR positivity will be recorded", "", "any"),
    ("Oestrogen receptor positivity is recorded at baseline", "", "any"),
    ("ER positivity must be noted on the form", "", "any"),
    ("Stage IV, any oestrogen receptor (ER) status/HER2-negative breast cancer", "negative", "any"),
    ("any HR status / HER2 positive disease", "positive", "any"),
    ("Metastatic cancer of any ER/PR status and HER2-negative", "negative", "any"),
    ("Any HER2 status/HR-positive tumours", "any", "positive"),
    ("HR any/HER2-negative breast cancer", "negative", "any"),
    ("Breast cancer with any hormone receptor status but HER2 negative", "negative", "any"),
    ("Operable invasive carcinoma with any level of ER, PR and HER2", "any", "any"),
    ("Carcinoma with any value of ER and PgR", "", "any"),
    ("Invasive cancer with any results of ER, PR, and HER2", "any", "any"),
    ("Ductal carcinoma, all levels of ER, PR and HER2neu", "any", "any"),
    ("with any amount of hormone receptors", "", "any"),
    ("The tumour must be positive for either the presence of the oestrogen or progesterone receptor", "", "positive"),
    ("Cancer positive for the expression of the progesterone or of the oestrogen receptor", "", "positive"),
    ("Tumours positive for at least one of the oestrogen and progesterone receptors", "", "positive"),
    ("Negative for the presence of both the oestrogen and the progesterone receptor", "", "negative"),
    ("The tumour must be either 0 or +1 for HER2 on immunohistochemistry", "negative", ""),
    ("0 or +1 for the HER2/neu receptor", "negative", ""),
    ("HER2 of +1 or +2 without amplification", "low", ""),
    ("HER2 immunohistochemistry +1, +2 or +3", "low positive", ""),
    ("HER2 expression defined by immunohistochemistry +2 or +3", "positive", ""),
    ("HER2 +3 by IHC", "positive", ""),
    ("+3 for HER2 or amplified by FISH", "positive", ""),
    ("Scored +1 for HER2", "low", ""),
    ("Any degree of HER2 expression (IHC +1, +2, +3)", "low positive", ""),
    ("HER2-IHC 0 breast cancer", "zero", ""),
    ("HER2-immunohistochemistry 0 on the last biopsy", "zero", ""),
    ("HER2-IHC 3+ disease", "positive", ""),
    ("HER2-IHC 1+ or HER2-IHC 2+/ISH-", "low", ""),
    ("HER2-ISH negative tumours", "negative", ""),
    ("Has always been HER2 0 and was never HER2-positive or HER2-low", "zero", ""),
    ("HER2-zero; never previously HER2-low (IHC 1+) or HER2-positive (IHC 3+) on any sample", "zero", ""),
    ("IHC 0 for HER2; must never have been HER2-low or HER2-positive before", "zero", ""),
    ("HER2- by IHC", "negative", ""),
    ("HER2-, IHC 0 or 1+", "negative", ""),
    ("HER2 - IHC 0, 1+", "negative", ""),
    ("HER2-positive, at least +1 week after surgery", "positive", ""),
    ("Either HER2-positive", "positive", ""),
    ("never HER2-positive but now HER2-low", "low", ""),
    ("ER-positive. Positivity will be recorded", "", "positive"),
    ("ER-positive tumours; the percentage of cells will be recorded", "", "positive"),
    ("Any stage, hormone receptor-positive/HER2-negative", "negative", "positive"),
    ("Either ER or PR positive/HER2 negative", "negative", "positive"),
    ("any HR-positive/HER2-negative cancer", "negative", "positive"),
    ("Positive axillary nodes, with the oestrogen receptor status known", "", "any"),
    ("HER2 expression defined by IHC 2+ or 3+", "positive", ""),
    ("HER2 expression defined by IHC 1+, 2+ or 3+", "low positive", ""),
    ("Any degree of HER2 expression on the biopsy, defined by IHC as 1+, 2+ or 3+", "low positive", ""),
    ("HER2 expression (IHC 1+, 2+ or 3+)", "low positive", ""),
    ("HER2 expression, 1+, 2+ or 3+", "low positive", ""),
    ("HER2-expressing disease (IHC 1+ to 3+)", "low positive", ""),
    ("Tumours that express HER2, defined as IHC 1+ or 2+", "low", ""),
    ("HER2 expression, meaning IHC 2+ or 3+", "positive", ""),
    ("HER2-low defined by IHC 1+ or 2+/ISH-", "low", ""),
    ("HER2-positive defined by IHC 3+", "positive", ""),
    ("Positive for the oestrogen receptor, and 0 or +1 for HER2 by immunohistochemistry", "negative", "positive"),
    ("Tumours positive for the hormone receptors and 0 or 1+ for HER2", "negative", "positive"),
    ("ER-positive and 3+ for the HER2 receptor", "positive", "positive"),
    ("ER at least 10 % and 0 or 1+ for HER2", "negative", "positive"),
    ("Histopathology with complete receptor profile (ER/PR/HER2)", "any", "any"),
    ("Receptor characterisation (ER, PR, HER2) of the primary", "any", "any"),
    ("ER and/or PR positive by the guideline and any HER2", "any", "positive"),
    ("HER2 by IHC score 1-2+ and confirmed as FISH positive", "positive", ""),
    ("Ductal carcinoma, T1 or T2 with ER-positive disease", "", "positive"),
    ("Post menopausal women with a history of estrogen positive breast cancer", "", "positive"),
    ("HER2 negative and either ER or PR positive tumours: must be refractory to hormonal therapy", "any", "any"),
    ("Documented evaluation of the tumour for hormone receptor (ER and PR) status and HER2 status", "any", "any"),
    ("Confirmed ER, PR and HER2 status on the biopsy", "any", "any"),
    ("Complete assessment of the phenotype of the tumour (ER, PgR, HER2 and Ki-67)", "any", "any"),
    ("Characterisation of the primary for ER, PgR and HER2", "any", "any"),
    ("Biomarker assessment (ER/PR/HER2) available", "any", "any"),
    ("Tumours of all receptor types may be enrolled", "any", "any"),
    ("Receptor status is of no importance", "any", "any"),
    ("Women with node-positive disease. Any ER, PR or HER2.", "any", "any"),
    ("HER2 whichever", "any", ""),
    ("HER2 disease of either kind", "any", ""),
    ("ERpos/PRneg and HER2neg disease", "negative", "positive"),
    ("ERneg, PgRneg, HER2pos", "positive", "negative"),
    ("Hormone-receptive-positive tumours", "", "positive"),
    ("Hormone-receptive breast cancer", "", "positive"),
    ("Triple-negative and inflammatory cancers must have exhausted all standard treatment", "any", "any"),
    (
        "Tumours with HER2 3+, a ratio of at least 2.0, or above 6.0 copies are not eligible",
        "negative",
        "",
    ),
    ("Consent to the determination of the Recurrence Score (HR-positive patients)", "", "any"),
    ("Stage II to III; stage I only if HER2-positive", "any", ""),
    (
        "N0 and at least two criteria of the following: grade 3, T2, negative hormone receptors",
        "",
        "any",
    ),
    ("Patients whose tumour expresses HER2 must have received trastuzumab", "any", ""),
    ("ER: +; PR: +/-; HER2: -", "negative", "positive"),
    ("HER2 (0/+)", "negative", ""),
    ("High-risk HR+/HER2-negative cancer is defined as ER of at least 1% and grade III", "", ""),
    ("HER2-positive tumours may enter after failure of trastuzumab", "any", ""),
    ("HR-positive disease: refractory to endocrine therapy", "", "any"),
    ("Endocrine therapy is required for patients having ER-positive tumours", "", "any"),
    ("HER2-positive disease is only eligible after trastuzumab", "any", ""),
    ("T1c with G2-3, or ER-negative, or below 35 years", "", "any"),
    ("Receptor status known", "", "any"),
    ("HER2-positive patients should receive trastuzumab", "any", ""),
    ("TNBC patients may have had up to two lines", "any", "any"),
    ("HER2 FISH ratio < 2.0", "negative", ""),
    ("HER2/CEP17 ratio ≥ 2.0", "positive", ""),
    ("Expression of ER and/or PgR", "", "positive"),
    ("ER, PR or both positive", "", "positive"),
    ("Node-negative with any of the following factors; 1) grade 3; 2) ER negative and PR negative; 3) age", "", "any"),
    ("Any of the following: 1) ER negative; 2) grade 3; 3) age below 35 years", "", "any"),
    ("At least one of: i. grade 3; ii. ER negative; iii. T2", "", "any"),
    ("HR positive, with one of the following: 1) 4 positive nodes; 2) grade 3", "", "positive"),
    ("Any of the following: 1) HER2 3+; 2) HER2 2+ and FISH positive", "positive", ""),
    ("All of the following: 1) ER negative; 2) PR negative; 3) grade 3", "", "negative"),
    ("Regardless of ER, HER2-positive", "positive", "any"),
    ("Whatever the ER and PR status, HER2 must be overexpressed", "positive", "any"),
    ("Any HR status, HER2 negative", "negative", "any"),
    ("ER status, grade, Ki-67 and p53 must be known", "", "any"),
    ("ER, PR, HER2, grade and Ki-67 available", "any", "any"),
    ("Previously documented as negative for ER, PR and HER2", "negative", "negative"),
    ("IHC 1+, or 2+ without amplification by FISH", "low", ""),
    ("HER2-low (IHC 1+) or HER2 0", "low zero", ""),
    ("ER nuclear staining in at least 10 percent of cells", "", "positive"),
    ("ER and HER2 status play no role", "any", "any"),
    ("ER-positive patients - prior endocrine therapy required", "", "any"),
    ("Adjuvant trastuzumab allowed (HER2-positive disease)", "any", ""),
    ("ER-positive cancer that must have progressed on tamoxifen", "", "positive"),
    ("TNBC defined as ER < 1%；HER2 1+", "negative", "negative"),
    ("Metastatic breast cancer with the exception of HER2-positive disease", "negative", ""),
    ("Any breast cancer except HER2-positive tumours", "negative", ""),
    ("Breast cancer of every subtype apart from HER2 3+", "negative", "any"),
    ("Early breast cancer (HER2-positive tumours excepted)", "negative", ""),
    ("Women whose contralateral cancer was ER-positive", "", ""),
    ("ER and PR must be determined; the cancer of the other breast may be an ER-positive one", "", "any"),
    ("For women with ER-positive disease in cohorts 1 and 2: progression on tamoxifen", "", "any"),
    ("Subjects with HER2-positive tumours: progression after trastuzumab", "any", ""),
    ("HR-positive patients need not have received tamoxifen", "", "any"),
    ("HER2-negative disease after a taxane, or patients with HR-positive disease after tamoxifen", "negative", "any"),
    ("Endocrine-resistant disease or patients with ER-negative tumours", "", "any"),
    ("Hormonal status known", "", "any"),
    ("Hormonal status known (pre- or postmenopausal)", "", ""),
    ("HR-known/HER2-negative", "negative", "any"),
    ("Luminal subtype, any HER2", "any", "positive"),
    ("Overexpression of cerbB2", "positive", ""),
    # a second test that need not be done, hormones in the plural, and "hormone-positive" before HER2
    ("Local results suffice; central confirmation of HER2 status is not required", "", ""),
    ("Repeat testing of ER status is not necessary", "", ""),
    ("Central review of HER2 status is not needed; the tumour must be HER2-negative", "negative", ""),
    ("HER2 testing is not needed", "any", ""),
    ("Positives hormones receptors", "", "positive"),
    ("Positive oestrogens and progesterone receptors", "", "positive"),
    ("Hormone-positive, HER2-negative", "negative", "positive"),
    ("Hormonal-positive/HER2-negative breast cancer", "negative", "positive"),
    ("Hormone-negative and HER2-positive", "positive", "negative"),
    ("HR-positive cancer of low expression (10% ≤ ER < 50%)", "", "positive"),
    # shares of cells, and signs that are mere hyphens
    ("The tumour's positive ER/PR rate is <1%", "", "negative"),
    ("Positive rate of ER < 1% and of PR < 1%", "", "negative"),
    ("Negative for ER, with less than 1% of cells positive for ER", "", "negative"),
    ("Fewer than 1% of the cells are positive for oestrogen receptor", "", "negative"),
    ("At most 1% of cells stain positive for ER", "", "negative"),
    ("ER-positive in more than 10% of cells", "", "positive"),
    ("ER positivity rate ≥1%", "", "positive"),
    ("Positive ER (10% or more); ER- and PR-assays are done by the laboratory", "", "positive"),
    ("Local ER-, PR- and HER2-determination required", "any", "any"),
    ("ER- and PR- cancer", "", "negative"),
    ("Receptor (ER/PR/HER2) status must be known", "any", "any"),
    ("HER2 0, 1+; or 2+ and FISH-negative", "negative", ""),
    ("HER2 3+; or 2+ and FISH-positive", "positive", ""),
    # amplification that is negative
    ("HER2 gene amplification must be negative by FISH", "negative", ""),
    ("HER2 amplification: negative", "negative", ""),
    ("HER2 overexpression was negative", "negative", ""),
    ("HER2-negative (if 2+, FISH must confirm that HER2 amplification is negative)", "negative", ""),
    ("HER2-overexpressing, ER-negative cancer", "positive", "negative"),
    # other names, lists of subtypes, and of what does not matter
    ("Stage III (RH positive) or stage IIB (RH negative)", "", "any"),
    ("RH-positive breast cancer", "", "positive"),
    ("RH+ HER2- breast cancer", "negative", "positive"),
    ("With or without HER2+, ER+, and/or PR+ disease", "any", "any"),
    ("Irrespective of ER+, PR+ or HER2+ status", "any", "any"),
    # a first tumour, a second one, and what some have received
    (
        "Women initially diagnosed with ER+ disease must have triple-negative disease in a metastasis",
        "negative",
        "negative",
    ),
    ("Those first diagnosed with HER2-positive cancer require proof of TNBC", "negative", "negative"),
    ("HER2-positive cancer initially diagnosed in stage II", "positive", ""),
    ("A HER2-negative spot of cancer, in addition to their primary HER2-positive tumour, is eligible", "positive", ""),
    ("Patients with HR-positive disease have received endocrine therapy", "", "any"),
    ("Women with ER-positive tumours (1% or more) have undergone at least one endocrine therapy", "", "any"),
    ("Patients with HER2-positive disease have been treated with trastuzumab", "any", ""),
    ("Patients have HER2-positive cancer and have received trastuzumab", "positive", ""),
    ("Patients with HER2-positive breast cancer who have received trastuzumab", "positive", ""),
    ("At least 2 regimens for non-TNBC or at least 1 for TNBC", "any", "any"),
    ("At least one line for TNBC", "negative", "negative"),
    ("For HER2-positive disease prior trastuzumab is required", "any", ""),
    # names cut by brackets, and other spellings
    ("oestrogen and/or progesterone (PgR) receptor positive breast cancer", "", "positive"),
    ("Hormone (estrogen or progesterone) receptor positive tumour", "", "positive"),
    ("Estrogen- and/or progesterone positive tumour", "", "positive"),
    ("positive estrogen (ER) and/or progesterone (PgR) receptors", "", "positive"),
    ("ER ≥ 10 fmol/mg cytosol protein", "", "positive"),
    ("progesterone test positive", "", ""),
    ("Tripple negative breast carcinoma", "negative", "negative"),
    # tested, optional, or done for some only
    ("ER and PR assay carried out on the primary tumour", "", "any"),
    ("Hormone receptors (ER, PgR) measured in the surgical specimen", "", "any"),
    ("Estrogen and progesterone (or estrogen alone) receptor status known or pending", "", "any"),
    ("A biopsy for analysis of estrogen receptor expression after progression is optional", "", ""),
    ("HER2 and hormone receptor status are mandatory", "any", "any"),
    ("ER/PR status required before registration", "", "any"),
    ("Clear HER2 and hormone receptor status", "any", "any"),
    ("ER and/or PgR positivity should be in accordance with local policy", "", "any"),
    ("HER2 positivity determined by the central laboratory", "positive", ""),
    ("HR arbitrary, HER2-positive", "positive", "any"),
    ("HER2-positive; any ER and PR expressions are permitted but must be known", "positive", "any"),
    # the other oestrogen receptor
    ("Triple-negative tumours that express estrogen receptor beta", "negative", "negative"),
    ("ERβ-positive, ER-negative and PR-negative", "", "negative"),
    # refused from a date on, or by a diagnosis
    ("ER-negative patients are no longer eligible", "", "positive"),
    ("No diagnosis of HER2-positive disease (3+ or amplified)", "negative", ""),
    ("ER-positive status required", "", "positive"),
    ("ER status required for HER2-negative patients", "negative", ""),
    # a receptor that names a kind of cancer beside triple-negative disease
    ("TNBC, ER/PR breast cancer, gastric cancer", "negative", "any"),
    ("HR breast cancer or triple-negative breast cancer", "negative", "any"),
    ("Triple-negative breast cancer, ER/PR status known", "negative", "any"),
    ("Triple-negative (ER, PR, HER2 negative) breast cancer", "negative", "negative"),
    # rich, poor, and responsive to hormones or not
    ("ER-rich tumours", "", "positive"),
    ("Hormone receptor poor breast cancer", "", "negative"),
    ("ER-positive, poor prognosis", "", "positive"),
    ("Positive steroid receptors", "", "positive"),
    ("Endocrine non-responsive tumours", "", "negative"),
    ("Hormone-insensitive breast cancer", "", "negative"),
    ("Non-hormone-sensitive disease", "", "negative"),
    ("Hormone-resistant disease", "", ""),
    # an earlier cancer of some
    ("If the woman has a history of ER-positive cancer, tamoxifen must have been offered", "", "any"),
    ("The woman has a history of ER-positive cancer", "", "positive"),
    ("Patients with unknown hormone receptor status are not eligible", "", "any"),
    ("Unknown HER2 status is allowed", "any", ""),
    ("HER2 must be FISH-negative if the stain is 2+ or 3+", "negative", ""),
    ("patients with negative, 0 or 1+ immunohistochemical stain for HER2 are eligible", "negative", ""),
    ("HER2 status must be known (FISH to be done on tumours with 2+ staining)", "any", ""),
    # HER2-low, ultralow, zero
    (
        "Centrally assessed HER2-low status, i.e. IHC 1+ or IHC 2+ without gene amplification, in a recent biopsy",
        "low",
        "",
    ),
    ("HER2 IHC 0 with faint membrane staining in 10% of tumour cells or less (ultralow)", "ultralow", ""),
    ("HER2-low or HER2-ultralow expression, hormone receptor-positive disease", "low ultralow", "positive"),
    ("Tumour must score 0 for HER2 by immunohistochemistry", "zero", ""),
    ("HER2 1+, or 2+ with a FISH ratio below 2.0", "low", ""),
    ("Patients with a HER2 score of 1+ and those with 2+ and a negative ISH result", "low", ""),
    ("Breast cancer with HER2 expression (IHC 1+, 2+ or 3+)", "low positive", ""),
    ("HER2 IHC ≥1+ on archival tissue", "low positive", ""),
    # scores and hybridisation
    ("HER2 3+, or 2+ with a FISH ratio of 2.0 or higher", "positive", ""),
    ("HER2: IHC score 0-1+ or 2+ and FISH (-)", "negative", ""),
    ("HER2 status: negative (IHC 0, 1+ or 2+; if IHC 2+, a negative ISH test is required)", "negative", ""),
    ("HER2 overexpression was ruled out (IHC 0 to 1+, or FISH not amplified)", "negative", ""),
    (
        "HER2-positive by local laboratory (FISH-amplified and/or IHC 3+); central confirmation not needed",
        "positive",
        "",
    ),
    ("HER2 positive (score 3+ by IHC or ratio >2 by FISH)", "positive", ""),
    ("HER2 negative tumour: IHC 0-1+, or FISH ratio <2", "negative", ""),
    ("ER and/or PR ≥1%, with HER2 0, 1+ or 2+/FISH-", "negative", "positive"),
    ("c-erbB2 (+++)", "positive", ""),
    ("HER2（3＋）or FISH（＋）", "positive", ""),
    ("HER2 2+ by IHC", "needs_review", ""),
    ("HER2 2+ (ISH result pending)", "needs_review", ""),
    # bare numbers are scores beside the scale, and count something behind other words
    ("HER2 0 or 1 by immunohistochemistry", "negative", ""),
    ("HER2 staining must be 2 or 3", "positive", ""),
    ("HER2 (0) tumours", "zero", ""),
    ("HER2 IHC 1+ or 2 tumours", "low", ""),
    ("Up to 3 earlier anti-HER2 regimens, at least 1 of them with pertuzumab", "", ""),
    ("At most 3 anti-HER2 combinations were given before, 1 or 2 in the metastatic setting", "", ""),
    ("HER2 IHC 3+ with at least 1 measurable lesion", "positive", ""),
    ("HER2-positive by IHC, having had 0, 1 or 2 lines for metastatic disease", "positive", ""),
    # grouped by a status, whichever it is
    ("Women will be categorised by age and hormone-receptor status", "", "any"),
    ("Participants are grouped by ER status and nodal involvement", "", "any"),
    ("Patients are subdivided by menopausal status; their tumours are ER-positive", "", "positive"),
    ("Breast cancer classified by the local laboratory as hormone receptor-positive", "", "positive"),
    # odd signs
    ("ER (+), PR (-), HER-2/neu (-)", "negative", "positive"),
    ("ER（＋）and/or PR（＋）,HER2（－）", "negative", "positive"),
    ("Her2neu negative, ER/PR positive", "negative", "positive"),
    ("ER+ and/or PgR+, HER2-, T2N0", "negative", "positive"),
    ("HER2- N1 disease", "negative", ""),
    ("ER-positive, HER2-negative, T1c-2 tumours", "negative", "positive"),
    # subtypes
    ("Luminal B-like (HER2 negative) tumours with Ki-67 of 20% or more", "negative", "positive"),
    ("Basal-like or HER2-enriched by PAM50", "", ""),
    ("Immunohistochemically triple-positive breast cancer", "positive", "positive"),
    ("Triple-negative disease, i.e. ER <1%, PR <1% and no HER2 overexpression", "negative", "negative"),
    # hormone receptors
    ("ER <10 % and PgR <10 % by IHC, HER2 not amplified", "negative", "negative"),
    ("ER ≥10 % of nuclei stained, whatever the PgR", "", "positive"),
    ("ER Allred score of 3 or more", "", "positive"),
    ("Oestrogen receptor positive, defined as an Allred score ≥3/8", "", "positive"),
    ("Male or female, HR-positive (ER Allred 4-8)", "", "positive"),
    ("ER-low tumours (1-9 %) may be enrolled as well", "", "positive"),
    ("Carcinomas with neither ER nor PgR expression", "", "negative"),
    ("estrogen receptors (ER) and progesterone receptors (PgR) both negative", "", "negative"),
    ("At least one of ER or PgR must be positive", "", "positive"),
    ("PgR-positive and ER-negative", "", "positive"),
    ("Hormone receptor status may be positive or negative", "", "any"),
    ("Either ER-positive or ER-negative tumours are acceptable", "", "any"),
    ("hormone-receptor status: known", "", "any"),
    # any
    ("Any ER and PgR status; HER2 must be negative", "negative", "any"),
    ("HER2-positive or HER2-negative disease is allowed", "any", ""),
    ("Patients can enter irrespective of HER2 and hormone receptor expression", "any", "any"),
    ("Tumours with known ER, PgR and HER2 results", "any", "any"),
    ("HER2 testing must have been performed before randomisation", "any", ""),
    ("HR+/HER2+ or HR-/HER2+ disease", "positive", "any"),
    # subgroups
    ("Patients with HER2-positive disease must have progressed on trastuzumab", "any", ""),
    ("If ER-positive, progression on at least one line of endocrine therapy", "", "any"),
    ("In HER2-positive patients, left ventricular ejection fraction of at least 50 %", "any", ""),
    ("Endocrine therapy has to be completed 2 weeks before entry in women with ER-positive tumours", "", "any"),
    ("Previous trastuzumab is allowed for patients with HER2-positive breast cancer", "any", ""),
    ("Tamoxifen is permitted in ER+ patients", "", "any"),
    ("Women with HER2-overexpressing tumours, should have been given trastuzumab before", "any", ""),
    ("Patients with oestrogen receptor-expressing cancer may in addition have had treatment with tamoxifen", "", "any"),
    ("HR-positive patients must be candidates for chemotherapy", "", "any"),
    ("For those women whose cancer is ER+ and/or PR+ one of these conditions should be fulfilled", "", "any"),
    ("Subjects whose tumour is ER+ or of unknown status will only be included if endocrine therapy failed", "", "any"),
    ("Women over 70 with ER-positive cancer and clinically negative nodes are also eligible", "", "any"),
    ("Must not have had trastuzumab before (but may be HER2-positive)", "any", ""),
    ("HER2-negative; in phase I, patients may have HER2-positive disease", "any", ""),
    ("Patients with HER2-positive or negative tumours (HER2 positivity means IHC 3+)", "any", ""),
    ("Must be ER-positive, HER2-positive or HER2-negative, and of grade 1", "any", "positive"),
    ("Any oestrogen receptor,", "", "any"),
    ("Written documentation of HER2 status by IHC or FISH", "any", ""),
    ("ER-positive patients who are pregnant are not eligible", "", ""),
    ("HER2-positive patients are not eligible", "negative", ""),
    # names and lists
    ("ER, progestin receptor (PR) and HER2/neu receptor (HER2) negative status", "negative", "negative"),
    ("Hormone receptor (oestrogen receptor [ER] or progesterone receptor [PgR]) positive cancer", "", "positive"),
    ("Epidermal growth factor receptor (HER2)-negative disease by FISH (FISH) or 0 or 1+ by IHC", "negative", ""),
    ("ErbB2- (HER2/neu-) overexpressing breast cancer", "positive", ""),
    ("Non-triple-negative breast cancer", "", ""),
    ("Lung cancer, breast cancer (HER2-positive or triple-negative) or pancreatic cancer", "any", "negative"),
    # what a status means, beside the one that is asked for
    ("HER2-negative disease. HER2 is positive if: i. IHC 3+; ii. amplified by ISH", "negative", ""),
    ("HER2-negative tumour. A HER2-positive test result includes a copy number of 6 or more", "negative", ""),
    ("HER2-negative cancer. HER2 positivity means IHC 3+ or a ratio of at least 2", "negative", ""),
    ("ER-negative cancer. ER is positive if at least 10% of the nuclei stain", "", "negative"),
    ("Known HER2 status. HER2 is positive if IHC is 3+. HER2 is negative if IHC is 0", "any", ""),
    ("HER2-negative or HER2-positive disease. HER2 is positive if IHC is 3+", "any", ""),
    ("HER2-negative disease. The positive/negative status of ER and PR is confirmed", "negative", "any"),
    ("Invasive carcinoma (any histological type and ER, PR, HER2 status)", "any", "any"),
    ("Women over 70 with ER+ tumours of up to 2 cm may enroll without axillary surgery", "", "any"),
    ("Sentinel node biopsy (may be omitted in women over 70 with ER-positive tumours)", "", "any"),
    ("HER2-negative breast cancer. For triple-negative tumours PD-L1 must be known", "negative", "any"),
    # refusals and histories among the inclusion criteria
    ("History of ER+ breast cancer treated with tamoxifen for 5 years", "", "positive"),
    ("TNBC; earlier cancers of other phenotypes (e.g. HER2-positive) must have been resected", "negative", "negative"),
    ("HER2-negative breast cancer; a history of HER2-positive disease is not allowed", "negative", ""),
    ("No earlier diagnosis of HER2-positive breast cancer", "negative", ""),
    ("HER2-positive patients are excluded, as are triple-negative ones", "negative", "positive"),
    ("HER2-positive; HER2-low tumours are excluded", "positive", ""),
    ("Not HER2-positive", "negative", ""),
    ("Absence of HER2 amplification or overexpression", "negative", ""),
    ("Lack of expression of ER, PgR and HER2", "negative", "negative"),
    ("A second HER2-positive focus smaller than 5 mm is permitted", "", ""),
    # mutations and undecided words
    ("ERBB2-activating mutation without ERBB2 amplification", "mutated negative", ""),
    ("HER2-mutant or HER2-amplified solid tumours including breast cancer", "mutated positive", ""),
    ("Tumours must express HER2", "needs_review", ""),
    ("Eligible for treatment with trastuzumab", "needs_review", ""),
    # cohorts
    ("Cohort 1: TNBC. Cohort 2: HR+/HER2-.", "negative", "any"),
    ("Arm A, HER2 3+; arm B, HER2 1+ or 2+/ISH-", "positive low", ""),
    # definitions
    ("HER2-negative (IHC 0 or 1+; or IHC 2+ with FISH ratio < 2.0 or HER2 copy number < 4)", "negative", ""),
    ("Documented HER2 status as 0, 1+, or 2+ (ISH-) per ASCO/CAP", "negative", ""),
    ("ER-positive (>= 1%); HER2 IHC 0 or 1+; if 2+, FISH must be non-amplified", "negative", "positive"),
    ("HER2-low (IHC 2+/ISH- or IHC 1+ [ISH- or untested])", "low", ""),
    ("Has a history of low HER2 expression, defined as IHC 2+/ISH- or IHC 1+", "low", ""),
    ("HER2-positive: IHC 3+ and/or ISH-amplified (ratio ≥ 2.0)", "positive", ""),
    ("Confirmed HER2 gene amplification by NGS, FISH or IHC 3+", "positive", ""),
    ("HER2 positive (if 2+ by IHC, amplified by FISH)", "positive", ""),
    ("inoperable HER-2 overexpressing (IHC +++ or FISH+) carcinoma", "positive", ""),
    (
        "ER negative (<10% staining) and PR negative (<10%), HER2 negative (0-1+ or FISH ratio<1.8)",
        "negative",
        "negative",
    ),
    ("HER2 0/1+/2+ without amplification", "negative", ""),
    ("HER2 1+/2+ (FISH-)", "low", ""),
    # lists
    ("ER, PR-negative, HER2-positive", "positive", "negative"),
    ("ER (−) PR (−) HER2 (3+)", "positive", "negative"),
    ("ER neg/PR neg/Her2 pos", "positive", "negative"),
    ("ER pos, PR pos/neg, HER2 neg", "negative", "positive"),
    ("ER+/PR±/HER2-", "negative", "positive"),
    ("Tumors must be negative for estrogen receptor, progesterone receptor and HER2/neu", "negative", "negative"),
    ("HER2-positive or HR-positive disease", "positive", "positive"),
    ("Lymph node-negative, hormone-receptor positive, HER2-negative", "negative", "positive"),
    # other markers
    ("HER2-negative, ER-negative (ER<1%) and AR-positive", "negative", "negative"),
    ("AR-positive TNBC", "negative", "negative"),
    ("EGFR-positive and HER2-negative", "negative", ""),
    ("Node-positive, ER+ disease", "", "positive"),
    # unknown and any
    ("HER-2 unknown or HER-2 negative", "negative", ""),
    ("HER2 negative or unknown", "negative", ""),
    ("Hormone receptor positive or unknown", "", "positive"),
    ("ER-positive disease is mandatory. PR and HER2 may be of any status.", "any", "positive"),
    ("Patients of all HER2 subtypes are eligible", "any", ""),
    ("No restriction on ER, PR or HER2 status", "any", "any"),
    ("Patients may be included independently of HER2 status", "any", ""),
    ("Evaluation of ER, PgR and HER2, is mandatory", "any", "any"),
    ("HER2 evaluation of the primary tumour is mandatory", "any", ""),
    ("HER2 status may be unknown, negative or positive", "any", ""),
    ("Hormone receptor-positive, any HER2", "any", "positive"),
    ("No known metastases Hormone receptor status: Any", "", "any"),
    ("HER2 overexpression is not required", "any", ""),
    ("The cancer must not show, at diagnosis or on a later biopsy, overexpression of HER2", "negative", ""),
    ("Known hormone receptor status, HER2-negative", "negative", "any"),
    # parts of the patients
    ("Subjects with HR+ tumours must have exhausted endocrine options", "", "any"),
    ("HER2-positive participants are eligible only after progression on T-DXd", "any", ""),
    ("For the HER2+ cohort only: LVEF ≥ 50%", "any", ""),
    ("Premenopausal women with HR+ cancer must take goserelin", "", "any"),
    ("HR+ patients need to be on stable endocrine therapy", "", "any"),
    ("Male breast cancer patients with ER+ disease are eligible", "", "positive"),
    ("Was never previously HER2-positive (IHC 3+ or ISH+) on prior pathology testing", "", ""),
    ("Cohort B only: HER2-low tumour", "low", ""),
    ("ER-negative disease OR hormone-refractory disease", "", "any"),
    ("A sentinel biopsy may be omitted in women with ER-positive tumours", "", "any"),
    ("TNBC (must have been treated with a taxane before)", "negative", "negative"),
    ("HER2-negative breast cancer with HER2-positive circulating tumour cells", "negative", ""),
    # as registries of other countries write
    ("IHC: ER(+), PR(+), HER-2(0~1+), or HER-2(2+) with FISH negative", "negative", "positive"),
    ("Immunohistochemistry showed ER negative, PR negative and HER2 negative", "negative", "negative"),
    ("HER2 positive refers to immunohistochemistry +++ or ++ with FISH positive", "positive", ""),
    ("HER2-negative confirmed by IHC (0, 1+) or ISH(-)", "negative", ""),
    ("Patients with ER positive (10% or more), HER2 negative", "negative", "positive"),
    ("Documented ER-positive (≥1% ) and HER2 – negative tumour", "negative", "positive"),
    ("HER2 –ve, ER +ve", "negative", "positive"),
    ("ER >/= 1% , PgR >/= 1%", "", "positive"),
    ("ER and/or PgR must be = 10%", "", "positive"),
    ("H-score for ER >= 50", "", "positive"),
    ("HER2 IHC=0", "zero", ""),
    ("Tumours with HER2 IHC 1+ and above", "low positive", ""),
    ("HER2 IHC 2+ (any FISH result)", "low positive", ""),
    ("HER2 IHC 3+, or 2+ regardless of ISH", "low positive", ""),
    ("HER2 IHC 2+ or less must be amplified by FISH", "positive", ""),
    ("HER2 IHC 0, ultralow or low", "low ultralow zero", ""),
    ("FISH-amplified HER2", "positive", ""),
    ("HER2 non-amplified by DDISH", "negative", ""),
    ("Breast cancer other than HER2-positive", "negative", ""),
    ("ER+ve/PR+ve/HER2-ve", "negative", "positive"),
    ("HER-2: negative; ER: positive; PR: any", "negative", "positive"),
    ("HER2 non overexpressing (IHC 0, 1 or 2 with negative FISH)", "negative", ""),
    ("Her2 3 + by IHC", "positive", ""),
    ("IHC 3+ for HER2", "positive", ""),
    ("overexpression of the HER2 protein (3+) or amplification of the HER2 gene", "positive", ""),
    ("No amplification of HER2 by FISH", "negative", ""),
    ("tumour negative for HER2 amplification", "negative", ""),
    ("HER2-normal breast cancer", "negative", ""),
    ("hormone receptor status negative", "", "negative"),
    ("estrogen-receptor-positive (ER+) disease", "", "positive"),
    ("Oestrogen and progesterone receptor negative", "", "negative"),
    ("Nonmetastatic ER+/HER2- (luminal) BC", "negative", "positive"),
    ("For patients with multifocal disease, all tumours must be HER2-negative", "negative", ""),
    ("Subjects whose tumour is ER+ must be postmenopausal", "", "any"),
    ("HER2-positive (Arm 1) or HER2-low (Arm 2)", "positive low", ""),
    ("at least 10% ER-positive cells", "", "positive"),
    ("ER-positive cells <1%", "", "negative"),
    ("ER 0%, PR 0%, HER2 0", "zero", "negative"),
    ("ER expression of 1% to 100%", "", "positive"),
    ("ER and PR expression <1%", "", "negative"),
    ("ER and/or PR >10%", "", "positive"),
    ("low ER expression (1%-10%)", "", "positive"),
    ("Advanced TNBC (HER2 0 or low)", "zero low", "negative"),
    ("HER2-negative including HER2-low", "negative low", ""),
    ("Patients whose tumour is ER-negative with PR status unknown must have the PR assayed", "", "any"),
    ("Patients with ER-positive breast cancer on tamoxifen who have rising markers may continue it", "", "any"),
    ("No previous breast cancer known to overexpress HER2", "negative", ""),
    ("No known HER2-positive disease", "negative", ""),
    ("No chemotherapy for HER2-positive disease", "any", ""),
    ("T1b to T4, irrespective of hormonal status", "", "any"),
    ("HER2 expression must be determined before study entry", "any", ""),
    ("HER2-negative disease; HER2-positive patients only if they had trastuzumab before", "any", ""),
    ("HER2-positive disease is allowed only if trastuzumab was given", "any", ""),
    ("Only HER2-negative tumours are allowed", "negative", ""),
    ("Subjects with a history of atypia, LCIS or ER-positive DCIS must have been counselled", "", "any"),
    ("Node-positive or HER2-positive breast cancer", "any", ""),
    ("Node-negative disease that is HER2-positive OR >= 2.0 cm in size", "any", ""),
    ("Node-positive or high-risk node-negative HER2-positive breast cancer", "positive", ""),
    ("Triple-negative or non-triple-negative breast cancer", "any", "any"),
    ("LVEF > 50% (HER2-positive patients only)", "any", ""),
    ("A MUGA scan within 4 weeks for patients with HER2-positive disease", "any", ""),
    ("Allred score of 6-8 for ER", "", "positive"),
    ("At least 1% positive tumour nuclei for oestrogen receptor", "", "positive"),
    ("Fewer than 10% of cells staining for ER and PR", "", "negative"),
    ("Non-luminal breast cancer", "", ""),
    ("Positive or unknown hormone receptor status", "", "positive"),
    ("6 or 12 months of tamoxifen depending on receptor status", "", "any"),
    ("T1c-3, N0 with at least one of: ER negative, grade 3, age < 35 years", "", "any"),
    ("HER2-negative breast cancer including triple-negative", "negative", "any"),
    ("Breast cancer (any subtype)", "any", "any"),
    ("Lymphoma of any histological subtype", "", ""),
    ("HER2-positive patients may continue trastuzumab", "any", ""),
    ("Oestrogen-sensitive tumour", "", "positive"),
    ("Prior adjuvant trastuzumab for HER2-positive disease is allowed", "any", ""),
    ("Must have received prior endocrine therapy for ER-positive metastatic breast cancer", "", "positive"),
    ("Completed trastuzumab for HER2+ early breast cancer", "positive", ""),
    ("Trastuzumab for HER2-positive metastatic breast cancer is allowed", "any", ""),
    ("ER-positive tumours must have a recurrence score above 25", "", "any"),
    ("HER2-positive patients need an LVEF of 50%", "any", ""),
    ("ER-positive breast cancer; the contralateral cancer may be ER-negative", "", "positive"),
    ("HER2-negative disease; bilateral cancers are eligible provided both are ER-positive", "negative", ""),
    ("ER positive (PR and HER2 any)", "any", "positive"),
    ("Planned to receive at least 5 years of endocrine therapy for ER+ breast cancer", "", "positive"),
    ("Diagnosis of HER2-positive breast cancer, stage I to III", "positive", ""),
    ("Previously diagnosed with ER+ breast cancer", "", "positive"),
    ("Prescribed endocrine therapy for hormone receptor-positive breast cancer", "", "positive"),
    ("Receptor status (ER, PR, HER2) must be documented", "any", "any"),
    ("Negative for all three receptors (ER, PR, HER2)", "negative", "negative"),
    # permitted is something else than the group before it
    ("HER2-positive breast cancer (earlier trastuzumab is allowed)", "positive", ""),
    ("HR-positive, HER2-negative breast cancer (disease of the bones only is permitted)", "negative", "positive"),
    ("HER2-positive metastatic breast cancer, earlier adjuvant trastuzumab permitted", "positive", ""),
    ("ER-positive cancer (HER2-positive or -negative allowed)", "any", "positive"),
    ("Triple-negative breast cancer (brain metastases are allowed if treated)", "negative", "negative"),
    # refused, but for those who cannot have the drug; names and scores in brackets of brackets
    (
        (
            "No candidate for trastuzumab (i.e. HER2-positive disease (amplified by in situ hybridisation (FISH) or "
            "3+ by ICH) and women of unknown status are ineligible unless trastuzumab is inappropriate)"
        ),
        "negative",
        "",
    ),
    # more spellings of scores and of low
    ("HER2/CEP17 ratio greater than or equal to 2", "positive", ""),
    ("HER2 low or ultra-low expression", "low ultralow", ""),
    ("HER2-(ultra)low advanced breast cancer", "low ultralow", ""),
    ("Normal HER2 expression", "negative", ""),
    ("Overexpression of p185HER2", "positive", ""),
    ("Cancer with HER2-tumour expression", "needs_review", ""),
    ("HER2-positive disease on any prior biopsy", "positive", ""),
    ("Triple-negative cancer (ER negative (positive percentage < 1%), HER2 negative)", "negative", "negative"),
    # any status, behind other things that do not matter either
    ("T-DXd was given regardless of the line of therapy, HR and HER2 expression level", "any", "any"),
    ("Eligibility will not be affected by hormone receptor status", "", "any"),
    ("Documented hormonal status (ER, PgR)", "", "any"),
    # of a part of the patients
    ("Hormonal contraceptives are not permitted in women who are hormone receptor positive", "", "any"),
    ("Tumours that are HER2-positive require previous treatment with trastuzumab", "any", ""),
    (
        "At least one hormone therapy in ER-positive disease, at least two regimens in HER2-positive disease",
        "any",
        "any",
    ),
]
EXCLUSION = [
    ("Any expression of ER or PR", "", "negative"),
    ("Metastatic HER2-positive disease of the brain", "", ""),
    ("No HER2 result available", "any", ""),
    ("Patients in whom ER and PR were not measured", "", "any"),
    ("Documented history of HER2-positive breast cancer", "negative", ""),
    ("Use of an antibody-drug conjugate (HER2+ breast cancer)", "", ""),
    ("Immune checkpoint inhibitors (triple-negative breast cancer)", "", ""),
    ("Patients who should receive anti-HER2 antibodies", "negative", ""),
    ("Candidates for trastuzumab", "negative", ""),
    ("Cancers that have no approved indication for trastuzumab", "", ""),
    ("Patients with HER2 overexpression had used, or are using, or intend to use trastuzumab", "", ""),
    ("HER2-positive cancer or pregnancy", "negative", ""),
    # a status that nobody knows
    ("Unknown ER or PR status", "", "any"),
    ("HER2 status not determined", "any", ""),
    ("HER2-positive or HER2 unknown", "negative", ""),
    ("Unknown BRCA status", "", ""),
    ("HER2-positive disease (patients with unknown HER2 status are eligible)", "negative", ""),
    ("HER2-overexpressing tumour (unless the status cannot be determined)", "negative", ""),
    ("HER2-positive disease (those who are HER2-positive and refuse trastuzumab are eligible)", "", ""),
    ("Known HER2-positive status", "negative", ""),
    ("Tumours that over-express HER2 (3+) or are FISH-positive", "negative", ""),
    ("No material to centrally assess HER2-positivity", "", ""),
    ("Negative for oestrogen receptors, progesterone receptors and HER2", "", ""),
    ("HER2, ER and PgR positive patients", "negative", "negative"),
    ("HER2 or FISH positive, or HER2 status unknown", "negative", ""),
    ("Drugs within 4 weeks, with the exception of HER2-directed therapy for HER2+ breast cancer", "", ""),
    ("HER2 IHC 3+ or ISH amplification", "negative", ""),
    ("ER- and PR-negative disease", "", "positive"),
    ("Previous HER2-positive invasive cancer of the other breast", "", ""),
    ("Patients with triple-negative breast cancer", "", ""),
    ("Patients who are not HER2-positive", "positive", ""),
    ("HER2-positive patients who have not received trastuzumab", "", ""),
    ("HER2 positive or HER2 unknown", "negative", ""),
    ("Inflammatory or HER2-positive carcinoma", "negative", ""),
    ("ER-negative or ER-unknown", "", "positive"),
    ("HR+/HER2- breast cancer", "", ""),
    ("ER, PR or HER2 positive disease", "negative", "negative"),
    ("Patients with HER2-positive disease who are candidates for trastuzumab", "", ""),
    ("Metastatic HER2-positive breast cancer in the past 5 years", "", ""),
    ("HER2-overexpressing tumours, i.e. IHC 3+ or IHC 2+ with positive FISH", "negative", ""),
    ("Hormone receptor-negative or HER2-positive tumours", "negative", "positive"),
    ("HER2 positive status (as per ASCO-CAP guidelines)", "negative", ""),
    ("Bilateral breast cancer unless both tumours are HER2-negative", "", ""),
    ("Patients must be HER2-negative", "negative", ""),
    ("HER2 status unknown or negative", "positive", ""),
    ("HER2-positive or triple-negative disease", "negative", "positive"),
    ("Trastuzumab for the treatment of metastatic or locally recurrent HER2-positive disease", "", ""),
    ("HER2 status unknown, positive or equivocal", "negative", ""),
    ("ER-positive bone-only disease", "", ""),
    ("Triple-negative breast cancer, HER2-positive breast cancer", "negative", "positive"),
    # exceptions: for want of the drug they are refused all the same; after the drug they enter
    ("HER2-positive disease unless trastuzumab is contraindicated", "negative", ""),
    ("HER2-positive tumours (unless trastuzumab is not available)", "negative", ""),
    ("HER2-positive disease, except where trastuzumab cannot be given", "negative", ""),
    ("HER2-positive disease unless trastuzumab was given before or is contraindicated", "any", ""),
    ("Women with HER2-positive tumours, unless these have progressed on trastuzumab", "any", ""),
    ("No exclusion by hormone receptors, with the exception that we exclude HER2-positive cancer", "negative", ""),
]
TITLES = [
    ("Drug X in HER2-Immunohistochemistry (IHC) 0 breast cancer", "zero", ""),
    ("EXAMPLE HER2 - Preoperative docetaxel in HER2-positive breast cancer", "positive", ""),
    ("EXAMPLE HER2 - A registry", "", ""),
    ("Olaparib in HER2 - breast cancer", "negative", ""),
    ("Ribociclib in HR+, HER2- Advanced Breast Cancer (LEE-X)", "negative", "positive"),
    ("Study of Tucatinib vs Placebo in HER2+ Breast Cancer", "positive", ""),
    ("HER2-Positive Versus HER2-Negative Breast Cancer: A Cardiac Imaging Study", "any", ""),
    ("Trial of X Versus Y in ER-Positive Patients", "", "positive"),
    ("HER2-directed CAR T Cells in Solid Tumours", "", ""),
    ("Pyrotinib in HER2-mutant, non-amplified Metastatic Breast Cancer", "mutated negative", ""),
    ("Enzalutamide in Metastatic Hormone-Sensitive Prostate Cancer", "", ""),
    ("Neoadjuvant X for HR-positive/HER2-negative early breast cancer", "negative", "positive"),
    ("Drug X in HER2-low Advanced Breast Cancer (XYZ-04)", "low", ""),
    ("Anti-HER2 Vaccination After Surgery for Breast Cancer", "", ""),
    ("Weekly Carboplatin in HER2-positive Breast Cancers, Especially in Luminal-B Tumours", "positive", "any"),
    ("The Prevalence of Oestrogen Receptor Positivity Depends on the Antibody", "", ""),
]
PROSE = [
    ("Hormone therapy in ER-positive tumours improves survival. This study gives radiotherapy to older women.", "", ""),
    ("Tamoxifen in women with hormone-sensitive cancer reduces the risk of a relapse but has side effects.", "", ""),
    (
        "Trastuzumab improves survival in HER2-positive breast cancer. We study the skin of women under radiotherapy.",
        "",
        "",
    ),
    ("Endocrine treatment of hormone receptor-positive tumours lowers recurrence and may harm bones.", "", ""),
    ("This trial tests whether letrozole improves survival in women with ER-positive cancer.", "", "positive"),
    ("The study investigates how exemestane in hormone receptor-positive cancer prolongs remission", "", "positive"),
    ("Trastuzumab was also administered to patients having HER2-positive tumours.", "any", ""),
    ("The drug is tested in patients with a type of breast cancer that is known as TNBC.", "negative", "negative"),
    ("Patients with HER2-positive disease should complete one year of trastuzumab.", "any", ""),
    ("Randomisation is stratified by subtype (luminal A vs luminal B vs HER2-enriched vs basal-like).", "any", "any"),
    ("Trastuzumab is added if HER2 is positive.", "any", ""),
    ("Patients revealing positivity for HER2 will have trastuzumab together with docetaxel.", "any", ""),
    ("Women whose tumours overexpress HER2 get trastuzumab in addition.", "any", ""),
    ("Those with HER2 amplification are also offered trastuzumab.", "any", ""),
    ("Tumours that are ER-positive have many oestrogen receptors in them.", "", ""),
    ("The drug is tested in people with a kind of breast cancer known as triple-negative.", "negative", "negative"),
    ("The aim is to learn if drug A helps people with a type of breast cancer called HER2-positive.", "positive", ""),
    ("About 20 % of patients have a type of breast cancer called HER2-positive.", "", ""),
    ("Patients will be assigned to a cohort by HER2 and hormone receptor status.", "any", "any"),
    ("In HER2-positive patients trastuzumab is added.", "any", ""),
    ("All patients receive chemotherapy, those with HER2-positive tumours also trastuzumab.", "any", ""),
    ("The classification divides patients into luminal A, luminal B, HER2-enriched and basal-like disease.", "", ""),
    ("Endocrine therapy is used in hormone receptor-expressing disease (75% of breast cancers).", "", ""),
    ("After radiotherapy, hormone receptor-positive patients may start tamoxifen.", "", "any"),
    ("Patients will be stratified by HER2 status (positive versus negative) and menopausal status.", "any", ""),
    ("Around 15% of breast cancers are HER2-positive.", "", ""),
    ("HER2-positive metastatic breast cancer remains incurable despite trastuzumab.", "", ""),
    ("The study will enrol women with newly diagnosed HER2-negative breast cancer.", "negative", ""),
    ("Tumour response will be correlated with ER and HER2 expression.", "", ""),
    ("Participants with ER-positive cancer will go on to take tamoxifen for five years.", "", "any"),
    ("This phase II trial evaluates X in ER-positive, HER2-low metastatic breast cancer.", "low", "positive"),
    ("HER2-positive participants will receive trastuzumab in addition.", "any", ""),
    ("Eligible women have ER-positive, HER2-negative cancer with 1 to 3 positive nodes.", "negative", "positive"),
    ("Two cohorts are planned: cohort 1 (TNBC) and cohort 2 (HR+/HER2-).", "negative", "any"),
    ("HER2 expression will be assessed centrally as an exploratory endpoint.", "", ""),
    ("Trastuzumab is approved for HER2-positive breast cancer.", "", ""),
    ("Participants: 60 women with luminal breast cancer.", "", "positive"),
    ("Patients with breast cancer expressing hormone receptors will be enrolled.", "", "positive"),
    (
        "Patients with ER-positive tumours and no prior refractoriness to hormones receive oral tamoxifen daily.",
        "",
        "any",
    ),
    ("PURPOSE: to compare X with Y in treating women with hormone receptor-positive breast cancer.", "", "positive"),
    ("RATIONALE: Estrogen can stimulate the growth of breast cancer cells.", "", ""),
    # measured to see what it goes with, or told of what an agent is for
    ("To learn whether the levels of HER2, oestrogen receptor (ER)-alpha, p21 and p27 predict the response.", "", ""),
    ("X works by binding to molecules on the cells, known as HER2 receptors.", "", ""),
    ("FX-1 is a receptor-directed tracer with a high sensitivity for the detection of ER-positive tumours.", "", ""),
    ("HER2 testing is done in all patients before treatment.", "any", ""),
    ("Patients are stratified by ER status (positive vs negative) and HER2 status.", "any", "any"),
]
ABSTRACTS = [
    (
        "In the phase III LEAF trial, letrozole for 5 years did not improve survival in women with ER-positive cancer.",
        "",
        "positive",
    ),
    (
        "In the phase 3 OAK trial, trastuzumab for a year did not worsen survival in women with HER2-positive cancer.",
        "positive",
        "",
    ),
    (
        "In this phase 3 trial tamoxifen for 10 years reduced recurrence in women with ER-positive cancer.",
        "",
        "positive",
    ),
    (
        "Patients were assigned to X or Y; tamoxifen for 5 years was given to women with ER-positive cancer.",
        "",
        "any",
    ),
    ("The ROSE-2 trial examined drug X in women with hormone receptor-positive disease.", "", "positive"),
    ("An earlier trial examined drug X in hormone receptor-positive disease.", "", ""),
    ("We randomly assigned 666 patients with HER2-negative metastatic breast cancer.", "negative", ""),
    ("Postmenopausal women with ER-positive, HER2-negative advanced cancer received X.", "negative", "positive"),
    ("Dual blockade is standard. This trial compared X and Y in HER2-positive early breast cancer.", "positive", ""),
    (
        "In an earlier analysis of this phase 3 trial, X prolonged survival among patients with HER2-low disease.",
        "low",
        "",
    ),
    ("Patients were stratified by receptor status (ER-positive vs ER-negative).", "", "any"),
    ("Young women are more likely to have HER2-positive tumours.", "", ""),
    ("N1 is the only phase III trial evaluating trastuzumab in resected HER2-positive breast cancer.", "positive", ""),
    ("B-20 compared tamoxifen with chemotherapy in women with node-negative, ER-positive tumours.", "", "positive"),
    ("Patients had ER-positive, HER2-negative cancer and had not received systemic therapy.", "negative", "positive"),
    ("In this double-blind trial, women with ER-positive tumours received goserelin.", "", "positive"),
    ("Patients with ER+ metastatic breast cancer resistant to letrozole received everolimus.", "", "positive"),
    ("Patients with ER-positive tumours received tamoxifen.", "", "any"),
    ("Patients with HER2-positive disease were excluded.", "negative", ""),
    ("The majority of the patients were ER-positive.", "", "any"),
    ("ER status was positive in 120 patients and negative in 45.", "", "any"),
    ("HER2 amplification was found in 19% of the tumours.", "any", ""),
    ("HER2 status was determined in 1500 tumours.", "any", ""),
    ("Stratification was by centre, menopausal status and receptor status.", "", "any"),
    ("We previously reported that HER2-positive tumours respond to anthracyclines.", "", ""),
    ("Serum HER2 was measured at baseline.", "", ""),
    ("Hormone receptor-positive patients were given tamoxifen.", "", "any"),
    ("Healthy women were randomised to anastrozole to prevent ER-positive breast cancer.", "", ""),
    ("A secondary planned analysis of ER-positive breast cancer was done.", "", "any"),
    ("Effects were seen regardless of the estrogen suppression of this study.", "", ""),
    (
        "The present study shows a prognostic marker for patients with HR+/HER2- advanced breast cancer.",
        "negative",
        "positive",
    ),
    ("Low risk was specified as less than 3 cm and positive estrogen receptor status.", "", "positive"),
    ("TEAM is a trial of exemestane in HR+ breast cancer.", "", "positive"),
    ("Data from 900 patients with HR+ disease were pooled.", "", "positive"),
    ("None of the patients had HER2-positive tumours.", "negative", ""),
    ("All patients had HER2-positive disease.", "positive", ""),
    ("Median age was 52 years; 70% were postmenopausal and 65% hormone receptor-positive.", "", "any"),
    ("Tamoxifen was added in ER-positive patients.", "", "any"),
    ("With stratification for hormonal status, 200 patients were randomised.", "", "any"),
]


def read(trial: Trial) -> tuple[set[str], set[str]]:
    found = find_receptors(opened(trial), RULES, LEXICON)
    her2, hr = ({each.value for each in found if each.facet == facet} for facet in ("her2", "hr"))
    return one(her2), one(hr)


def one(values: set[str]) -> set[str]:
    return {"any"} if values == {"positive", "negative"} else values


@pytest.mark.parametrize(("text", "her2", "hr"), INCLUSION)
def test_an_inclusion_criterion(text: str, her2: str, hr: str) -> None:
    assert read(a_trial(eligibility=criteria((text,)))) == (set(her2.split()), set(hr.split()))


@pytest.mark.parametrize(("text", "her2", "hr"), EXCLUSION)
def test_an_exclusion_criterion(text: str, her2: str, hr: str) -> None:
    assert read(a_trial(eligibility=criteria((), (text,)))) == (set(her2.split()), set(hr.split()))


@pytest.mark.parametrize(("text", "her2", "hr"), TITLES)
def test_a_title(text: str, her2: str, hr: str) -> None:
    assert read(a_trial(title=text)) == (set(her2.split()), set(hr.split()))


@pytest.mark.parametrize(("text", "her2", "hr"), PROSE)
def test_a_sentence_of_the_summary(text: str, her2: str, hr: str) -> None:
    assert read(a_trial(summary=text)) == (set(her2.split()), set(hr.split()))


@pytest.mark.parametrize(("text", "her2", "hr"), ABSTRACTS)
def test_the_methods_of_an_abstract(text: str, her2: str, hr: str) -> None:
    trial = a_trial(kind="publication", narrative=(Section("abstract_methods", text),))
    assert read(trial) == (set(her2.split()), set(hr.split()))


@pytest.mark.parametrize(
    ("texts", "her2", "hr"),
    [
        (
            ("Triple-negative breast cancer", "A negative HER2 amplification is shown by FISH in HER2 (2+)"),
            "negative",
            "negative",
        ),
        (
            ("Triple-negative breast cancer", "For those with HER2 (1+), a FISH test might be considered"),
            "negative",
            "negative",
        ),
        (
            ("Triple-negative breast cancer", "Negative or 1+ for HER2 by IHC or negative by FISH"),
            "negative",
            "negative",
        ),
        (("Women with HER2- disease; women with HER2+ disease who cannot take trastuzumab",), "any", ""),
        (("HER2 expression (HER2-positive: IHC 3+; HER2-low: IHC 1+)",), "low positive", ""),
        (
            ("HER2- cancer", "Patients whose primary tumour was HER2+ are eligible if a metastasis is HER2-"),
            "negative",
            "",
        ),
        (("HER2 expression (positive defined as IHC 3+ or FISH+, low defined as IHC 1+)",), "low positive", ""),
        (
            ("Triple-negative breast cancer", "Patients weekly positive for ER (up to 10%) are eligible"),
            "negative",
            "negative",
        ),
    ],
)
def test_criteria_together(texts: tuple[str, ...], her2: str, hr: str) -> None:
    assert read(a_trial(eligibility=criteria(texts))) == (set(her2.split()), set(hr.split()))


def test_a_title_of_triple_negative_disease_is_not_widened_by_weakly_positive_receptors() -> None:
    both = criteria(("ER/PR negative (< 1%) or ER/PR low positive (1% to 10%), and HER2-negative",))
    assert read(a_trial(title="Drug X in triple-negative breast cancer", eligibility=both))[1] == {"negative"}
    assert read(a_trial(title="Drug X in triple-negative or ER-low breast cancer", eligibility=both))[1] == {"any"}


def test_a_group_asked_of_beside_cohorts_of_others_enters_too() -> None:
    texts = ("Triple-negative patients must have had chemotherapy", "Cohort A: HR-positive, HER2-negative disease")
    assert read(a_trial(eligibility=criteria(texts)))[1] == {"any"}


def test_a_group_let_in_by_criteria_enters_beside_another_of_the_summary() -> None:
    told = criteria(("Patients with HER2-positive tumours are eligible if they have had trastuzumab",))
    assert read(a_trial(eligibility=told, summary="Cohorts: patients with triple-negative disease"))[0] == {"any"}


def test_a_condition_of_positive_disease_is_a_part_of_alterations() -> None:
    altered = a_trial(
        title="Solid Tumours With HER2 Alterations",
        conditions=("HER2-positive Breast Cancer", "HER2-mutant Tumours"),
        eligibility=criteria(("HER2-altered cancer",)),
    )
    assert read(altered)[0] == {"mutated", "positive"}


def test_a_condition_of_which_criteria_only_ask_something_restricts_nobody() -> None:
    texts = ("Patients with HER2-positive breast cancer must have had trastuzumab",)
    trial = a_trial(conditions=("HER2-positive breast cancer", "Metastatic breast cancer"), eligibility=criteria(texts))
    assert read(trial)[0] == {"any"}


def test_what_is_refused_leaves_the_rest_of_a_group() -> None:
    assert read(a_trial(eligibility=criteria(("HER2-negative disease",), ("HER2-low disease",))))[0] == {
        "zero",
        "ultralow",
    }
    assert read(a_trial(eligibility=criteria(("HER2-negative disease",), ("HER2-positive disease",))))[0] == {
        "negative"
    }
    both = criteria(("Any HER2 status",), ("HER2-positive disease",))
    assert read(a_trial(eligibility=both))[0] == {"negative"}


def test_single_mutations_that_are_refused_leave_the_others() -> None:
    told = criteria(("HER2 activating mutations",), ("T798M mutations in HER2",))
    assert read(a_trial(eligibility=told))[0] == {"mutated"}


def test_a_trial_that_refuses_what_it_takes_needs_a_review_and_shows_both_sentences() -> None:
    trial = a_trial(eligibility=criteria(("HER2-positive disease",), ("Tumours with HER2 overexpression",)))
    found = [each for each in find_receptors(opened(trial), RULES, LEXICON) if each.facet == "her2"]
    assert {each.value for each in found} == {"needs_review"}
    assert {each.evidence.section for each in found} == {"inclusion_criteria", "exclusion_criteria"}
    assert read(a_trial(title="X in HER2-Positive Breast Cancer", eligibility=trial.eligibility))[0] == {"positive"}


def test_two_criteria_that_nobody_can_meet_need_a_review_and_are_both_shown() -> None:
    trial = a_trial(eligibility=criteria(("Confirmed HER2-positive carcinoma", "HER2-negative primary tumour")))
    found = [each for each in find_receptors(opened(trial), RULES, LEXICON) if each.facet == "her2"]
    assert {each.value for each in found} == {"needs_review"}
    assert [each.evidence.quote for each in found] == [
        "Confirmed HER2-positive carcinoma",
        "HER2-negative primary tumour",
    ]
    titled = a_trial(title="X in HER2-Positive or HER2-Negative Breast Cancer", eligibility=trial.eligibility)
    assert read(titled)[0] == {"any"}
    assert read(a_trial(eligibility=criteria(("HER2-positive carcinoma", "HER2 3+"))))[0] == {"positive"}


def test_an_exclusion_of_one_cohort_does_not_touch_another() -> None:
    eligibility = criteria(
        ("Cohort A: HER2-positive disease", "Cohort B: HER2-negative disease"), ("Cohort A: HER2-negative disease",)
    )
    assert read(a_trial(eligibility=eligibility))[0] == {"any"}


def test_the_cohort_of_a_heading_holds_for_what_stands_below_it() -> None:
    eligibility = criteria(("Inclusion criteria for Cohort A:", "HER2-positive disease", "For Cohort B:", "TNBC"))
    found = find_receptors(opened(a_trial(eligibility=eligibility)), RULES, LEXICON)
    said = {(each.facet, each.value, each.cohort) for each in found}
    assert said == {
        ("her2", "positive", "Cohort A"),
        ("her2", "negative", "Cohort B"),
        ("hr", "negative", "Cohort B"),
    }


def test_a_criterion_that_begins_with_a_cohort_speaks_of_it_to_its_end() -> None:
    taken = "Cohort B: HER2+ breast cancer after trastuzumab; HER2+ gastric cancer; OR any other HER2+ solid tumour"
    found = find_receptors(opened(a_trial(eligibility=criteria(("Cohort A: TNBC", taken)))), RULES, LEXICON)
    assert {each.cohort for each in found if each.value == "positive"} == {"Cohort B"}


def test_a_cohort_of_the_summary_joins_those_of_the_criteria() -> None:
    trial = a_trial(
        eligibility=criteria(("Cohort 1: HER2-positive disease",)),
        summary="Cohort 2 will enrol patients with HER2-low, Cohort 1 patients with HER2-zero disease.",
    )
    assert read(trial)[0] == {"positive", "low"}


def test_a_score_in_brackets_tells_which_part_of_negative_is_refused() -> None:
    told = criteria(
        ("HER2 1+ or 2+ by IHC, not amplified by FISH",), ("HER2-negative (IHC 0), HER2 3+ or FISH amplified",)
    )
    assert read(a_trial(eligibility=told))[0] == {"low"}


def test_lines_that_end_in_and_or_are_ways_to_enter() -> None:
    lines = ("Tumour > 2 cm; and/or", "ER negative; and/or", "Age < 35 years")
    assert read(a_trial(eligibility=criteria(lines)))[1] == {"any"}


def test_the_first_line_below_one_of_the_following_is_a_way_to_enter_where_all_lines_have_one_level() -> None:
    way = "DISEASE CHARACTERISTICS:\n\n* More than 2 cm and one of the following:\n\n* {}\n\n* {}\n\n* Age 18 or over"
    undivided = criteria(undivided=way.format("Oestrogen receptor negative", "Grade 3"))
    assert read(a_trial(eligibility=undivided))[1] == {"any"}
    undivided = criteria(undivided=way.format("Oestrogen receptor negative", "ER below 10 %"))
    assert read(a_trial(eligibility=undivided))[1] == {"negative"}


def test_arms_that_are_called_by_their_groups_add_them_to_that_of_the_criteria() -> None:
    told = criteria(("Tumours must be ER-positive", "Tumours must be HER2-negative"))
    arms = (Arm("HR+, HER2-", "EXPERIMENTAL", "Drug X"), Arm("TNBC cohort", "EXPERIMENTAL", "Drug X"))
    assert read(a_trial(eligibility=told, arms=arms)) == ({"negative"}, {"any"})
    arms = (Arm("ER-negative cells", "EXPERIMENTAL", "Drug X"), Arm("Placebo", "PLACEBO", "For TNBC"))
    assert read(a_trial(eligibility=told, arms=arms)) == ({"negative"}, {"positive"})


def test_arms_do_not_narrow_criteria_that_let_all_in() -> None:
    told = criteria(("HER2-positive or -negative tumours may enter",))
    arms = (Arm("Cohort A", "EXPERIMENTAL", "Patients with HER2-negative tumours receive X"),)
    assert read(a_trial(eligibility=told, arms=arms))[0] == {"any"}


def test_one_of_several_ways_to_enter_restricts_nobody() -> None:
    lines = criteria(("T3 or larger, or", "node-positive, or", "HER2-positive"))
    assert read(a_trial(eligibility=lines))[0] == {"any"}
    only = criteria(("HER2-positive, or", "triple-negative"))
    assert read(a_trial(eligibility=only))[0] == {"any"}
    assert read(a_trial(eligibility=criteria(("HER2-positive, or", "HER2 3+"))))[0] == {"positive"}


def test_the_disease_in_question_is_not_that_of_healthy_volunteers() -> None:
    healthy = a_trial(title="A Study of X in Healthy Male Volunteers", conditions=("HER2-positive Breast Cancer",))
    assert read(healthy)[0] == set()
    never_ill = criteria(
        ("Dense breasts", "If she had ER-positive DCIS, tamoxifen was offered"),
        ("Women who have had invasive breast cancer",),
    )
    assert read(a_trial(eligibility=never_ill))[1] == set()
    at_risk = criteria(("ER-positive DCIS, or", "a mother with breast cancer"), ("ER-positive cancer",))
    assert read(a_trial(title="Drug X in women at increased risk of breast cancer", eligibility=at_risk))[1] == set()


def test_who_is_to_be_kept_from_a_relapse_is_ill() -> None:
    node_negative = criteria(("N0 if negative for both ER and PR",))
    title = "A vaccine for breast cancer patients to prevent recurrence"
    trial = a_trial(title=title, eligibility=node_negative, design=(("Primary purpose", "Prevention"),))
    assert read(trial)[1] == {"any"}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("HER2-positive breast cancer", ""),
        ("Women with HER2-positive cancer cannot take part", "cannot take part"),
        ("If HER2-positive, trastuzumab is planned", "If"),
    ],
)
def test_the_words_that_tell_of_whom_it_is_said_are_kept(text: str, cue: str) -> None:
    trial = a_trial(eligibility=criteria(("A tumour of the breast", text)))
    (finding,) = find_receptors(opened(trial), RULES, LEXICON)
    start, end = finding.cue
    assert sections(trial)["inclusion_criteria"][start:end] == cue


def test_no_rule_says_anything_of_a_sentence_that_names_no_receptor() -> None:
    language = LEXICON[RECEPTOR]
    for rule in language.rules:
        for text in rule.match if rule.fields["state"] != "nothing" else ():
            assert NAMES & {each.kind for each in tokens_of(plain(text), language.words)}, (rule.id, text)
