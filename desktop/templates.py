"""Make HTML from templates: every text is escaped unless its type says that it is markup."""

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
"""The length in bytes of the checksum before a stored template."""
_LINE_BREAK = Markup("<br>")
_ANCHOR = Markup('<a name="e%d"></a>')
_EVIDENCE = Markup('<span class="evidence">%s</span>')


def template(folder: Path, name: str, prepared: Callable[[str], str] = str) -> Template:
    """Return a template of a folder; ``prepared`` is applied to each text before it is escaped."""
    return _environment(folder, prepared).get_template(name)


class _Kept(BytecodeCache):
    """Store compiled templates for the next start; if they cannot be stored, they are compiled each time.

    The result also depends on ``kind``, the function that prepares the texts. Jinja itself compiles again if the
    template or the version of Jinja has changed.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a stored template if its checksum is right: damaged code could crash the program."""
        with contextlib.suppress(OSError):
            content = self._place(bucket).read_bytes()
            code = content[_DIGEST:]
            if hashlib.sha256(code).digest() == content[:_DIGEST]:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store one compiled template."""
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

    The filter ``lines`` is for a string, ``words`` for a text of a sheet, in which it can mark the evidence.
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
