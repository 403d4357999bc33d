"""What a board pack says, before it is printed."""

import re
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.board.options import BoardOptions, DecisionLog, Search
from desktop.exports.board.overview import ROWS, pages_of
from desktop.exports.board.pack import board_pack
from desktop.exports.board.short_titles import short_title
from desktop.exports.board.shortened import around, shortened, some
from desktop.exports.board.sites import sites_in_brief, sites_in_words
from desktop.exports.board.trial import CUTS
from desktop.exports.page import Page
from desktop.paths import RESOURCES
from desktop.sheet.addresses import address_of
from desktop.sheet.subject import Subject
from desktop.trials.identifiers import Identifier, identifier
from desktop.trials.shortlists import Note, ShortlistEntry
from desktop.trials.trial import Criterion, Eligibility, Site
from tests.exports.exported import a_context, a_publication, a_registration, changed, found

WHEN = "2026-11-20T10:00:00+01:00"
ENTRY = ShortlistEntry("Mrs Example's board", 1.0, WHEN, "exclude", "Site <too> far", WHEN)
NOTE = Note("1", "Call <b>her</b> doctor", WHEN, "")
LIST = BoardOptions("Mrs Example's board")
CONTEXT, NO_LOG = a_context(), DecisionLog()
CODES = CONTEXT.wording.codes


def judged(subject: Subject) -> Subject:
    return replace(subject, stored=replace(subject.stored, own_work=(ENTRY, NOTE)))


def pages(options: BoardOptions, *subjects: Subject, log: DecisionLog = NO_LOG, steps: int = 0) -> list[str]:
    pack = board_pack(subjects, CONTEXT, options, log, RESOURCES)
    made = [each for each in pack.pages if isinstance(each, Page)]
    return [each.html(min(steps, each.steps)) for each in made]


def with_criteria(eligibility: Eligibility) -> Subject:
    subject = a_registration()
    return replace(subject, stored=replace(subject.stored, trial=replace(subject.trial, eligibility=eligibility)))


def test_a_sentence_of_the_exclusion_criteria_says_so_and_no_other_does() -> None:
    subject = a_registration()
    out = found(subject.trial, "ecog_max", "1", "exclusion_criteria", "Brain metastases", basis="implied")
    page = pages(LIST, changed(subject, findings=(*subject.stored.findings, out)))[1]
    (said,) = re.findall(r"(\S+)</b> \(from the exclusion criteria\)", page)
    assert said == "metastases"


def test_the_pack_is_an_overview_a_page_a_trial_and_a_log() -> None:
    pack = board_pack([a_registration(), a_registration()], CONTEXT, LIST, DecisionLog(), RESOURCES)
    assert [isinstance(each, Page) and each.is_landscape for each in pack.pages] == [True, False, False, False]
    assert pack.headings[0] == "Overview"
    assert pack.headings[-1] == "Decision log"
    assert len(pack.pages) == len(pack.headings) == len(pack.running_heads)


def test_an_appendix_holds_the_full_texts_behind_the_log() -> None:
    pack = board_pack([a_registration()], CONTEXT, replace(LIST, with_appendix=True), NO_LOG, RESOURCES)
    assert [isinstance(each, str) for each in pack.pages] == [False, False, False, True]
    assert pack.headings[-1].startswith("Full text: ")


def test_decision_and_reason_stand_in_overview_and_page_and_are_escaped() -> None:
    overview, page, _ = pages(LIST, judged(a_registration()))
    for html in (overview, page):
        assert "Exclude" in html
        assert "Site &lt;too&gt; far" in html
        assert "<too>" not in html


@pytest.mark.parametrize("place", [0, 1, 2])
def test_neither_label_nor_notes_are_printed_unless_asked_for(place: int) -> None:
    assert "Mrs Example" not in pages(LIST, judged(a_registration()))[place]
    assert "Call" not in pages(LIST, judged(a_registration()))[place]


def test_label_and_notes_are_printed_if_asked_for() -> None:
    overview, page, log = pages(replace(LIST, with_label=True, with_notes=True), judged(a_registration()))
    assert all("Mrs Example&#39;s board" in html for html in (overview, page, log))
    assert "Call &lt;b&gt;her&lt;/b&gt; doctor" in page


def test_the_decision_of_another_shortlist_is_not_printed() -> None:
    assert "Exclude" not in pages(BoardOptions("Other"), judged(a_registration()))[0]
    assert "Exclude" in pages(BoardOptions(), judged(a_registration()))[0]


def test_the_log_tells_searches_steps_and_reasons() -> None:
    log = DecisionLog(
        (Search("HER2 status: Low", "her2:low", 1605),),
        12,
        (("Included", 3),),
        (("Far", 9),),
        "2026-11-01",
        "2026-11-20",
    )
    html = pages(LIST, a_registration(), log=log)[-1]
    for words in ("HER2 status: Low", "her2:low", "1,605", "Included", "Far", "1 Nov 2026 to 20 Nov 2026"):
        assert words in html


def test_each_step_leaves_no_more_criteria_than_the_step_before_and_counts_the_rest() -> None:
    criteria = tuple(Criterion(f"Criterion number {n} with some words") for n in range(50))
    subject = with_criteria(Eligibility(inclusion=criteria, exclusion=criteria[:30]))
    counts = []
    for step in range(len(CUTS)):
        html = pages(LIST, subject, steps=step)[1]
        shown = html.count("• Criterion number")
        counts.append(shown)
        left = 80 - shown
        assert left == 0 or "see the registry" in html
    assert counts == sorted(counts, reverse=True)
    assert (counts[0], counts[-1]) == (80, 0)


def test_a_line_of_criteria_has_one_mark_though_the_source_wrote_one_too() -> None:
    lines = "DISEASE:\n- Breast cancer\n  * Stage II\n- - Stage III\n-5 points at most"
    html = pages(LIST, with_criteria(Eligibility(undivided=lines)))[1]
    assert re.findall(r"• ([^<]+)<", html) == [
        "DISEASE:",
        "Breast cancer",
        "Stage II",
        "Stage III",
        "-5 points at most",
    ]


def test_the_overview_holds_at_most_twelve_trials_a_page() -> None:
    assert [len(each) for each in pages_of([None] * 25)] == [ROWS, ROWS, 1]
    assert [len(each) for each in pages_of([])] == [0]


@given(st.text(max_size=300), st.integers(1, 80))
def test_a_shortened_text_is_never_longer_than_allowed(text: str, most: int) -> None:
    assert len(shortened(text, most)) <= most
    if len(" ".join(text.split())) <= most:
        assert shortened(text, most) == " ".join(text.split())


@given(st.text(max_size=200), st.text(min_size=1, max_size=60), st.text(max_size=200), st.integers(20, 200))
def test_a_sentence_is_cut_around_the_words_that_matter(before: str, words: str, after: str, most: int) -> None:
    left, middle, right = around(before, words, after, most)
    assert middle == shortened(words, most)
    assert len(left) + len(middle) + len(right) <= most + 8


def test_what_is_left_out_of_a_list_is_counted() -> None:
    assert some(["a", "b", "c"], 2) == "a, b, +1"
    assert some(["a"], 2) == "a"


SITES = (
    Site("Klinikum", "Köln", "", "Germany", "Recruiting"),
    Site("Charité", "Berlin", "", "Germany", "Completed"),
    Site("IGR", "Paris", "", "France", "Recruiting"),
)


def test_sites_of_the_chosen_country_come_first_with_those_that_recruit() -> None:
    assert sites_in_brief(SITES, ("Germany",), CODES) == ("Germany 2 (1)", "elsewhere 1 (1)")
    assert sites_in_brief(SITES, ("Austria",), CODES) == ("Austria 0", "elsewhere 3 (2)")
    assert sites_in_brief(SITES, (), CODES) == ("3 (2)",)
    assert sites_in_brief((), ("Germany",), CODES) == ("not stated",)
    assert sites_in_brief(SITES, ("France", "Austria", "Germany"), CODES) == (
        "France 1 (1)",
        "Austria 0",
        "Germany 2 (1)",
    )
    closed = (Site("Klinikum", "Köln", country="Germany", status="Completed"),)
    assert sites_in_brief(closed, ("Germany",), CODES) == ("Germany 1 (0)",)
    assert sites_in_words(closed, ("Germany", "France"), 1, CODES) == (
        "Germany (1 site, none recruiting): Klinikum, Köln (completed). France: no site"
    )
    soon = (Site("Klinikum", "Köln", country="Germany", status="NOT_YET_RECRUITING"),)
    assert sites_in_words(soon, ("Germany",), 1, CODES).endswith("Klinikum, Köln (not yet recruiting)")
    assert sites_in_words(SITES, ("Germany",), 1, CODES) == (
        "Germany (2 sites, 1 recruiting): Klinikum, Köln (recruiting); and 1 more. Elsewhere: France 1"
    )


ADDRESSES = tomllib.loads((RESOURCES / "registry_addresses.toml").read_text(encoding="utf-8"))["address"]


@pytest.mark.parametrize("entry", ADDRESSES, ids=[each["registry"] or "other" for each in ADDRESSES])
def test_each_registry_s_address_is_made_of_the_number_as_its_example_shows(entry: dict[str, str]) -> None:
    before, after = entry["page"].split("{0}")
    number = entry["match"].removeprefix(before).removesuffix(after)
    registry = entry["registry"] or identifier(number).registry
    assert address_of([Identifier(registry, number)], RESOURCES) == entry["match"]


def test_the_first_registry_of_the_list_counts_and_no_number_has_no_address() -> None:
    both = [Identifier("ISRCTN", "ISRCTN12345678"), Identifier("NCT", "NCT00000001")]
    assert "NCT00000001" in address_of(both, RESOURCES)
    assert address_of([], RESOURCES) == ""


OPENINGS = tomllib.loads((RESOURCES / "export" / "title_openings.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("title", OPENINGS["match"])
def test_a_short_title_leaves_out_what_many_titles_begin_with(title: str) -> None:
    assert short_title(title, RESOURCES) == OPENINGS["match"][title]


@pytest.mark.parametrize("title", [*OPENINGS["reject"], "A Study of mTOR", ""])
def test_other_titles_are_not_shortened(title: str) -> None:
    assert short_title(title, RESOURCES) == title


def test_the_first_letter_of_a_short_title_is_large_but_in_a_name() -> None:
    assert short_title("A study of giving nothing at all", RESOURCES) == "Giving nothing at all"
    assert short_title("A study of mTOR inhibitors in men", RESOURCES) == "mTOR inhibitors in men"


def test_a_number_from_a_document_cannot_break_out_of_its_address() -> None:
    assert " " not in address_of([Identifier("NCT", 'NCT1" onclick="x?y#z')], RESOURCES)
    assert '"' not in address_of([Identifier("NCT", 'NCT1" onclick="x?y#z')], RESOURCES)


def test_what_is_not_stated_is_named_in_one_line_of_the_page() -> None:
    page = pages(LIST, a_registration())[1]
    assert '<b>Not stated</b></td><td width="85%">Hr</td>' in page


def test_the_user_s_own_reading_stands_with_its_reason_in_place_of_a_sentence() -> None:
    page = pages(LIST, a_registration())[1]
    assert "Confirmed by the user on 2026-11-20: Read and agreed." in page


def test_an_article_has_a_page_too() -> None:
    overview, page, _ = pages(LIST, a_publication())
    assert "https://doi.org/10.1000/test.1" in overview
    assert "达沙替尼" in page


def test_sites_of_a_country_are_found_in_every_spelling_and_those_yet_to_recruit_are_not_open() -> None:
    sites = (Site(country="Turkey", status="Authorised"), Site(country="Türkiye", status="Ongoing, recruiting"))
    assert sites_in_brief(sites, ("Türkiye",), CODES) == ("Türkiye 2 (1)",)


def test_sites_without_names_are_only_counted() -> None:
    assert sites_in_words((Site(country="Germany"),), ("Germany",), 3, CODES) == "Germany (1 site)"
