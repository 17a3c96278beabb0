"""`amends mailbox`: the IMAP mailboxes that are fetched."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from amends.cli import lines
from amends.cli.faults import Fault, Misuse
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends mailbox`."""
    parser.epilog = (
        "examples:\n"
        "  amends mailbox add --host imap.example.org --user care@example.org --password-stdin < password.txt\n"
        "  amends mailbox list\n"
        "  amends mailbox test 1\n"
        "  amends mailbox remove 1"
    )
    parser.add_argument("what", choices=["add", "list", "test", "remove"], help="what to do")
    parser.add_argument("number", nargs="?", type=int, help="the mailbox to test or remove")
    parser.add_argument("--host", help="the IMAP server")
    parser.add_argument("--port", type=int, help="its port (993, without TLS 143)")
    parser.add_argument("--user", help="who signs in")
    parser.add_argument("--folder", default="INBOX", help="the folder that is read (INBOX)")
    parser.add_argument("--name", default="", help="what the desk calls it")
    parser.add_argument("--no-tls", action="store_true", help="without encryption, for a server on this machine")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def run(args: argparse.Namespace) -> int:
    """Adds, lists, tests or removes a mailbox; one that is added is tested first."""
    wake_desk()
    return {"add": _add, "list": _list, "test": _test, "remove": _remove}[args.what](args)


def _add(args: argparse.Namespace) -> int:
    from amends.casework.mailboxes import add_mailbox
    from amends.channels.email.imap import FetchError, ImapAccount, check
    from amends.core import clock

    if not args.host or not args.user:
        raise Misuse("A mailbox needs --host and --user.")
    where: dict[str, Any] = {
        "host": args.host,
        "port": args.port or (143 if args.no_tls else 993),
        "user": args.user,
        "password": _password(args),
        "folder": args.folder,
        "tls": not args.no_tls,
    }
    try:
        mails = check(ImapAccount(**where))
    except FetchError as error:
        raise Misuse(str(error)) from error
    row = add_mailbox(**where, name=args.name, at=clock.now())
    if args.json:
        lines.answer({"mailbox": row.pk, "name": row.name, "mails": mails})
    lines.tell(f"Mailbox {row.pk}, {row.name}, is fetched from now on; it holds {mails} mails.")
    return 0


def _password(args: argparse.Namespace) -> str:
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Misuse("Give the password by --password-stdin.")
    return getpass.getpass(f"Password of {args.user}: ")


def _list(args: argparse.Namespace) -> int:
    from amends.channels.models import Mailbox

    for row in Mailbox.objects.order_by("pk"):
        read = row.fetched_at.isoformat() if row.fetched_at else None
        if args.json:
            lines.answer(
                {"mailbox": row.pk, "name": row.name, "host": row.host, "read": read, "fault": row.fault or None}
            )
        else:
            print(f"{row.pk:>4}  {row.name}  {row.host}:{row.port}/{row.folder}  {row.fault or 'well'}")
    return 0


def _test(args: argparse.Namespace) -> int:
    from amends.channels.email.imap import FetchError, check
    from amends.channels.models import Mailbox
    from amends.loops.fetch import account_of

    row = Mailbox.objects.filter(pk=args.number or 0).first()
    if row is None:
        raise Misuse("There is no such mailbox. `amends mailbox list` shows their numbers.")
    try:
        mails = check(account_of(row))
    except FetchError as error:
        raise Fault(str(error)) from error
    if args.json:
        lines.answer({"mailbox": row.pk, "name": row.name, "mails": mails})
    lines.tell(f"{row.name} can be read; it holds {mails} mails.")
    return 0


def _remove(args: argparse.Namespace) -> int:
    from amends.casework.mailboxes import remove_mailbox
    from amends.core import clock

    remove_mailbox(args.number or 0, at=clock.now())
    lines.tell(f"Mailbox {args.number} is not fetched any more; what came from it stays.")
    return 0
