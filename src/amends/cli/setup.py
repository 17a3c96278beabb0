"""`amends setup`: prepare the database, and make the house and its first owner here or in the browser."""

from __future__ import annotations

import argparse
import getpass
import os
import secrets
import sys

from amends.cli import lines
from amends.cli.faults import Misuse
from amends.cli.waking import prepare, wake


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `amends setup`."""
    parser.epilog = (
        "examples:\n"
        "  amends setup\n"
        '  amends setup --owner "Priya Nair" --email priya@example.org --business "Meridian Furniture" \\\n'
        "      --zone Europe/London --country GB-ENG --password-stdin < password.txt"
    )
    parser.add_argument("--owner", metavar="NAME", help="the first owner; without it the browser asks")
    parser.add_argument("--email", help="the owner's address, which signs in")
    parser.add_argument("--business", metavar="NAME", help="what the business is called")
    parser.add_argument("--address", default="", help="the address that customers write to")
    parser.add_argument("--zone", default="Europe/London", help="the zone of the business (Europe/London)")
    parser.add_argument("--country", default="GB-ENG", help="whose public holidays count (GB-ENG)")
    parser.add_argument("--language", default="en", help="the language of the desk (en)")
    parser.add_argument("--currency", default="GBP", help="the currency of what may be given (GBP)")
    parser.add_argument("--password-stdin", action="store_true", help="read the owner's password from standard input")
    parser.add_argument("--for-run", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Prepares the database; makes the owner, or prints the address where the browser asks for one."""
    if args.owner and not (args.email and args.business):
        raise Misuse("An owner needs --email and --business beside --owner.")
    wake()
    prepare()
    from amends.people.models import Account

    if args.owner:
        _make_owner(args)
    elif not Account.objects.exists():
        _tell_first_run(args.json)
    elif not args.for_run:
        lines.tell("The desk is set up.")
    return 0


def _make_owner(args: argparse.Namespace) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from amends.casework.founding import add_member, set_up_house, setup_code_file
    from amends.core import clock
    from amends.people.models import House, Role

    password = _password(args)
    if password is not None:
        try:
            validate_password(password)
        except ValidationError as error:
            raise Misuse(" ".join(error.messages)) from error
    at = clock.now()
    with transaction.atomic():
        if not House.objects.exists():
            set_up_house(
                name=args.business,
                at=at,
                zone=args.zone,
                country=args.country,
                language=args.language,
                currency=args.currency,
                address=args.address,
            )
        person = add_member(name=args.owner, email=args.email, at=at, role=Role.PROGRAMME, password=password)
    setup_code_file().unlink(missing_ok=True)
    if args.json:
        lines.answer({"owner": person.pk, "name": person.name, "email": args.email})
    lines.tell(f"{person.name} can sign in as {args.email}" + ("." if password else " by a code sent there."))


def _password(args: argparse.Namespace) -> str | None:
    """The password from standard input or the terminal; None where neither is there, then a code by mail signs in."""
    if args.password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise Misuse("Standard input holds no password.")
        return password
    if sys.stdin.isatty():
        return getpass.getpass("Password of the owner (empty: sign in by a code sent by mail): ") or None
    return None


def _tell_first_run(as_json: bool) -> None:
    from django.conf import settings

    address = f"{settings.AMENDS_ORIGIN}/setup/{setup_code()}/"
    if as_json:
        lines.answer({"first_run": address})
    lines.tell(f"The database is ready. Make the first owner here, once the desk runs:\n  {address}")


def setup_code() -> str:
    """The code that opens the first-run page, made once and readable by the owner of the home folder only."""
    from amends.casework.founding import setup_code_file

    file = setup_code_file()
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(18))
    return file.read_text().strip()
