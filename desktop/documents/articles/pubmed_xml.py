"""Read PubMed's XML: one article or a set. The document type is ignored; nothing is fetched."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from desktop.documents.articles.publication import Record, publication
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.syntax.first_sign import begins_xml
from desktop.documents.syntax.raised_text import without_marks
from desktop.documents.syntax.wrapped_text import one_line
from desktop.documents.syntax.xml_records import xml_records
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

_ROOT = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitationSet|MedlineCitation)[\s>/]")
_ROOT_WITHIN = 5_000
_ARTICLES = ("PubmedArticle", "PubmedBookArticle")
_ARTICLE = re.compile(rf"<(?:{'|'.join(_ARTICLES)})[\s>/]")
_CITATION = "MedlineCitation"
_POWER = "{http://www.w3.org/1998/Math/MathML}msup"
_BASE_AND_EXPONENT = 2
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def recognises(text: str) -> bool:
    """Return whether a text is XML whose first element is PubMed's."""
    start = text[:_ROOT_WITHIN]
    return begins_xml(start) and _ROOT.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of PubMed's XML; yield an error for one that cannot be read.

    Raises:
        DocumentError: The XML is damaged or unsafe, or holds no article.
    """
    # A citation is read only if it is not inside an article.
    names = _ARTICLES if _ARTICLE.search(text) else (_CITATION,)
    place = 0
    for place, article in enumerate(xml_records(text, names), start=1):
        if isinstance(article, DocumentError):
            yield DocumentError(f"article {place}: {article}")
            continue
        record = _record(article)
        try:
            yield publication(record)
        except DocumentError as fault:
            number = f" (PMID {record.pmid})" if record.pmid else ""
            yield DocumentError(f"article {place}{number}: {fault}")
    if not place:
        raise DocumentError("it holds no article; download the records again.")


def _record(article: Element) -> Record:
    # A book's record has no MedlineCitation; its parts have the same names.
    citation = next(article.iter("MedlineCitation"), None)
    citation = citation if citation is not None else next(article.iter("BookDocument"), article)
    body = citation.find("Article")
    body = body if body is not None else citation
    book = body.find("Book")
    title = _text(body, "ArticleTitle") or (_text(book, "BookTitle") if book is not None else "")
    return Record(
        title=title,
        vernacular_title=_text(body, "VernacularTitle"),
        abstract=list(_abstract(citation, body)),
        remarks=list(_remarks(citation, body)),
        authors=list(_authors(body, book)),
        keywords=list(_keywords(citation)),
        types=_texts(body, "PublicationTypeList/PublicationType") or _texts(body, "PublicationType"),
        languages=_texts(body, "Language"),
        registry_numbers=_texts(body, "DataBankList/DataBank/AccessionNumberList/AccessionNumber"),
        notices=list(_notices(citation)),
        references=_references(article),
        journal=_journal(citation, body, book, title),
        volume=_text(body, "Journal/JournalIssue/Volume"),
        issue=_text(body, "Journal/JournalIssue/Issue"),
        pages=_pages(body),
        published=_published(body, book),
        revised=_date(citation.find("DateRevised")),
        doi=_doi(article, body),
        pmid=_text(citation, "PMID"),
        pmc=_article_id(article, "pmc"),
    )


def _abstract(citation: Element, body: Element) -> Iterator[tuple[str, str]]:
    parts = body.findall("Abstract/AbstractText") or citation.findall("OtherAbstract/AbstractText")
    for part in parts:
        yield part.get("Label") or "", _words(part)


def _remarks(citation: Element, body: Element) -> Iterator[tuple[str, str]]:
    affiliations = _texts(body, "AuthorList/Author/AffiliationInfo/Affiliation") or _texts(body, "Affiliation")
    yield "affiliations", "\n".join(dict.fromkeys(affiliations))
    yield "substances", "\n".join(_texts(citation, "ChemicalList/Chemical/NameOfSubstance"))
    yield "funding", "\n".join(_grants(body))
    yield "conflict_of_interest", _text(citation, "CoiStatement")


def _grants(body: Element) -> Iterator[str]:
    for grant in body.iterfind("GrantList/Grant"):
        told = (_text(grant, tag) for tag in ("GrantID", "Acronym", "Agency", "Country"))
        yield "/".join(each for each in told if each)


def _authors(body: Element, book: Element | None) -> Iterator[str]:
    lists = body.findall("AuthorList") or (book.findall("AuthorList") if book is not None else [])
    for each in lists:
        if each.get("Type") == "editors":
            continue
        for author in each.iterfind("Author"):
            given = _text(author, "ForeName") or _text(author, "Initials")
            names = (given, _text(author, "LastName"), _text(author, "Suffix"))
            yield " ".join(name for name in names if name) or _text(author, "CollectiveName")


def _keywords(citation: Element) -> Iterator[str]:
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        qualifiers = _texts(heading, "QualifierName")
        yield "/".join((_text(heading, "DescriptorName"), *qualifiers))
    yield from _texts(citation, "KeywordList/Keyword")


def _notices(citation: Element) -> Iterator[str]:
    for each in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = _WORDS.sub(" ", each.get("RefType") or "").lower().capitalize()
        number = _text(each, "PMID")
        told = " ".join(part for part in (_text(each, "RefSource"), f"PMID: {number}" if number else "") if part)
        # A cited work is not a notice about the article.
        if kind and told and kind != "Cites":
            yield f"{kind}: {told}"


def _references(article: Element) -> list[str]:
    return _texts(article, "PubmedData/ReferenceList/Reference/Citation")


def _journal(citation: Element, body: Element, book: Element | None, title: str) -> str:
    named = _text(body, "Journal/Title") or _text(body, "Journal/ISOAbbreviation")
    named = named or _text(citation, "MedlineJournalInfo/MedlineTA")
    of_book = _text(book, "BookTitle") if book is not None else ""
    return named or ("" if of_book == title else of_book)


def _pages(body: Element) -> str:
    if told := _text(body, "Pagination/MedlinePgn"):
        return told
    ends = (_text(body, "Pagination/StartPage"), _text(body, "Pagination/EndPage"))
    return "-".join(dict.fromkeys(end for end in ends if end))


def _published(body: Element, book: Element | None) -> str:
    issue = _date(body.find("Journal/JournalIssue/PubDate"))
    of_book = _date(book.find("PubDate")) if book is not None else ""
    return issue or of_book or _date(body.find("ArticleDate"))


def _date(date: Element | None) -> str:
    if date is None:
        return ""
    if written := _text(date, "MedlineDate"):
        return publication_date(written)
    year, month, day = (_text(date, tag) for tag in ("Year", "Month", "Day"))
    if month.isdigit():
        return publication_date("/".join(part for part in (year, month, day) if part))
    return publication_date(" ".join(part for part in (year, month, day if month else "") if part))


def _doi(article: Element, body: Element) -> str:
    for each in body.iterfind("ELocationID"):
        if each.get("EIdType") == "doi" and each.get("ValidYN") != "N":
            return _words(each)
    return _article_id(article, "doi")


def _article_id(article: Element, kind: str) -> str:
    # Cited articles have such lists too, deeper in the XML.
    for path in ("PubmedData/ArticleIdList/ArticleId", "PubmedBookData/ArticleIdList/ArticleId"):
        for each in article.iterfind(path):
            if each.get("IdType") == kind:
                return _words(each)
    return ""


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return _words(found) if found is not None else ""


def _texts(element: Element, path: str) -> list[str]:
    return [told for each in element.iterfind(path) if (told := _words(each))]


def _words(element: Element) -> str:
    """Return the text of an element and its children; superscripts become raised characters."""
    told = "".join(_pieces(element)) if len(element) else element.text or ""
    return one_line(without_marks(told))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == "sup":
            yield f"<sup>{''.join(part.itertext())}</sup>"
        elif part.tag == _POWER and len(part) == _BASE_AND_EXPONENT:
            yield f"{''.join(part[0].itertext())}<sup>{''.join(part[1].itertext())}</sup>"
        else:
            yield from _pieces(part)
        yield part.tail or ""
