"""Recognise the format of a document by its content, and read its records one by one."""

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
from desktop.documents.plain_record import may_not_be_plain, plain_record
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
"""The maximum size of a document; callers check the size of a file first."""
TOO_LITTLE_MEMORY = "needs more memory than this computer has free; close other programs or split it."
"""The end of a message that begins with the name of a document."""
_UNKNOWN = "no document of a kind that is known here; download the record again"
_UNKNOWN_SHEETS = (
    "an Excel workbook, and none of the sheets begins with the column names of a registry's or library's table; "
    "keep the column names of the download, or import the download itself"
)


@dataclass(frozen=True)
class OpenedDocument:
    """Hold a document of a known format; its records are read on demand, in order.

    ``records`` yields each record once: the trial, or an error with one sentence that names the document and the place.
    If the document breaks off, the last item is an error that says after how many records. It always yields at least
    one item: for a document without records, an error.

    ``screening`` is {key of a trial: decisions in another program}, ``own_work`` {key: own work in another catalogue},
    both for the records read so far.
    """

    format: str
    encoding: str
    records: Iterator[Trial | DocumentError]
    screening: dict[str, tuple[ScreeningDecision, ...]] = field(default_factory=dict)
    own_work: dict[str, tuple[OwnWork, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Format:
    """Hold a reader: it yields each record or its error, which begins with the place, and raises if it cannot continue.

    ``is_table``: its documents are tables, and may also be sheets of a workbook. ``is_plain``: its texts are already
    plain (``plain_record``) and must not be changed.
    """

    id: str
    recognises: Callable[[str], bool]
    read: Callable[[str], Iterator[Trial | ScreenedTrial | DocumentError]]
    is_table: bool = False
    is_plain: bool = False


@dataclass(frozen=True)
class _Beside:
    """Collect what a document holds besides trials, by the keys of the trials."""

    screening: dict[str, tuple[ScreeningDecision, ...]]
    own_work: dict[str, tuple[OwnWork, ...]]

    def put(self, key: str, record: ScreenedTrial) -> None:
        """Store what comes with one trial."""
        if record.screening:
            self.screening[key] = (*self.screening.get(key, ()), *record.screening)
        if record.own_work:
            self.own_work[key] = (*self.own_work.get(key, ()), *record.own_work)


# The most distinctive first. A new format needs a module, a line here, one in ``desktop.trials.sources``, and samples.
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
    # Before RIS, because such a page ends with references to the article, one of them as RIS.
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
    """Recognise the format of a document and return the document; its records are read later.

    Args:
        content: The document as it was stored, at most MAX_DOCUMENT_BYTES bytes.
        name: The name for the user; it is used only in messages and does not decide the format.

    Raises:
        DocumentError: It is not a text or has no known format; one sentence with name and remedy; an
            ``UnreadKindError`` if its kind is known.
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
    """Return (format, text) of the first sheet of a workbook that is a known table."""
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
        make_plain = not known.is_plain and may_not_be_plain(decoded.text)
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
    """Yield the remarks on a document that concern this trial."""
    yield from decoded.warnings
    misread = remark("misread_mended")
    if decoded.misread and misread not in trial.warnings and decoded.misread.are_in(trial):
        yield misread


def _beyond(told: int) -> str:
    return "" if not told else " beyond its first record" if told == 1 else f" beyond its first {told} records"
