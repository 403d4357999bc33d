import dataclasses
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest

from desktop.exports.html_report import Report, report_pages
from desktop.paths import RESOURCES
from desktop.sheet.subject import Subject
from desktop.trials.own_work import Correction
from desktop.trials.trial import Arm, Dates, Eligibility, Intervention, Section, Site
from tests.examples import a_trial
from tests.exports.exported import (
    a_context,
    a_publication,
    a_registration,
    assert_is_reference,
    changed,
    exported,
    found,
)
from tests.worded import saying

HOSTILE = "<img src=file:///etc/passwd> <a href='javascript:x'>y</a> @import //host/share <script>"


def report(*trials: Subject) -> Report:
    return report_pages(trials, a_context(), RESOURCES)


def page(subject: Subject) -> str:
    return report(subject).pages[1]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(("number", "name"), [(0, "cover.html"), (1, "registration.html"), (2, "publication.html")])
def test_the_pages_are_as_in_the_reference_files(number: int, name: str) -> None:
    assert_is_reference(name, report(a_registration(), a_publication()).pages[number].encode())


def test_everything_imported_is_text_and_nothing_is_loaded_or_linked() -> None:
    subject = a_registration()
    values = dataclasses.asdict(subject.trial)
    texts = {name: HOSTILE for name, value in values.items() if isinstance(value, str) and name not in ("kind", "key")}
    trial = dataclasses.replace(
        subject.trial,
        **texts,
        warnings=saying(HOSTILE),
        conditions=(HOSTILE,),
        narrative=(Section("brief_summary", HOSTILE),),
        interventions=(Intervention(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),),
        arms=(Arm(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),),
    )
    hostile = changed(
        subject,
        {"drugs": (HOSTILE,), "phase": (HOSTILE,)},
        trial=trial,
        findings=(found(trial, "phase", HOSTILE, "brief_summary", HOSTILE),),
        sources=tuple(dataclasses.replace(each, file=HOSTILE, format=HOSTILE) for each in subject.stored.sources),
    )
    elements = _Elements()
    for html in report(hostile).pages:
        assert "file:///etc" in html
        elements.feed(html)
    assert elements.tags <= {
        "p",
        "h1",
        "h2",
        "h3",
        "b",
        "s",
        "br",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert elements.attributes <= {"class", "width", "cellspacing", "colspan"}


def test_the_style_sheet_loads_nothing() -> None:
    assert not re.search(r"url\(|@import", report().css)


def test_the_cover_says_which_trials_by_which_filter_from_when() -> None:
    cover = report(a_registration(), a_publication()).pages[0]
    for words in (
        "2 selected trials",
        "HER2 status: Positive",
        "her2:positive",
        "Nov 2021 – Mar 2024; 1 without one",
        "20 Nov 2026",
        "2026-11-20 09:41",
        "0.1.0",
    ):
        assert words in cover


def test_without_a_filter_the_cover_says_all_trials() -> None:
    context = a_context(query_text="", query_words="")
    assert "none, all trials" in report_pages([a_registration()], context, RESOURCES).pages[0]


def test_the_cover_refers_to_the_page_of_each_trial() -> None:
    cover = report(a_registration(), a_publication()).pages[0]
    assert re.findall(r"<!--page-of:(\d+)-->", cover) == ["1", "2"]


def test_the_outline_has_the_overview_and_every_trial() -> None:
    outline = report(a_registration(), a_publication()).outline((0, 1, 3))
    assert [page for _, page in outline] == [0, 1, 3]
    assert outline[0][0] == "Overview"
    assert outline[1][0].startswith("NCT09990001 – Trastuzumab & paclitaxel <b>first</b>")


def test_the_overview_of_many_trials_has_parts_that_can_be_laid_out_one_by_one() -> None:
    made = report_pages([a_publication()] * 600, a_context(), RESOURCES)
    assert len(made.pages) == len(made.headings) == len(made.running_heads) == 603
    assert made.headings[:3] == ("Overview", "Overview, 251 to 500", "Overview, 501 to 600")
    assert made.running_heads[:3] == ("", *made.headings[1:3])
    references = [re.findall(r"<!--page-of:(\d+)-->", made.pages[number]) for number in range(3)]
    assert [len(each) for each in references] == [250, 250, 100]
    assert [int(number) for part in references for number in part] == list(range(3, 603))
    assert ">251</td>" in made.pages[1].replace("</p></td>", "</td>")
    assert made.pages[3] == report(a_publication()).pages[1]


def test_a_report_on_no_trial_is_its_cover() -> None:
    made = report()
    assert len(made.pages) == 1
    assert "2 selected trials" in made.pages[0]


def test_the_overview_is_made_from_the_brief_trials() -> None:
    brief = exported(a_trial(title="Brief"))
    made = report_pages([a_publication()], a_context(), RESOURCES, [brief])
    assert "Brief" in made.pages[0]
    assert "Brief" in made.headings[1]
    assert "Brief" not in made.pages[1]


def test_a_long_title_is_cut_in_the_outline_only() -> None:
    subject = exported(a_trial(title="Long " * 100))
    made = report(subject)
    assert len(made.headings[1]) <= 110
    assert made.headings[1].endswith("…")
    assert made.pages[1].count("Long ") >= 99


def test_pages_are_made_when_asked_for() -> None:
    class Counted(Sequence[Subject]):
        asked = 0

        def __len__(self) -> int:
            return 3

        def __getitem__(self, index):  # noqa: ANN001, ANN204
            if index >= 3:
                raise IndexError
            Counted.asked += 1
            return a_registration()

    made = report_pages(Counted(), a_context(), RESOURCES)
    before = Counted.asked
    assert made.pages[2]
    assert Counted.asked == before + 1
    assert len(made.pages) == 4
    assert made.pages[-1] == made.pages[3]
    assert len(made.pages[1:]) == 3
    with pytest.raises(IndexError):
        made.pages[4]


def test_a_drug_is_told_with_its_class_and_not_twice() -> None:
    html = page(a_registration())
    evidence = html[html.index("<h2>Evidence") : html.index("<h2>Summary")]
    assert "Anti-HER2 antibody" in evidence
    assert "<b>Paclitaxel</b>" in evidence
    assert evidence.count("role: experimental") == 1


def test_of_many_sentences_three_are_shown_and_the_rest_counted() -> None:
    trial = a_trial(summary="HER2+ one. HER2+ two. HER2+ three. HER2+ four. HER2+ five.")
    findings = tuple(
        found(trial, "her2", "positive", "brief_summary", f"HER2+ {number}")
        for number in ("one", "two", "three", "four", "five")
    )
    html = page(exported(trial, findings, {"her2": ("positive",)}))
    assert html.count("Brief summary · stated") == 3
    assert "and 2 more in the record" in html


def test_roles_stand_beside_the_intervention_they_were_found_in() -> None:
    html = page(a_registration())
    rows = html[html.index("<h2>Treatment") :].split("</tr>")
    assert "Trastuzumab (experimental)" in rows[1]
    assert "Herceptin" in rows[1]
    assert "Paclitaxel (backbone)" in rows[2]


def test_a_mark_says_which_arm_receives_what() -> None:
    html = page(a_registration())
    rows = html[html.index("<h2>Treatment") :].split("</tr>")
    assert [row.count("●") for row in rows[1:3]] == [1, 2]


def test_more_than_eight_arms_are_named_by_letters() -> None:
    arms = tuple(Arm(f"Arm {n}", interventions=("Drug",) if n in (0, 28) else ()) for n in range(30))
    html = page(exported(a_trial(interventions=(Intervention("Drug"),), arms=arms)))
    assert "A, C2</td>" in html
    assert "●" not in html


def test_arms_of_one_label_stay_apart() -> None:
    arms = (Arm("Arm", interventions=("Drug",)), Arm("Arm"))
    html = page(exported(a_trial(interventions=(Intervention("Drug"),), arms=arms)))
    assert "<b>A</b>" in html
    assert "<b>B</b>" in html
    assert html.count("●") == 1


def test_an_intervention_with_a_line_end_in_its_name_keeps_the_roles_in_place() -> None:
    trial = a_trial(interventions=(Intervention("Part one\nPart two"), Intervention("Drug X")))
    finding = found(trial, "drugs", "X", "interventions", "Drug X", role="experimental")
    rows = page(exported(trial, (finding,)))
    rows = rows[rows.index("<h2>Treatment") :].split("</tr>")
    assert "X (experimental)" in rows[2]
    assert "experimental" not in rows[1]


def test_many_sites_of_a_country_are_condensed() -> None:
    sites = tuple(Site("Clinic", f"City {number}", "", "France") for number in range(20))
    html = page(exported(a_trial(sites=sites)))
    assert "City 11; and 8 more" in html
    assert "City 12" not in html


def test_a_record_with_nothing_but_a_title_makes_a_page() -> None:
    html = page(exported(a_trial(nct="", title="")))
    assert "No title" in html
    assert "<h2>" not in html


def test_the_undivided_eligibility_text_is_printed() -> None:
    html = page(exported(a_trial(eligibility=Eligibility(undivided="Women.\nConsent."))))
    assert "<p>Women.</p>\n<p>Consent.</p>" in html


def test_a_registration_without_brief_summary_shows_its_description() -> None:
    html = page(exported(a_trial(narrative=(Section("detailed_description", "All of it."),))))
    assert "<h2>Description</h2>" in html
    assert "All of it." in html


def corrected() -> Subject:
    subject = a_registration()
    corrections = (
        Correction("her2", ("low",), ("positive",), "Read in the protocol", "2026-11-20"),
        Correction("status", ("completed",), ("recruiting",), "Asked", "2026-11-20"),
    )
    values = {**subject.values, "her2": ("low",), "status": ("completed",)}
    return changed(subject, values, own_work=corrections)


def test_the_registry_date_stands_beside_the_status_and_the_footer_has_the_oldest_and_newest() -> None:
    made = report(a_registration())
    assert '<p class="value">Recruiting</p><p class="note">Nov 2021</p>' in made.pages[0]
    assert '<td width="33%">Recruiting · 3 Nov 2021</td>' in made.pages[1]
    assert made.footer.startswith("Registry dates Nov 2021 – Mar 2024 · made ")
    for html in (*made.pages, made.footer):
        assert "data of" not in html.lower()


def test_a_status_without_a_registry_date_says_so_on_its_page_and_an_article_has_none() -> None:
    undated = dataclasses.replace(a_registration().trial, dates=Dates())
    html = page(changed(a_registration(), trial=undated))
    assert "Recruiting · date not stated" in html
    assert "date not stated" not in page(a_publication())
    made = report_pages([a_publication()], a_context(oldest="", newest="", undated=0), RESOURCES)
    assert made.footer.startswith("made ")
    assert "none stated" in made.pages[0]


def test_a_corrected_value_comes_first_and_the_derived_one_below_struck_through_with_its_sentence() -> None:
    made = report(corrected())
    overview, html = made.pages
    assert '<p class="value">Low</p><p class="note">corrected</p>' in overview
    assert "Low<br/><s>Positive (IHC 3+ or 2+/ISH+)</s>" in html
    evidence = html[html.index("<h2>Evidence") :]
    own, derived = evidence.index("Read in the protocol"), evidence.index("<s>Positive (IHC 3+ or 2+/ISH+)</s>")
    assert own < derived < evidence.index("Forty women with <b>HER2-positive</b>")
    assert "<b>Positive" not in evidence
    status = evidence.index("<s>Recruiting · 3 Nov 2021</s>")
    assert evidence.index("Forty women") < evidence.index("Asked") < status


def test_a_status_that_the_user_gave_is_not_dated_by_the_registry() -> None:
    overview, html = report(corrected()).pages
    assert '<p class="value">Completed</p><p class="note">corrected</p></td>' in overview
    assert "Completed ·" not in html


def test_a_confirmed_value_replaces_nothing() -> None:
    html = page(a_registration())
    assert "<s>" not in html
    assert "Confirmed by the user on 2026-11-20" in html


def test_the_day_of_a_mirror_is_called_by_its_own_name() -> None:
    mirrored = dataclasses.replace(a_registration().trial, dates=Dates(refreshed="2024-05-27"))
    html = page(changed(a_registration(), trial=mirrored))
    assert "<b>Refreshed by the WHO&#39;s platform</b></td><td" in html
    assert "27 May 2024" in html
    assert "Recruiting · date not stated" in html
    verified = dataclasses.replace(a_registration().trial, dates=Dates(verified="2026-02"))
    assert "<b>Verified</b></td><td" in page(changed(a_registration(), trial=verified))


def test_a_download_is_dated_and_says_so_if_the_date_is_that_of_its_file() -> None:
    by_file, by_stamp = (
        page(changed(a_registration(), trial=dataclasses.replace(a_registration().trial, dates=dates)))
        for dates in (Dates(file_date="2025-03-04"), Dates(retrieved="2025-03-04"))
    )
    assert "4 Mar 2025, by the file&#39;s date" in by_file
    assert "4 Mar 2025" in by_stamp
    assert "by the file" not in by_stamp
    revised = dataclasses.replace(a_publication().trial, dates=Dates(last_updated="2024-02-20"))
    article = page(changed(a_publication(), trial=revised))
    assert "<b>Record revised</b>" in article
    assert "Registry date" not in article
