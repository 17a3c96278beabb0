"""The catalogues of words: `python -m amends.web.messages update` collects, `compile` makes what Django reads.

Babel reads the Jinja2 pages as well as the code, which `makemessages` cannot. Both the .po and the .mo are kept in
the repository, so that a plain install speaks every language.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALES = PACKAGE / "locale"
LANGUAGES = ("en", "de")
METHODS = [("**/migrations/**.py", "ignore"), ("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# One date for all, so that collecting twice gives the same file.
COLLECTED = datetime(2026, 1, 1, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    """Runs one of the commands; 0 when done, 2 when the command is not known."""
    commands = {"update": update, "compile": compile_all}
    if len(arguments) != 1 or arguments[0] not in commands:
        print("Usage: python -m amends.web.messages update|compile", file=sys.stderr)
        return 2
    commands[arguments[0]]()
    return 0


def update() -> None:
    """Takes new sentences into each catalogue and leaves out those that nobody says any more."""
    template = collected()
    for language in LANGUAGES:
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(updated(language, template)))


def compile_all() -> None:
    """Makes the .mo files from the .po files."""
    for language in LANGUAGES:
        po_path(language).with_suffix(".mo").write_bytes(as_mo(read(language)))


def collected() -> Catalog:
    """All sentences of the package."""
    catalog = Catalog(project="Amends", charset="utf-8")
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",))
    for _file, _line, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def updated(language: str, template: Catalog) -> Catalog:
    """The catalogue of a language with exactly the sentences of the template; a near match is never guessed."""
    catalog = read(language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.creation_date = catalog.revision_date = COLLECTED
    return catalog


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands, or a new one."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Amends", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def as_po(catalog: Catalog) -> bytes:
    """The text of a .po file: sorted, without places, so that a change of words is all that shows in a diff."""
    text = BytesIO()
    write_po(text, catalog, width=120, no_location=True, sort_output=True, omit_header=False)
    return text.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """The bytes of a .mo file."""
    compiled = BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()


def unfinished(catalog: Catalog) -> Iterator[Message]:
    """Sentences without a translation, with a plural missing, or marked as fuzzy."""
    for message in catalog:
        strings = [message.string] if isinstance(message.string, str) else list(message.string or [""])
        if message.id and (message.fuzzy or not all(strings)):
            yield message


def po_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
