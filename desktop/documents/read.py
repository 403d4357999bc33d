"""Recognise the format of a document by its content, and read its records one by one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib import import_module
from typing import Protocol, cast

from desktop.documents.clean_places import with_clean_places
from desktop.documents.decoding import Decoded, decode
from desktop.documents.plain_record import may_not_be_plain, plain_record
from desktop.documents.refused_kinds import kind_of_bytes, kind_of_text
from desktop.documents.workbook import is_workbook, sheets_in
from desktop.errors import DocumentError, UnreadKindError
from desktop.trials.absence import with_absent_parts
from desktop.trials.own_work import OwnWork
from desktop.trials.remarks import Remark, remark
from desktop.trials.screening import ScreenedTrial, ScreeningDecision
from desktop.trials.trial import MOST_INTERVENTIONS, Trial

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


class _Reader(Protocol):
    def recognises(self, text: str) -> bool: ...

    def read(self, text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]: ...


@dataclass(frozen=True)
class _Format:
    """Hold the module of a reader below ``desktop.documents``, imported at first use: all take a sixth of a second.

    Its ``recognises(text)`` says whether a text has this format; its ``read(text)`` yields each record or its error,
    which begins with the place, and raises if it cannot continue. ``is_table``: its documents are tables, and may also
    be sheets of a workbook. ``is_plain``: its texts are already plain (``plain_record``) and must not be changed.
    """

    id: str
    module: str
    is_table: bool = False
    is_plain: bool = False

    @cached_property
    def reader(self) -> _Reader:
        """Return the module that reads this format."""
        return cast(_Reader, import_module(f"desktop.documents.{self.module}"))

    def recognises(self, text: str) -> bool:
        """Return whether a text has this format."""
        return self.reader.recognises(text)


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
    _Format("catalogue_json", "trial_catalogue", is_plain=True),
    _Format("ctgov_xml", "clinicaltrials_gov.study_xml"),
    _Format("ctgov_json", "clinicaltrials_gov.api_json"),
    _Format("ctgov_csv", "clinicaltrials_gov.csv_table", is_table=True),
    _Format("ctgov_csv_legacy", "clinicaltrials_gov.csv_table_legacy", is_table=True),
    _Format("ictrp", "who.ictrp"),
    _Format("ictrp_csv", "who.ictrp_csv", is_table=True),
    _Format("chictr", "who.chictr"),
    _Format("euctr_text", "european.euctr_text"),
    _Format("euctr_json", "european.euctr_json"),
    _Format("ctis_json", "european.ctis"),
    _Format("ctis_search", "european.ctis_search"),
    _Format("ctis_csv", "european.ctis_csv", is_table=True),
    _Format("isrctn_json", "isrctn.registry_json"),
    _Format("isrctn_xml", "isrctn.registry_xml"),
    _Format("anzctr", "national.anzctr"),
    _Format("drks", "national.drks"),
    _Format("pubmed_xml", "articles.pubmed_xml"),
    _Format("endnote_xml", "articles.endnote_xml"),
    _Format("medline", "articles.medline"),
    _Format("jrct_page", "who.jrct_page"),
    # Before RIS, because such a page ends with references to the article, one of them as RIS.
    _Format("research_portal", "articles.research_portal"),
    _Format("ris", "articles.ris"),
    _Format("web_of_science", "articles.web_of_science", is_table=True),
    _Format("endnote_tagged", "articles.endnote_tagged"),
    _Format("pubmed_abstracts", "articles.pubmed_abstracts"),
    _Format("pubmed_csv", "articles.pubmed_csv", is_table=True),
    _Format("covidence", "articles.covidence", is_table=True),
    _Format("rayyan", "articles.rayyan", is_table=True),
    _Format("medpath", "medpath.trial_page"),
    _Format("bibtex", "articles.bibtex"),
    _Format("ctgov_lines", "clinicaltrials_gov.bare_lines"),
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
        for record in known.reader.read(decoded.text):
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
    if len(trial.interventions) > MOST_INTERVENTIONS:
        yield remark("many_interventions", count=len(trial.interventions), most=MOST_INTERVENTIONS)


def _beyond(told: int) -> str:
    return "" if not told else " beyond its first record" if told == 1 else f" beyond its first {told} records"
