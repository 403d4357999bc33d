"""Read the full-text download of the EU Clinical Trials Register: protocols with numbered questions."""

import re
from collections.abc import Iterator

from desktop.documents.european.euctr import trial_of
from desktop.documents.european.euctr_protocol import Answers, Protocol
from desktop.errors import DocumentError
from desktop.trials.remarks import remark
from desktop.trials.trial import Trial

_NUMBER = re.compile(r"^EudraCT Number:[ \t]*(?=\S)", re.MULTILINE)
_QUESTION = re.compile(r"^A\.2 EudraCT number:", re.MULTILINE)
_WITHIN = 200_000
# "E.8.9.1 In the Member State concerned years: 6", "B.3.1 and B.3.2	Status of the sponsor: Commercial"
_CODED = re.compile(
    r"(?P<code>[A-HNP](?:\.\d{1,2})+)(?P<joined>(?: (?:and|to) [A-H][\d.]+)?)[ \t]+(?P<label>[A-Z][^:?]{1,250})[:?]"
    r"(?P<value>.*)"
)
_UNNUMBERED = re.compile(r"(?P<code>[NP])\. (?P<label>[A-Z][^:?]{1,120}):(?P<value>.*)")
_PRODUCT = re.compile(r"(?:D\.IMP|D\.8 Placebo): \d+")
_SPONSOR = re.compile(r"Sponsor \d+")
_LAST_REPEATED = "D"
_LANGUAGE = re.compile(r"\((?P<language>[a-z]{2})\)\s*$")
# Headings, which are no answers and end the answer before them.
_HEADING = re.compile(
    r"Summary|MedDRA Classification|[A-HNP]\. [A-Z][\w ,/()]+|"
    r"(?:[A-H](?:\.\d{1,2})+(?: (?:and|to) [A-H][\d.]+)?)[ \t]+"
    r"(?:Medical condition or disease under investigation|Objective of the trial|End points|Scope of the [Tt]rial|"
    r"Trial type and phase|Design of the trial|Comparator of controlled trial|Trial involving sites outside the EEA|"
    r"Initial estimate of the duration of the trial|Age Range|Gender|Group of trial subjects|"
    r"Planned number of subjects to be included|For a multinational trial|Contact point designated by .*|Address|"
    r"Status of the IMP .*|Description of the IMP|IMP Identification Details.*|Strength|The IMP contains an|"
    r"Information on Placebo|Source\(s\) of Monetary .*)"
)
_SUMMARY = {
    "Clinical Trial Type": "x4_clinical_trial_type",
    "Trial Status": "x5_trial_status",
    "Date on which this record was first entered in the EudraCT database": "x6_date_first_entered",
}
_SUMMARY_LINE = re.compile(r"(?P<label>[A-Z][^:]{1,90}):(?P<value>.*)")
# The heading of a record; an answer that mentions other trials may contain the line without it.
_SUMMARY_HEADING = re.compile(r"(?:^|\n)[ \t]*Summary[ \t]*\n\s*\Z")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


def recognises(text: str) -> bool:
    """Return whether a text has the register's summary and its question for the EudraCT number."""
    start = text[:_WITHIN]
    return _NUMBER.search(start) is not None and _QUESTION.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the trials of a download, member states together; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    if found := _CONFLICT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise DocumentError(f"line {line} is the mark of an unsettled merge; use the original download.")
    together: dict[str, list[Protocol]] = {}
    for place, part in enumerate(_parts(text), start=1):
        protocol = _protocol(part)
        together.setdefault(protocol.number or f"protocol {place}", []).append(protocol)
    for number, protocols in together.items():
        try:
            yield trial_of(protocols)
        except DocumentError as fault:
            yield DocumentError(f"trial {number}: {fault}")


def _parts(text: str) -> Iterator[str]:
    """Yield the protocols of a text; a similar line inside an answer does not begin a protocol."""
    begins = [match.start() for match in _NUMBER.finditer(text)]
    ends = [*begins[1:], len(text)]
    sound = [
        begin
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True))
        if not place or _SUMMARY_HEADING.search(text[max(0, begin - 80) : begin]) or _asks_for(text, begin, end)
    ]
    for begin, end in zip(sound, [*sound[1:], len(text)], strict=True):
        yield text[begin:end]


def _asks_for(text: str, begin: int, end: int) -> bool:
    """Return whether the protocol also gives, as an answer, the number with which it begins."""
    number = text[begin : text.find("\n", begin)].partition(":")[2].strip()
    question = _QUESTION.search(text, begin, end)
    return question is not None and text[question.end() : question.end() + 200].lstrip().startswith(number)


def _protocol(text: str) -> Protocol:
    protocol = Protocol()
    answers = protocol.answers
    told: list[tuple[Answers, str, list[str]]] = []
    reading = False
    section = ""
    for line in text.split("\n"):
        words = line.strip()
        coded = _CODED.fullmatch(words) or _UNNUMBERED.fullmatch(words)
        if coded and coded["code"][0] < section:
            # The sections are in alphabetical order: a question of an earlier section is a quotation in an answer.
            coded = None
        section = coded["code"][0] if coded else section
        repeated = _repeated(protocol, words) if section <= _LAST_REPEATED else None
        if repeated is not None:
            answers, reading = repeated, False
        elif coded:
            if coded["code"][0] not in "BD":
                answers = protocol.answers
            told.append((answers, _key(coded), [coded["value"].strip()]))
            reading = True
        elif _HEADING.fullmatch(words):
            reading = False
        elif reading:
            told[-1][2].append(line.rstrip())
        elif found := _SUMMARY_LINE.fullmatch(words):
            told.append((protocol.answers, _SUMMARY.get(found["label"], "summary"), [found["value"].strip()]))
    for where, key, lines in told:
        where.setdefault(key, []).append("\n".join(lines).strip())
    _complete(protocol)
    return protocol


def _repeated(protocol: Protocol, words: str) -> Answers | None:
    """Return new empty answers if a line begins a sponsor or product; else None."""
    where = protocol.sponsors if _SPONSOR.fullmatch(words) else protocol.products
    if where is protocol.products and not _PRODUCT.fullmatch(words):
        return None
    where.append({})
    return where[-1]


def _key(coded: re.Match[str]) -> str:
    """Return "e11_medical_conditions_es" for "E.1.1 Medical condition(s) (es)"."""
    label = coded["label"]
    language = _LANGUAGE.search(label)
    if language:
        label = label[: language.start()]
    words = re.sub(r"[^a-z0-9]+", "_", re.sub(r"[()/-]", "", label.lower())).strip("_")
    code = coded["code"].replace(".", "").lower()
    return "_".join(part for part in (code, words, language["language"] if language else "") if part)


def _complete(protocol: Protocol) -> None:
    """Collect the dictionary terms, and add a remark if the record breaks off."""
    protocol.terms.extend(protocol.answers.get("e12_term", ()))
    summary = protocol.answers.get("summary", ())
    protocol.results_posted = any("view results" in told.lower() for told in summary) or None
    if not protocol.text("p_end_of_trial_status") and not protocol.text("n_competent_authority_decision"):
        country = protocol.line("a1_").partition(" - ")[0]
        known = remark("state_breaks_off", country=country)
        protocol.warnings.append(known if country else remark("a_state_breaks_off"))
