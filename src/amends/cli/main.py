"""`amends COMMAND`: one module for each command, read only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from amends.cli import lines
from amends.cli.faults import Fault, Misuse

COMMANDS = {
    "demo": "a filled desk in a scratch folder, running",
    "setup": "prepare the database and make the first owner",
    "run": "web, clock, mail and delivery in one process group",
    "web": "the pages and the API",
    "clock": "ring what is due",
    "deliver": "release and send what waits in the outbox",
    "fetch": "fetch mail from the mailboxes, and file it",
    "ingest": "file mail from .eml files, mbox, Maildir or standard input",
    "due": "a due time, or worked time, with why",
    "hints": "what the coach and the reader see in a text",
    "play": "a story on a scratch database with a set clock",
    "playbook": "check a playbook",
    "mailbox": "the mailboxes that are fetched: add, list, test, remove",
    "token": "make or end a key to the API",
    "backup": "an online copy of everything in one file",
    "restore": "the way back from a backup",
    "verify": "check that the timeline is as it was written",
    "doctor": "what is missing or unwell, and what to do",
    "export": "all cases as JSON lines",
    "import": "open cases and customers from a CSV file",
}
_MODULES = {"import": "import_"}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; answers its exit code: 0 on success, 2 on unusable input, 1 on a fault."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our lines has seen enough; nothing more may be written, not even at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        lines.tell("Stopped.")
        return 1
    return code


def _run(given: list[str]) -> int:
    name = given[0] if given else ""
    if name not in COMMANDS:
        return _without_command(given)
    module = importlib.import_module(f"amends.cli.{_MODULES.get(name, name)}")
    # A command may say again what --json does to it.
    parser = argparse.ArgumentParser(
        prog=f"amends {name}",
        description=f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        conflict_handler="resolve",
    )
    parser.add_argument("--json", action="store_true", help="answer with one JSON object a line")
    parser.add_argument("--debug", action="store_true", help="show the source of a fault")
    module.add_arguments(parser)
    try:
        args = parser.parse_args(given[1:])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    try:
        return int(module.run(args))
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:
        return _failed(error, args)


def _without_command(given: list[str]) -> int:
    if given[:1] == ["--version"]:
        print(version("amends"))
        return 0
    told = "\n".join(f"  {name:<9} {what}" for name, what in COMMANDS.items())
    page = f"usage: amends COMMAND …\n\n{told}\n\n`amends COMMAND --help` shows its options and an example.\n"
    if not given or given[0] in ("-h", "--help", "help"):
        print(page, end="")
        return 0 if given else 2
    lines.tell(f"There is no command “{given[0]}”. `amends --help` lists them.")
    return 2


def _failed(error: Exception, args: argparse.Namespace) -> int:
    """One clear sentence, never a traceback unless it is asked for."""
    code, sentence = _sentence(error)
    if args.debug:
        logging.getLogger("amends.cli").error("%s", sentence, exc_info=error)
    if args.json:
        lines.answer({"error": sentence})
    lines.tell(sentence)
    return code


def _sentence(error: Exception) -> tuple[int, str]:
    if isinstance(error, Misuse):
        return 2, str(error)
    if isinstance(error, Fault):
        return 1, str(error)
    if "django" in sys.modules:
        from amends.cli.reasons import of_the_desk

        if found := of_the_desk(error):
            return found
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError | PermissionError):
        return 2, f"{error.filename or 'A file'} cannot be used: {(error.strerror or str(error)).lower()}."
    if isinstance(error, OSError):
        return 1, f"The machine refused: {error.strerror or error}."
    return 1, f"Something failed inside ({type(error).__name__}: {error}). --debug shows where."


if __name__ == "__main__":
    sys.exit(main())
