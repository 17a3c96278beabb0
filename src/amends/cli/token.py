"""`amends token`: keys to the API."""

from __future__ import annotations

import argparse

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import wake_desk


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends token`."""
    parser.epilog = (
        "examples:\n"
        '  amends token add --email priya@example.org --name "till in the shop"\n'
        "  amends token list\n"
        "  amends token end 3"
    )
    parser.add_argument("what", choices=["add", "list", "end"], help="make one, list them, or end one")
    parser.add_argument("number", nargs="?", type=int, help="the token to end")
    parser.add_argument("--email", help="whose account the token speaks for")
    parser.add_argument("--name", default="", help="what it is for")


def run(args: argparse.Namespace) -> int:
    """Makes, lists or ends tokens; the words of a new one are shown this once."""
    wake_desk()
    if args.what == "add":
        return _add(args)
    return _end(args) if args.what == "end" else _list(args)


def _add(args: argparse.Namespace) -> int:
    from amends.core import clock
    from amends.people.models import Account
    from amends.people.tokens import make_token

    account = Account.objects.filter(email__iexact=args.email or "").first()
    if account is None:
        raise Misuse("Name an account by --email." if not args.email else f"Nobody signs in as {args.email}.")
    row, words = make_token(account, args.name, clock.now())
    if args.json:
        lines.answer({"token": words, "number": row.pk, "email": account.email, "name": row.name})
    else:
        print(words)
    lines.tell("The token is shown this once.")
    return 0


def _list(args: argparse.Namespace) -> int:
    from amends.people.models import AccessToken

    for row in AccessToken.objects.filter(ended_at=None).select_related("account").order_by("pk"):
        if args.json:
            made = row.created_at.isoformat()
            lines.answer({"number": row.pk, "email": row.account.email, "name": row.name, "made": made})
        else:
            print(f"{row.pk:>5}  {row.account.email}  {row.name}")
    return 0


def _end(args: argparse.Namespace) -> int:
    from amends.core import clock
    from amends.people.models import AccessToken
    from amends.people.tokens import end_token

    row = AccessToken.objects.filter(pk=args.number or 0, ended_at=None).first()
    if row is None:
        raise Misuse("There is no such token. `amends token list` shows their numbers.")
    end_token(row, clock.now())
    lines.tell(f"Token {row.pk} opens nothing any more.")
    return 0
