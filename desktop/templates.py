"""HTML from templates: all text in a template is escaped unless its type marks it as markup."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from desktop.sheet.parts import Piece, Text

_LINE_BREAK = Markup("<br>")
_ANCHOR = Markup('<a name="e%d"></a>')
_EVIDENCE = Markup('<span class="evidence">%s</span>')


def template(folder: Path, name: str, prepared: Callable[[str], str] = str) -> Template:
    """Return a template of a folder; ``prepared`` makes each text ready before it is escaped."""
    return _environment(folder, prepared).get_template(name)


@cache
def _environment(folder: Path, prepared: Callable[[str], str]) -> Environment:
    """Return an environment that compiles each template of a folder once, with two filters for texts of several lines.

    ``lines`` shows a string, ``words`` a text of a sheet, of which it marks the evidence if it is to.
    """

    def ready(value: object) -> object:
        return prepared(value) if type(value) is str else value

    def lines(text: str) -> Markup:
        shown = escape(prepared(text))
        return shown.replace("\n", _LINE_BREAK) if "\n" in shown else shown

    def words(text: Text, marked: bool) -> Markup:
        return Markup().join([_marked(piece) if marked and piece.evidence else lines(piece.words) for piece in text])

    def _marked(piece: Piece) -> Markup:
        return Markup().join([_ANCHOR % number for number in piece.begins]) + _EVIDENCE % lines(piece.words)

    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=None if prepared is str else ready,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(lines=lines, words=words)
    return environment
