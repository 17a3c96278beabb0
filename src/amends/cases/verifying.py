"""Whether the timelines are as they were written: each entry by the chain, and the end of each by its case."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from amends.cases.models import Case, Entry, Standing
from amends.cases.models.timeline import Finding
from amends.cases.models.timeline import verify as verify_chains


def verify() -> Iterator[Finding]:
    """What was changed, is missing, was cut off or added at the end; erased words are told."""
    yield from verify_chains()
    yield from _ends()


def _ends() -> Iterator[Finding]:
    key = Concat(Value("case:"), Cast(OuterRef("case_id"), CharField()))
    newest = Entry.objects.filter(stream=key).order_by("-seq")
    ends = Standing.objects.annotate(
        last=Subquery(newest.values("seq")[:1]), last_hash=Subquery(newest.values("hash")[:1])
    )
    columns = ("case_id", "entries", "tail", "last", "last_hash")
    for case, entries, tail, last, last_hash in ends.order_by("case_id").values_list(*columns).iterator():
        if (entries, tail) != (last or 0, last_hash or ""):
            what = "cut-off" if (last or 0) < entries else "added" if (last or 0) > entries else "changed"
            yield Finding(f"case:{case}", max(entries, last or 0), what)
    for number in Case.objects.filter(standing=None).order_by("pk").values_list("pk", flat=True).iterator():
        yield Finding(f"case:{number}", 0, "missing")
