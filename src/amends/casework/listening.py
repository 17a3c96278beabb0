"""Listen: feelings, the finished mark, the problem behind the first words (S0.2 to S0.5)."""

from __future__ import annotations

from datetime import datetime

from amends.cases.models import SeenBy, Words
from amends.cases.models.case import Annotation
from amends.casework.working import CaseRef, Work, require_member, words_of, working
from amends.core.refusal import FirstWordsLocked, Unusable
from amends.people.models import Person
from amends.understanding.models import FeelingReading, Finished, FirstWords, UnderlyingProblem


def note_feeling(
    case: CaseRef, word: str, level: int, *, by: Person, at: datetime, source: str = "said"
) -> FeelingReading:
    """Note a feeling in the customer's own word, 1 to 5; what was seen is marked observed, not said (S0.5)."""
    text = words_of(word, "word", longest=60)
    if isinstance(level, bool) or not isinstance(level, int) or not 1 <= level <= 5:
        raise Unusable(field="level", fault="one-to-five")
    if source not in FeelingReading.Source.values:
        raise Unusable(field="source", fault="unknown", value=source)
    with working(case, by=by, at=at) as work:
        work.require_party()
        row = FeelingReading.objects.create(
            case=work.case,
            word=text,
            level=level,
            source=source,
            by=by,
            at=at,
            recorded_at=at,
            practice=work.case.practice,
        )
        work.note("felt", seen_by=SeenBy.CUSTOMER, feeling=row.pk, level=level, source=source)
        return row


def finish_listening(case: CaseRef, *, by: Person, at: datetime) -> Finished:
    """The customer has finished; from here an offer can be made, and how long we listened is on record (S0.3).

    Marked twice, the first mark stands.
    """
    with working(case, by=by, at=at) as work:
        work.require_party()
        return mark_finished(work, "customer" if by.pk == work.case.customer_id else "agent")


def mark_finished(work: Work, how: str) -> Finished:
    """Mark inside another act that the customer has finished, unless it is marked already (0.4.3)."""
    known = Finished.objects.filter(case=work.case).first()
    if known:
        return known
    seconds = int((work.at - work.case.opened_at).total_seconds())
    work.note("finished", seen_by=SeenBy.CUSTOMER, how=how, listened_seconds=seconds)
    return Finished.objects.create(case=work.case, how=how, began_at=work.case.opened_at, by=work.by, at=work.at)


def state_problem(case: CaseRef, words: str, *, by: Person, at: datetime) -> UnderlyingProblem:
    """Say what is really wrong, as a new version beside the first words (S0.4)."""
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        work.require_team()
        work.refuse_if_closed()
        said = Words.say(text)
        row = UnderlyingProblem.objects.create(
            case=work.case,
            version=UnderlyingProblem.objects.filter(case=work.case).count() + 1,
            words=said,
            by=by,
            at=at,
            recorded_at=at,
            practice=work.case.practice,
        )
        work.note("problem-stated", said, SeenBy.CUSTOMER, version=row.version)
        return row


def edit_first_words(case: CaseRef, words: str, *, by: Person, at: datetime) -> FirstWords:
    """Always refused: first words are never edited, a remark beside them leads on (S0.4)."""
    with working(case, by=by, at=at) as work:
        raise FirstWordsLocked(case=work.case.pk)


def annotate(case: CaseRef, words: str, *, by: Person, at: datetime) -> Annotation:
    """Add a remark beside the first words (S0.4). Only the team sees it."""
    require_member(by)
    text = words_of(words)
    with working(case, by=by, at=at) as work:
        said = Words.say(text)
        row = Annotation.objects.create(case=work.case, words=said, by=by, at=at)
        work.note("annotated", said)
        return row
