"""The kinds of words in giving_words.toml, and what each says of the drugs beside it."""

from typing import Literal

Status = Literal["given", "before", "withheld", "later", "background", "no_product"]
"""What a sentence says of a drug."""

STATUS: dict[str, Status] = {
    "given": "given",
    "goes_on": "given",
    "taking": "given",
    "together": "given",
    "assigned": "given",
    "before": "before",
    "meanwhile": "background",
    "withheld": "withheld",
    "later": "later",
    "background": "background",
    "target": "no_product",
}
"""{kind: what it says of the drugs behind it}"""
BEHIND: dict[str, Status] = {
    "prepares": "given",
    "receptor": "no_product",
    "product": "no_product",
    "measured": "background",
    "cause": "background",
    "placebo": "withheld",
    "used_before": "before",
}
"""{kind: what it says of the drug before it}"""
_OTHERS = ("linked", "course", "directly", "received_by", "people", "before_trial", "joins", "filler")
KINDS = frozenset((*STATUS, *BEHIND, *_OTHERS))
"""The kinds of words that giving_words.toml lists."""
