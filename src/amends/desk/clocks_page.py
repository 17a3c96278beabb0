"""The page of the clocks of a case: reasons, letters that a rule asks for, issues of the case, and its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from amends.cases.models import Case, Issue
from amends.casework import clocking, extending, packing, parting
from amends.casework.wording.clocks import moment_words
from amends.casework.wording.times import at as time_in_words
from amends.casework.working import Work, record_attempt
from amends.core.numbers import whole_number
from amends.core.packs import LETTERS, TOLD_MOMENTS, Pack
from amends.core.refusal import Refusal, Unusable
from amends.desk.case_clocks import ClockRow, clock_rows
from amends.desk.case_page import case_of
from amends.desk.staff import Reader, case_url, frame_of, guard_of, new_key, once, staff
from amends.messages.models import CustomerMessage
from amends.playbooks.queries import every_pack, packs_on
from amends.promises.models import Clock, IssueSubject, PackRecord
from amends.web.responses import refusal_response, region, see_other

MESSAGES = 20


@require_GET
@staff()
def clocks(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    return region(request, "desk/clocks.html", _context(reader, case_of(number)))


@require_POST
@staff()
def moment(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    def do(case: Case, typed: Mapping[str, str]) -> None:
        clocking.record_moment(
            case,
            typed.get("moment", ""),
            issue=_number(typed, "issue"),
            by_message=_number(typed, "message"),
            words=typed.get("words", ""),
            how=typed.get("how", "phone"),
            by=reader.person,
            at=reader.at,
        )

    return _press(request, reader, number, "moment", do)


@require_POST
@staff()
def letter(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    def do(case: Case, typed: Mapping[str, str]) -> None:
        name, text, issue = typed.get("moment", ""), typed.get("text", ""), _number(typed, "issue")
        clocking.send_response(case, name, text, issue=issue, by=reader.person, at=reader.at)

    return _press(request, reader, number, "letter", do)


@require_POST
@staff()
def extension(request: HttpRequest, reader: Reader, number: int, clock: int) -> HttpResponse:
    def do(case: Case, typed: Mapping[str, str]) -> None:
        extending.extend_clock(
            case,
            str(clock),
            typed.get("reason", ""),
            within=typed.get("within", ""),
            words=typed.get("words", ""),
            how="letter",
            by=reader.person,
            at=reader.at,
        )

    return _press(request, reader, number, f"extension-{clock}", do)


@require_POST
@staff()
def issue(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    def do(case: Case, typed: Mapping[str, str]) -> None:
        known, subject = _number(typed, "issue"), typed.get("subject", "")
        if known:
            parting.set_subject(case, known, subject, by=reader.person, at=reader.at)
        else:
            parting.add_issue(case, typed.get("title", ""), subject=subject, by=reader.person, at=reader.at)

    return _press(request, reader, number, f"issue-{request.POST.get('issue', '')}", do)


@require_POST
@staff()
def record(request: HttpRequest, reader: Reader, number: int) -> HttpResponse:
    def do(case: Case, typed: Mapping[str, str]) -> None:
        pack, _sep, field = typed.get("field", "").partition("|")
        packing.put_on_record(case, pack, field, typed.get("words", ""), by=reader.person, at=reader.at)

    return _press(request, reader, number, f"record-{request.POST.get('field', '')}", do)


def _press(
    request: HttpRequest,
    reader: Reader,
    number: int,
    form: str,
    do: Callable[[Case, Mapping[str, str]], None],
) -> HttpResponse:
    case = case_of(number)
    try:
        once(request, reader, lambda: do(case, request.POST.dict()))
    except Refusal as refusal:
        record_attempt(refusal)
        context = {**_context(reader, case), "refused": form}
        return refusal_response(request, "desk/clocks.html", context, guard=guard_of(refusal))
    messages.info(request, _("Saved"))
    return see_other(f"{case_url(number)}clocks")


def _context(reader: Reader, case: Case) -> dict[str, Any]:
    work = Work(case, reader.person, reader.at)
    rows, packs = clock_rows(work), every_pack()
    issues = list(Issue.objects.filter(case=case).order_by("pk"))
    awaited = {name: words for row in rows if not row.is_over for name, words in row.waits_for}
    return {
        "frame": frame_of(reader, practice=case.practice),
        "case": case,
        "here": f"{case_url(case.pk)}clocks",
        "clocks": rows,
        "awaited": sorted(awaited.items(), key=lambda pair: pair[1]),
        "letters": sorted(((name, words) for name, words in awaited.items() if name in LETTERS), key=lambda p: p[1]),
        "others": sorted((name, moment_words(name)) for name in TOLD_MOMENTS),
        "issues": [(issue.pk, issue.title, _subject(issue)) for issue in issues],
        "subjects": sorted({subject for pack in packs for subject in pack.subjects}),
        "records": list(_records(case, rows, packs)),
        "messages_out": list(_messages(reader, case)),
        "zone": reader.zone,
        "their_zone": case.customer.zone or work.house.zone,
        "key": new_key(),
        "refused": "",
        "typed": {},
    }


def _subject(issue: Issue) -> str:
    newest = IssueSubject.objects.filter(issue=issue).order_by("-pk").values_list("subject", flat=True).first()
    return newest or ""


def _records(case: Case, rows: list[ClockRow], packs: list[Pack]) -> Iterator[tuple[str, str, str]]:
    """What the rules want on record: the key of the form, the field, and the words that stand there."""
    written = {(row.pack, row.field): row.words.text for row in _written(case)}
    names = set(Clock.objects.filter(case=case).values_list("version__name", flat=True)) if rows else set(packs_on())
    for pack in packs:
        if pack.name in names:
            for field in pack.records:
                yield f"{pack.name}|{field}", field, written.get((pack.name, field), "")


def _written(case: Case) -> list[PackRecord]:
    return list(PackRecord.objects.filter(case=case).select_related("words").order_by("pk"))


def _messages(reader: Reader, case: Case) -> Iterator[tuple[int, str]]:
    rows = CustomerMessage.objects.filter(case=case, direction="out").select_related("words").order_by("-pk")
    for row in rows[:MESSAGES]:
        time = time_in_words(row.at, reader.zone, "full", now=reader.at)
        yield row.pk, f"{time} · {row.words.text[:60]}"


def _number(typed: Mapping[str, str], field: str) -> int:
    told = typed.get(field, "")
    found = whole_number(told) if told else 0
    if found is None:
        raise Unusable(field=field, fault="unknown", value=told[:20])
    return found
