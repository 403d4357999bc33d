"""HTML from templates: all text in a template is escaped unless its type marks it as markup."""

import contextlib
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from desktop.files import make_private_folder, whole_file
from desktop.paths import cache_folder
from desktop.sheet.parts import Piece, Text

_DIGEST = 32
"""Bytes of the checksum before a kept template."""
_LINE_BREAK = Markup("<br>")
_ANCHOR = Markup('<a name="e%d"></a>')
_EVIDENCE = Markup('<span class="evidence">%s</span>')


def template(folder: Path, name: str, prepared: Callable[[str], str] = str) -> Template:
    """Return a template of a folder; ``prepared`` makes each text ready before it is escaped."""
    return _environment(folder, prepared).get_template(name)


class _Kept(BytecodeCache):
    """Keep compiled templates for the next start; where they cannot be kept, they are compiled each time.

    What a template is compiled to depends on ``kind``, how its texts are made ready, too. Jinja itself renews what was
    compiled from another text, or by another version.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template as it was written, if it is whole: damaged code could end the program."""
        with contextlib.suppress(OSError):
            content = self._place(bucket).read_bytes()
            code = content[_DIGEST:]
            if hashlib.sha256(code).digest() == content[:_DIGEST]:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write one template."""
        code = bucket.bytecode_to_string()
        place = self._place(bucket)
        with contextlib.suppress(OSError):
            make_private_folder(place.parent)
            with whole_file(place) as file:
                file.write(hashlib.sha256(code).digest() + code)

    def _place(self, bucket: Bucket) -> Path:
        return cache_folder() / f"template-{self._kind}-{bucket.key}"


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
        bytecode_cache=_Kept(prepared.__name__),
        finalize=None if prepared is str else ready,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(lines=lines, words=words)
    return environment
