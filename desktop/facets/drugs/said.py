"""What a sentence says of the drugs it names: given in this trial, given before it, withheld, or only spoken of."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.facets.drugs.asides import time_in_an_aside
from desktop.facets.drugs.giving_kinds import BEHIND, STATUS, Status
from desktop.facets.drugs.giving_words import GivingWords
from desktop.facets.drugs.people_taking import follows_people_with, includes_people, is_also_said_of_people, is_counted
from desktop.facets.drugs.spoken_of import is_list_of_measures, is_on_condition, opening_of, sign_of_status
from desktop.facets.entry.tokens import NUMBER, WORD, Token, tokens_of

_BRACKETS = frozenset(("open", "close"))
_LISTED_WORDS = frozenset(("joins", "filler", NUMBER))
_LISTED = _LISTED_WORDS | {"comma", "slash", "and", "plus", "dash", "together"}
_STEPPED_OVER = frozenset(("dash", "filler", "close"))
_WIDEST_DIRECTLY, _MOST_BEHIND = 4, 4  # words between "after" and the drug, and behind a drug
_WIDEST_LINK = 8  # words from a drug to what links it to another
_LINKS_OR_ENDS = frozenset(("linked", "given", "assigned", "together", "goes_on", "plus", "stop"))


class Said(NamedTuple):
    """Hold what is said of a drug, and the stretch of the sentence that says it; (-1, -1) where no word does."""

    status: Status
    start: int = -1
    end: int = -1

    @property
    def given(self) -> bool:
        """Tell whether patients of this trial are given the drug."""
        return self.status == "given"


class Sentence:
    """Hold the words of one sentence, in which drugs are named."""

    def __init__(self, text: str, giving: GivingWords, *, of_arm: bool = False, observed: bool = False) -> None:
        """Take the text in plain signs.

        In the account of an arm, "those who received X" are its own patients; where a study is ``observed``, users are.
        """
        self._of_arm = of_arm or observed
        self._observed = observed
        self.tokens = tokens_of(text, giving.words)
        self._told_apart = giving.told_apart
        self._starts = [token.start for token in self.tokens]
        self._naming: set[int] = set()

    def said_of(self, spans: Sequence[tuple[int, int]]) -> list[Said]:
        """Return what is said of each of the drugs named at some places, which are in order."""
        places = [(self._first_of(start), bisect_left(self._starts, end)) for start, end in spans]
        self._naming = {place for first, after in places for place in range(first, after)}
        found: list[Said] = []
        for index, (first, after) in enumerate(places):
            said = self._is_past(spans[index][0]) or self._behind(first, after)
            if said is None and index:
                said = self._as_the_one_before(places[index - 1][1], first, after, found[-1])
            found.append(said or self._in_front(first, after))
            self._share(found, places)
        return found

    def _first_of(self, start: int) -> int:
        """Return the token with which a drug's name begins, with what belongs to a placebo ("matched placebo")."""
        place = bisect_left(self._starts, start)
        begun = place > 0 and self.tokens[place - 1].kind == "placebo" and self.tokens[place - 1].end > start
        return place - 1 if begun else place

    def _is_past(self, start: int) -> Said | None:
        """Return that what is named as past was given before: "post-mastectomy radiotherapy" gives no mastectomy."""
        place = bisect_left(self._starts, start) - 1
        if place < 0 or self.tokens[place].kind != "joins" or self.tokens[place].end <= start:
            return None
        return Said("before", self.tokens[place].start, self.tokens[place].end)

    def is_linked(self, start: int, end: int) -> bool:
        """Tell whether a drug named at a place is a part of another ("trastuzumab linked to a cytotoxic drug")."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        before = reversed(self.tokens[max(0, first - _WIDEST_LINK) : first])
        behind = [token for token in self.tokens[after : after + _WIDEST_LINK * 2] if token.kind not in _BRACKETS]
        return any(_comes_to_a_link(tokens) for tokens in (before, behind[:_WIDEST_LINK]))

    def says(self, *kinds: str) -> bool:
        """Tell whether a word of one of some kinds stands in the sentence."""
        return any(token.kind in kinds for token in self.tokens)

    def _behind(self, first: int, after: int) -> Said | None:
        """Return what the words directly behind a drug make of it ("trastuzumab-resistant")."""
        if sign := sign_of_status(self.tokens, first, after, self._told_apart):
            return Said("no_product" if sign.kind == WORD else "before", sign.start, sign.end)
        own = self._behind_a_short_form(after)
        after = self._behind_a_slash(own)
        for token in self.tokens[after : after + _MOST_BEHIND]:
            if self._observed and token.text in self._told_apart.treated:
                return None
            if token.kind in BEHIND:
                if token.kind == "placebo" and after > own:
                    return None  # "letrozole/letrozole placebo"
                return Said(BEHIND[token.kind], token.start, token.end)
            if token.kind not in _STEPPED_OVER:
                return None
        return None

    def _behind_a_short_form(self, place: int) -> int:
        """Return the place behind a bracket that holds another name of the drug ("trastuzumab emtansine (T-DM1)")."""
        if place >= len(self.tokens) or self.tokens[place].kind != "open":
            return place
        end = place + 1
        while end in self._naming:
            end += 1
        closed = end > place + 1 and end < len(self.tokens) and self.tokens[end].kind == "close"
        return end + 1 if closed else place

    def _behind_a_slash(self, place: int) -> int:
        """Return the place behind a second name that a slash joins to the first ("anti-PD1/CTLA4 scFv")."""
        if place >= len(self.tokens) or self.tokens[place].kind != "slash":
            return place
        place += 2
        return place + 1 if place < len(self.tokens) and self.tokens[place].kind == NUMBER else place

    def _as_the_one_before(self, previous: int, first: int, after: int, said: Said) -> Said | None:
        """Return what was said of the drug before, if both stand in one list ("after trastuzumab or pertuzumab")."""
        between, texts = self.tokens[previous:first], self._told_apart
        if said.given or not between or any(token.text in texts.side_by_side for token in between):
            return None
        if not _all_listed(between):
            follows = between[-1].text in texts.followed and _all_listed(between[:-1])
            return said if follows and said.status in ("before", "background") and said.start >= 0 else None
        following = self.tokens[after] if after < len(self.tokens) else None
        joined = any(
            token.text in texts.joining or token.kind in ("slash", "plus", "together", "and") for token in between
        )
        goes_on = following is not None and (following.kind == "comma" or following.text in texts.joining)
        return said if joined or goes_on else None

    def _share(self, found: list[Said], places: Sequence[tuple[int, int]]) -> None:
        """Say of the drug before what the words behind this one say of both ("oestrogen or progesterone receptors")."""
        if len(found) < 2 or found[-1].start < 0 or found[-1].start < self._start(places[len(found) - 1][1]):
            return
        between = self.tokens[places[len(found) - 2][1] : places[len(found) - 1][0]]
        hyphened = bool(between) and between[0].kind == "dash"
        slashed = bool(between) and all(token.kind == "slash" for token in between) and found[-1].status != "withheld"
        measured = self.tokens[bisect_left(self._starts, found[-1].start)].kind == "measured"
        pretreated = self.tokens[bisect_left(self._starts, found[-1].start)].text in self._told_apart.pretreated
        if pretreated:
            for at in range(len(found) - 1, 0, -1):  # "anthracycline, taxane and capecitabine pretreated"
                if not _all_listed(self.tokens[places[at - 1][1] : places[at][0]]):
                    return
                found[at - 1] = found[-1]
            return
        of_both = hyphened or slashed or measured or found[-1].status in ("no_product", "before")
        if _all_listed(between) and of_both:
            found[-2] = found[-1]

    def _start(self, place: int) -> int:
        return self._starts[place] if place < len(self._starts) else self.tokens[-1].end + 1

    def _in_front(self, first: int, after: int) -> Said:
        """Return what the nearest telling word before a drug in its clause says; given, if there is none."""
        place, steps, to, dosed, texts = first - 1, 0, False, False, self._told_apart
        while place >= 0:
            token = self.tokens[place]
            if steps and token.kind == WORD:  # as most are: it tells nothing from afar
                steps, place = steps + (place not in self._naming), place - 1
                continue
            if token.kind == "colon" or (token.kind == "stop" and not self._goes_on_over(place)):
                break
            to = to or (not steps and token.text in texts.to and not self._between_numbers(place))
            if not steps and token.text in texts.side_by_side:
                return self._unless_at_another_time(place, after, Said("given"))
            if token.kind == "open":
                if is_list_of_measures(self.tokens, place, texts):
                    return Said("background", token.start, token.end)
                dosed = dosed or self._is_dosed(place, first)
            if token.kind == "close":
                place = opening_of(self.tokens, place)
            elif not steps and self._is_had_by_people(place):
                return Said("background", token.start, token.end)
            elif said := None if dosed and token.kind == "directly" else self._told_by(place, first, steps):
                said = self._assigned_to(place) or said if to else said
                return self._unless_at_another_time(place, after, said) if said.given else said
            steps += token.kind not in _LISTED and place not in self._naming
            place -= 1
        return self._unless_at_another_time(max(place, 0), after, Said("given"))

    def _is_one_of_several(self, place: int, first: int) -> bool:
        """Tell whether "no" is the first of what patients were assigned to ("to no treatment, levamisole or CMF")."""
        texts = self._told_apart
        assigned = (
            self.tokens[place].text in texts.no and place > 0 and self.tokens[place - 1].text in texts.assigned_to
        )
        return assigned and any(token.kind == "comma" for token in self.tokens[place:first])

    def _is_dosed(self, opening: int, first: int) -> bool:
        """Tell whether a bracket gives a dose before a drug: "a day after chemotherapy (60 mg/m2 doxorubicin)"."""
        between, doses = self.tokens[opening + 1 : first], self._told_apart.doses
        return any(token.kind == NUMBER for token in between) and any(token.text in doses for token in between)

    def _assigned_to(self, place: int) -> Said | None:
        """Return what assigns: "we assigned women whose cancer had grown on letrozole to palbociclib"."""
        found = [Said("given", token.start, token.end) for token in self.tokens[:place] if token.kind == "assigned"]
        return found[-1] if found else None

    def _is_had_by_people(self, place: int) -> bool:
        """Tell "in patients with docetaxel" (background) from "treatment of patients with docetaxel"."""
        texts = self._told_apart
        if self.tokens[place].text not in texts.having or not place or self.tokens[place - 1].kind != "people":
            return False
        return not any(token.text.startswith(texts.treating) for token in self.tokens[:place])

    def _told_by(self, place: int, first: int, steps: int) -> Said | None:
        token = self.tokens[place]
        if token.kind == "course":
            return self._round_a_course(place)
        if token.kind == "directly":
            near = steps <= _WIDEST_DIRECTLY and not self._is_one_of_several(place, first)
            status: Status | None = "withheld" if near else None
        elif token.kind == "taking":
            status = self._taking(place, first)
        elif token.kind == "received_by":
            own = self._of_arm and not includes_people(self.tokens[:place], self._told_apart)
            status = "given" if own else "before"
        elif token.kind == "placebo":
            status = "withheld" if self._is_placebo_of(place, first) else None
        elif token.kind == "together" and place and self.tokens[place - 1].kind == "open":
            # "prior chemotherapy (with or without trastuzumab)": what stands before the bracket says it of both.
            status = None
        else:
            status = STATUS.get(token.kind)
        return Said(status, token.start, token.end) if status else None

    def _round_a_course(self, place: int) -> Said | None:
        """Return what is said of a course of treatment ("during their treatment with X", "after six cycles of X")."""
        while place > 0 and self.tokens[place - 1].kind in _LISTED_WORDS:
            place -= 1
        if not place:
            return None
        before = self.tokens[place - 1]
        time = before if before.kind == "directly" else time_in_an_aside(self.tokens[:place], self._told_apart.joining)
        beside = Said("given") if before.kind == "comma" else None
        return Said("withheld", time.start, time.end) if time else beside

    def _is_placebo_of(self, place: int, first: int) -> bool:
        """Tell "placebo of letrozole" from "placebo and letrozole"."""
        return all(token.text in self._told_apart.of_placebo for token in self.tokens[place + 1 : first])

    def _taking(self, place: int, first: int) -> Status | None:
        """Tell "patients on letrozole" (background) from "treated with letrozole" and "on day 1"."""
        token, texts = self.tokens[place], self._told_apart
        if token.text in texts.on and not _all_listed(self.tokens[place + 1 : first]):
            return None
        for before in reversed(self.tokens[max(0, place - 3) : place]):
            if before.kind == "people":
                return "given" if self._observed or is_counted(self.tokens[place + 1 : first], texts) else "background"
            # "Patients are on letrozole" tells who enters, "patients are treated with letrozole" what they are given.
            if before.kind in ("before", "withheld") or before.text in texts.denying:
                return "before"
            if before.text not in texts.between or (before.text in texts.being and token.text not in texts.states):
                break
        of_people = follows_people_with(self.tokens, place, texts) or is_also_said_of_people(self.tokens, place, texts)
        if token.text in texts.going_on and not self._observed and of_people:
            return "background"
        return None if token.text in texts.on else "given"

    def _between_numbers(self, place: int) -> bool:
        """Tell whether "to" stands in a range ("two to three years")."""
        around = self.tokens[max(0, place - 1)], self.tokens[min(place + 1, len(self.tokens) - 1)]
        return all(token.kind == NUMBER or token.text in self._told_apart.numbers for token in around)

    def _goes_on_over(self, place: int) -> bool:
        """Tell whether a full stop belongs to "e.g." or "i.v.", or a semicolon parts the items of a bracket."""
        before = self.tokens[:place]
        if self.tokens[place].text == ";":
            return [token.kind for token in before if token.kind in ("open", "close")][-1:] == ["open"]
        return self.tokens[place].text == "." and len(before) > 0 and len(before[-1].text) == 1

    def _unless_at_another_time(self, cue: int, after: int, said: Said) -> Said:
        """Return that a drug is given before or after the trial where its sentence says so ("before enrolment")."""
        if condition := is_on_condition(self.tokens, cue, self._told_apart):
            return Said("later", condition.start, condition.end)
        for token in reversed(self.tokens[:cue]):
            if token.kind == "stop":
                break
            if token.kind == "later":
                return Said("later", token.start, token.end)
        for token in self.tokens[after:]:
            if token.kind == "before_trial":
                return Said("before", token.start, token.end)
            if token.kind in ("stop", "given", "goes_on", "colon"):
                break
        return said


def _comes_to_a_link(tokens: Iterable[Token]) -> bool:
    return next((token.kind == "linked" for token in tokens if token.kind in _LINKS_OR_ENDS), False)


def _all_listed(tokens: Sequence[Token]) -> bool:
    return all(token.kind in _LISTED for token in tokens)
