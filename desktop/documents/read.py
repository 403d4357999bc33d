"""Recognise the format of a document by its content and read its records, one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from desktop.documents import trial_catalogue
from desktop.documents.articles import (
    bibtex,
    covidence,
    endnote_tagged,
    endnote_xml,
    medline,
    pubmed_abstracts,
    pubmed_csv,
    pubmed_xml,
    rayyan,
    research_portal,
    ris,
    web_of_science,
)
from desktop.documents.clean_places import with_clean_places
from desktop.documents.clinicaltrials_gov import api_json, bare_lines, csv_table, csv_table_legacy, study_xml
from desktop.documents.decoding import Decoded, decode
from desktop.documents.european import ctis, ctis_csv, ctis_search, euctr_json, euctr_text
from desktop.documents.isrctn import registry_json, registry_xml
from desktop.documents.medpath import trial_page
from desktop.documents.national import anzctr, drks
from desktop.documents.plain_record import may_need_plainness, plain_record
from desktop.documents.refused_kinds import kind_of_bytes, kind_of_text
from desktop.documents.who import chictr, ictrp, ictrp_csv, jrct_page
from desktop.documents.workbook import is_workbook, sheets_in
from desktop.errors import DocumentError, UnreadKindError
from desktop.trials.absence import with_absent_parts
from desktop.trials.own_work import OwnWork
from desktop.trials.remarks import Remark, remark
from desktop.trials.screening import ScreenedTrial, ScreeningDecision
from desktop.trials.trial import Trial

MAX_DOCUMENT_BYTES = 512 * 1024 * 1024
"""No document larger than this is read; whoever opens a file asks its size first."""
TOO_LITTLE_MEMORY = "needs more memory than this computer has free; close other programs or split it."
"""Goes on where the name of a document ends."""
_UNKNOWN = "no document of a kind that is known here; download the record again"
_UNKNOWN_SHEETS = (
    "an Excel workbook, and none of the sheets begins with the column names of a registry's or library's table; "
    "keep the column names of the download, or import the download itself"
)


@dataclass(frozen=True)
class OpenedDocument:
    """Hold a document whose format is known and whose records are read as they are asked for, in its order.

    ``records`` gives each record once: the trial, or why it cannot be read, in one sentence with the document's name
    and the place. Where the document breaks off, the last of them is a fault that says after how many records. There
    is always one: a document without any record has its fault.

    ``screening`` has what the users of another program decided about the records that were asked for so far, by the key
    of the trial, and ``own_work`` what the user of another catalogue did.
    """

    format: str
    encoding: str
    records: Iterator[Trial | DocumentError]
    screening: dict[str, tuple[ScreeningDecision, ...]] = field(default_factory=dict)
    own_work: dict[str, tuple[OwnWork, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Format:
    """Hold a reader: it yields each record, or its fault beginning with its place, and raises where it cannot go on.

    ``is_table`` tells that its documents are tables, which may be sheets of a workbook, too; ``is_plain`` that its
    texts were made plain before (``plain_record``), so that they stay as they are.
    """

    id: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Iterator[Trial | ScreenedTrial | DocumentError]]
    is_table: bool = False
    is_plain: bool = False


@dataclass(frozen=True)
class _Beside:
    """Gather what comes beside the trials of a document, by their keys."""

    screening: dict[str, tuple[ScreeningDecision, ...]]
    own_work: dict[str, tuple[OwnWork, ...]]

    def put(self, key: str, record: ScreenedTrial) -> None:
        """Take what comes beside one trial."""
        if record.screening:
            self.screening[key] = (*self.screening.get(key, ()), *record.screening)
        if record.own_work:
            self.own_work[key] = (*self.own_work.get(key, ()), *record.own_work)


# The most distinctive first. A new format is a module, a line here and one in ``desktop.trials.sources``, and samples.
_FORMATS = (
    _Format("catalogue_json", trial_catalogue.recognises, trial_catalogue.read, is_plain=True),
    _Format("ctgov_xml", study_xml.recognises, study_xml.read),
    _Format("ctgov_json", api_json.recognises, api_json.read),
    _Format("ctgov_csv", csv_table.recognises, csv_table.read, is_table=True),
    _Format("ctgov_csv_legacy", csv_table_legacy.recognises, csv_table_legacy.read, is_table=True),
    _Format("ictrp", ictrp.recognises, ictrp.read),
    _Format("ictrp_csv", ictrp_csv.recognises, ictrp_csv.read, is_table=True),
    _Format("chictr", chictr.recognises, chictr.read),
    _Format("euctr_text", euctr_text.recognises, euctr_text.read),
    _Format("euctr_json", euctr_json.recognises, euctr_json.read),
    _Format("ctis_json", ctis.recognises, ctis.read),
    _Format("ctis_search", ctis_search.recognises, ctis_search.read),
    _Format("ctis_csv", ctis_csv.recognises, ctis_csv.read, is_table=True),
    _Format("isrctn_json", registry_json.recognises, registry_json.read),
    _Format("isrctn_xml", registry_xml.recognises, registry_xml.read),
    _Format("anzctr", anzctr.recognises, anzctr.read),
    _Format("drks", drks.recognises, drks.read),
    _Format("pubmed_xml", pubmed_xml.recognises, pubmed_xml.read),
    _Format("endnote_xml", endnote_xml.recognises, endnote_xml.read),
    _Format("medline", medline.recognises, medline.read),
    _Format("jrct_page", jrct_page.recognises, jrct_page.read),
    # Before RIS: such a page ends in the article's reference, among others as RIS.
    _Format("research_portal", research_portal.recognises, research_portal.read),
    _Format("ris", ris.recognises, ris.read),
    _Format("web_of_science", web_of_science.recognises, web_of_science.read, is_table=True),
    _Format("endnote_tagged", endnote_tagged.recognises, endnote_tagged.read),
    _Format("pubmed_abstracts", pubmed_abstracts.recognises, pubmed_abstracts.read),
    _Format("pubmed_csv", pubmed_csv.recognises, pubmed_csv.read, is_table=True),
    _Format("covidence", covidence.recognises, covidence.read, is_table=True),
    _Format("rayyan", rayyan.recognises, rayyan.read, is_table=True),
    _Format("medpath", trial_page.recognises, trial_page.read),
    _Format("bibtex", bibtex.recognises, bibtex.read),
    _Format("ctgov_lines", bare_lines.recognises, bare_lines.read),
)


def open_document(content: bytes, name: str) -> OpenedDocument:
    """Recognise a document and return it with its records still to be read.

    Args:
        content: The document as it was stored, at most MAX_DOCUMENT_BYTES bytes.
        name: What the user knows the document by; it decides nothing and stands in messages only.

    Raises:
        DocumentError: It is no text or no document of a known format; one sentence with name and remedy, and an
            ``UnreadKindError`` where it is known what it is.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        limit = MAX_DOCUMENT_BYTES // 1024**2
        raise DocumentError(f"{name} is larger than {limit} MB; split it or download fewer records at a time.")
    try:
        known, decoded = _sheet_of(content) if is_workbook(content) else _text_of(content)
    except UnreadKindError as fault:
        raise UnreadKindError(f"{name} cannot be read: {fault}", fault.kind) from fault
    except DocumentError as fault:
        raise DocumentError(f"{name} cannot be read: {fault}") from fault
    except MemoryError as fault:
        raise DocumentError(f"{name} {TOO_LITTLE_MEMORY}") from fault
    beside = _Beside({}, {})
    records = _records(known, decoded, name, beside)
    return OpenedDocument(known.id, decoded.encoding, records, beside.screening, beside.own_work)


def _text_of(content: bytes) -> tuple[_Format, Decoded]:
    if unread := kind_of_bytes(content):
        raise _unread(unread.sentence)
    decoded = decode(content)
    known = next((each for each in _FORMATS if each.recognises(decoded.text)), None)
    if known is None:
        unread = kind_of_text(decoded.text)
        raise _unread(unread.sentence if unread else _UNKNOWN)
    return known, decoded


def _unread(kind: str) -> UnreadKindError:
    return UnreadKindError(f"it is {kind}.", kind)


def _sheet_of(content: bytes) -> tuple[_Format, Decoded]:
    """Return the first sheet of a workbook that is a table known here."""
    tables = [each for each in _FORMATS if each.is_table]
    for sheet in sheets_in(content):
        for begin in sheet.begins:
            known = next((each for each in tables if each.recognises(sheet.head(begin))), None)
            if known is not None:
                return known, Decoded(sheet.text[begin:], "xlsx", ())
    raise _unread(_UNKNOWN_SHEETS)


def _records(known: _Format, decoded: Decoded, name: str, beside: _Beside) -> Iterator[Trial | DocumentError]:
    told = 0
    try:
        make_plain = not known.is_plain and may_need_plainness(decoded.text)
        for record in known.read(decoded.text):
            told += 1
            if isinstance(record, DocumentError):
                yield DocumentError(f"{name}, {record}")
                continue
            read = record.trial if isinstance(record, ScreenedTrial) else record
            trial = with_absent_parts(with_clean_places(plain_record(read) if make_plain else read), known.id)
            if isinstance(record, ScreenedTrial):
                beside.put(trial.key, record)
            if not trial.title.strip():
                yield DocumentError(f"{name}, record {told}: it has no title; download it again.")
                continue
            remarks = tuple(_of_document(decoded, trial))
            yield replace(trial, warnings=(*remarks, *trial.warnings)) if remarks else trial
        if not told:
            yield DocumentError(f"{name} cannot be read: it holds no record; download it again.")
    except DocumentError as fault:
        yield DocumentError(f"{name} cannot be read{_beyond(told)}: {fault}")
    except MemoryError:
        yield DocumentError(f"{name} cannot be read{_beyond(told)}: it {TOO_LITTLE_MEMORY}")


def _of_document(decoded: Decoded, trial: Trial) -> Iterator[Remark]:
    """Yield what is remarked on the document of a trial and concerns the trial."""
    yield from decoded.warnings
    misread = remark("misread_mended")
    if decoded.misread and misread not in trial.warnings and decoded.misread.are_in(trial):
        yield misread


def _beyond(told: int) -> str:
    return "" if not told else " beyond its first record" if told == 1 else f" beyond its first {told} records"
