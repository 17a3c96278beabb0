"""A mail as it came, in a frame of its own that can do nothing; and files, which are only ever downloaded."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from amends.casework.files import file_path
from amends.casework.queries import attachment
from amends.channels.email.sanitize import with_pictures
from amends.desk.staff import Reader, staff
from amends.messages.models import CustomerMessage
from amends.web.security import MAIL_POLICY, as_mail_frame


@require_GET
@staff()
def mail(request: HttpRequest, reader: Reader, number: int, message: int) -> HttpResponse:
    row = get_object_or_404(CustomerMessage.objects.select_related("full", "words"), pk=message, case_id=number)
    pictures = "pictures" in request.GET
    context = {
        # Cleaned when it was filed; the sandbox of the answer's policy stands behind that.
        "html": with_pictures(row.html) if pictures else row.html,
        "text": (row.full or row.words).text,
        "language": row.case.customer.language,
    }
    response = as_mail_frame(HttpResponse(render_to_string("desk/case_mail.html", context, request=request)))
    if pictures:
        response["Content-Security-Policy"] = MAIL_POLICY.replace("img-src 'self' data:", "img-src https: http: data:")
    return response


@require_GET
@staff()
def file(request: HttpRequest, reader: Reader, number: int, file: int) -> FileResponse:
    row = attachment(file)
    if row is None or row.message.case_id != number or not default_storage.exists(file_path(row.sha256)):
        raise Http404
    # Never shown in the desk's own origin, whatever it says it is.
    response = FileResponse(
        default_storage.open(file_path(row.sha256)), as_attachment=True, filename=row.name or f"file-{row.pk}"
    )
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
