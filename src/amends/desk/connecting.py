"""The mail of the business: which mailboxes are fetched, tried with a real result, and how mail leaves (2k, step 6)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amends.casework import mailboxes
from amends.channels.email.imap import check
from amends.channels.email.mailboxes import FetchError, ImapAccount
from amends.channels.models import Mailbox
from amends.core.numbers import whole_number
from amends.core.refusal import Refusal, Unusable
from amends.desk.first_run import STEPS
from amends.desk.staff import Reader, frame_of, guard_of, new_key, once, staff
from amends.people.models import Role
from amends.web.responses import refusal_response, region, see_other

TRY_SECONDS = 10.0


@staff(Role.PROGRAMME)
def connect(request: HttpRequest, reader: Reader) -> HttpResponse:
    context = _page(request, reader)
    if request.method != "POST":
        return region(request, "desk/connect.html", context)
    try:
        account = _account(request)
        result = _tried(account)
        if request.POST.get("then") != "fetch":
            return region(request, "desk/connect.html", {**context, "result": result})
        once(request, reader, lambda: _add(account, reader))
    except FetchError as error:
        # The server's own sentence says what is wrong; nothing is kept that cannot be read.
        return region(request, "desk/connect.html", {**context, "fault": str(error)}, status=422)
    except Refusal as refusal:
        return refusal_response(request, "desk/connect.html", context, guard=guard_of(refusal))
    messages.info(request, result)
    return see_other("/setup/connect")


@require_POST
@staff(Role.PROGRAMME)
def remove(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    try:
        once(request, reader, lambda: mailboxes.remove_mailbox(number, by=reader.person, at=reader.at))
    except Refusal as refusal:
        return refusal_response(request, "desk/connect.html", _page(request, reader), guard=guard_of(refusal))
    return see_other("/setup/connect")


@require_POST
@staff(Role.PROGRAMME)
def send_test(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A mail to the one who asks, through the server that all mail leaves by; the answer is what that server said."""
    to = reader.account.email
    mail = EmailMessage(_("A test from Amends"), _("Mail leaves this desk."), settings.AMENDS_MAIL_FROM, [to])
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        told = _("The mail server did not take it: %(fault)s") % {"fault": error}
        return region(request, "desk/connect.html", {**_page(request, reader), "send_fault": told}, status=422)
    messages.info(request, _("The mail server has taken a test to %(address)s.") % {"address": to})
    return see_other("/setup/connect")


def _page(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    return {
        "frame": frame_of(reader, "connect"),
        "step": STEPS,
        "steps": STEPS,
        "mailboxes": list(Mailbox.objects.order_by("pk")),
        "server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
        "sender": settings.AMENDS_MAIL_FROM,
        "typed": request.POST,
        "result": "",
        "fault": "",
        "send_fault": "",
        "zone": reader.zone,
        "key": new_key(),
    }


def _account(request: HttpRequest) -> ImapAccount:
    typed = request.POST
    port = whole_number(typed.get("port", "993"))
    if port is None or not 0 < port < 65536:
        raise Unusable(field="port", fault="sentence", sentence=_("Enter a port such as 993."))
    host, user = typed.get("host", "").strip(), typed.get("user", "").strip()
    if not host or not user:
        raise Unusable(field="host", fault="sentence", sentence=_("Enter the server and the user name."))
    return ImapAccount(
        host=host,
        port=port,
        user=user,
        password=typed.get("password", ""),
        folder=typed.get("folder", "").strip() or "INBOX",
        tls=typed.get("tls") == "on",
    )


def _tried(account: ImapAccount) -> str:
    count = check(account, timeout=TRY_SECONDS)
    words = ngettext(
        "The server answers: %(count)s message in %(folder)s.",
        "The server answers: %(count)s messages in %(folder)s.",
        count,
    )
    return words % {"count": count, "folder": account.folder}


def _add(account: ImapAccount, reader: Reader) -> None:
    mailboxes.add_mailbox(
        host=account.host,
        port=account.port,
        user=account.user,
        password=account.password,
        folder=account.folder,
        tls=account.tls,
        by=reader.person,
        at=reader.at,
    )
