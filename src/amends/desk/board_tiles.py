"""The tiles of the Lead board in words, each from one figure; no tile knows of another (`ux.md` 2g)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.casework.wording.steps import playbook_words
from amends.casework.wording.times import at as time_in_words
from amends.casework.wording.times import span
from amends.core.working_time import WorkingCalendar
from amends.desk.board_charts import Bar, Chart, Linked, Picture, Tile
from amends.insight.backlog import BUCKETS, backlog
from amends.insight.figures import AGES
from amends.insight.given import EVERY, Given, given
from amends.insight.kept import Kept, kept_of, kept_rate
from amends.insight.period import Period, midnight, today, weeks_until
from amends.insight.shares import Share
from amends.insight.steps import stands

WEEKS = 5


@dataclass(frozen=True)
class Look:
    """What the board looks at: a period of the business's days, at an instant; `zone` is that of the reader."""

    period: Period
    at: datetime
    zone: str
    calendar: WorkingCalendar

    @property
    def last_instant(self) -> datetime:
        """An instant of the last day, to be shown as that day."""
        return self.period.end - timedelta(seconds=1)

    @property
    def midnight_day(self) -> date:
        """The day at whose midnight the backlog is looked at: the last of the period, today while it is not over."""
        return min(self.period.until, today(self.at, self.period.zone))

    @cached_property
    def weeks(self) -> list[Period]:
        """The week in which the period ends, and the four before it."""
        return weeks_until(self.midnight_day, WEEKS, self.period.zone)

    @cached_property
    def rows(self) -> list[Given]:
        """The promises due in the period and in those weeks, in one read."""
        whole = (self.period, *self.weeks)
        wide = Period(min(each.since for each in whole), max(each.until for each in whole), self.period.zone)
        return list(given(wide, self.at, EVERY))

    @cached_property
    def kept(self) -> Kept:
        """The figures of the period."""
        return kept_of(_within(self.rows, self.period), self.at, self.calendar)

    def figure(self, name: str) -> str:
        """The address of the cases behind a figure of the period."""
        return figure_url(name, self.period)


def figure_url(name: str, period: Period) -> str:
    """The address of the cases behind a figure of a period."""
    return f"/board/figures/{name}?{days_of(period)}"


def days_of(period: Period) -> str:
    """The days of a period as an address names them."""
    return urlencode({"since": period.since.isoformat(), "until": period.until.isoformat()})


def promises_tile(look: Look) -> Tile:
    """D-01 with D-03 beside it, by week; D-02 and the organisation's own promise in a line each."""
    rate, moved = look.kept.kept, look.kept.moved
    heading = _("Promises")
    if not rate.denominator and not moved.denominator and not look.kept.service.denominator:
        return Tile("promises", heading, empty=_("No promise fell due in these days."))
    counts = {"kept": rate.numerator, "count": rate.denominator}
    notes = [
        Linked(
            ngettext("%(count)s moved in time", "%(count)s moved in time", moved.numerator)
            % {"count": moved.numerator},
            look.figure("moved"),
        ),
        *_serial(look),
        Linked(
            _("%(kept)s of %(count)s kept at the time told first")
            % {"kept": look.kept.strict.numerator, "count": look.kept.strict.denominator},
            look.figure("kept-at-first-time"),
        ),
        Linked(_compared(look)),
        *_service(look),
    ]
    return Tile(
        "promises",
        heading,
        sentence=_("Were promises to customers kept?"),
        number=Linked(_("%(kept)s of %(count)s kept") % counts, look.figure("kept")),
        notes=notes,
        chart=_by_week(look),
        verb=_open(rate.rest, look.figure("broken")),
        advice=_("If it falls, read what was broken: was the time too short, or was nobody there?"),
    )


def broken_tile(look: Look) -> Tile:
    """D-04: what was broken, and whether the customer had a word from us in time."""
    rate, silent = look.kept.kept, look.kept.silent.numerator
    heading = _("Broken, and was the customer told first?")
    if not rate.rest:
        return Tile("broken", heading, empty=_("Nothing was broken in these days."))
    told = rate.rest - silent
    picture = Picture((told, silent))
    bars = [
        Bar(_("Told in time"), str(told), picture.share(told), look.figure("told-in-time")),
        Bar(_("Not told"), str(silent), picture.share(silent), look.figure("not-told")),
    ]
    caption = _("%(told)s told before the time or within a working hour after it, %(silent)s not.")
    return Tile(
        "broken",
        heading,
        sentence=_("A broken promise hurts most when nobody says so."),
        number=Linked(
            ngettext("%(count)s broken", "%(count)s broken", rate.rest) % {"count": rate.rest}, look.figure("broken")
        ),
        chart=Chart(caption % {"told": told, "silent": silent}, (_("The customer"), _("Promises")), bars),
        verb=_open(silent, look.figure("not-told")),
        advice=_("If this rises, plan cover for the hours in which promises fall due."),
    )


def steps_tile(look: Look) -> Tile:
    """Where open cases stand now, by the step they wait at."""
    found = stands()
    heading = _("Where cases stand")
    if not found:
        return Tile("steps", heading, empty=_("No case is open."))
    picture = Picture([each.count for each in found])
    bars = [
        Bar(
            playbook_words(each.title) if each.title else _("All steps done"),
            str(each.count),
            picture.share(each.count),
            figure_url(f"step-{each.step or 'none'}", look.period),
        )
        for each in found
    ]
    most = max(bars, key=lambda bar: bar.share)
    count = sum(picture.counts)
    return Tile(
        "steps",
        heading,
        sentence=_("Most wait at “%(step)s”.") % {"step": most.label},
        number=Linked(ngettext("%(count)s open case", "%(count)s open cases", count) % {"count": count}, "/?view=team"),
        chart=Chart(_("Open cases by the step they wait at."), (_("Step"), _("Open cases")), bars),
        verb=Linked(_("Open the %(count)s that wait there") % {"count": most.words}, most.url),
    )


def backlog_tile(look: Look) -> Tile:
    """D-19: what was open at midnight, and how old."""
    day = look.midnight_day
    found = backlog(day, look.period.zone)
    heading = _("How old is what is open?")
    there = Period(day, day, look.period.zone)
    if found.middle is None or found.high is None or found.oldest is None:
        return Tile("backlog", heading, empty=_("No case was open at midnight."))
    ages = [len(each) for each in found.aged]
    picture = Picture(ages)
    bars = [
        Bar(_days(number), str(count), picture.share(count), figure_url(name, there))
        for (name, number), count in zip(AGES.items(), ages, strict=True)
    ]
    told = {"half": _age(found.middle), "most": _age(found.high), "oldest": _age(found.oldest)}
    overdue, bare = len(found.overdue), len(found.unpromised)
    notes = (
        Linked(
            ngettext("%(count)s promise was late", "%(count)s promises were late", overdue) % {"count": overdue},
            figure_url("overdue", there),
        ),
        Linked(
            ngettext("Nothing was promised in %(count)s case", "Nothing was promised in %(count)s cases", bare)
            % {"count": bare},
            figure_url("unpromised", there),
        ),
    )
    return Tile(
        "backlog",
        heading,
        sentence=_("Half are younger than %(half)s, nine of ten than %(most)s; the oldest is %(oldest)s old.") % told,
        number=Linked(
            ngettext("%(count)s open at midnight", "%(count)s open at midnight", found.count) % {"count": found.count},
            figure_url("open", there),
        ),
        notes=notes,
        chart=Chart(_("Open cases by age in days."), (_("Age"), _("Open cases")), bars),
        verb=Linked(_("Open the oldest"), figure_url("open", there)),
    )


TILES: Sequence[tuple[str, Callable[[Look], Tile]]] = (
    ("promises", promises_tile),
    ("broken", broken_tile),
    ("steps", steps_tile),
    ("backlog", backlog_tile),
)


def _within(rows: Sequence[Given], period: Period) -> list[Given]:
    begin, end = period.begin, period.end
    return [row for row in rows if begin <= row.due_at < end]


def _by_week(look: Look) -> Chart:
    bars = []
    for week in look.weeks:
        rate = kept_rate(row for row in _within(look.rows, week) if not row.is_service)
        counts = {"kept": rate.numerator, "count": rate.denominator}
        bars.append(
            Bar(
                time_in_words(midnight(week.since, week.zone), week.zone, "day", now=look.at),
                _("%(kept)s of %(count)s") % counts if rate.denominator else _("none due"),
                rate.numerator / rate.denominator if rate.denominator else 0.0,
                figure_url("kept", week),
            )
        )
    return Chart(_("Promises kept, week by week."), (_("Week from"), _("Kept")), bars, upright=True)


def _serial(look: Look) -> list[Linked]:
    count = len(look.kept.moves.serial)
    words = ngettext("%(count)s moved twice or more", "%(count)s moved twice or more", count) % {"count": count}
    return [Linked(words, look.figure("moved-twice"))] if count else []


def _service(look: Look) -> list[Linked]:
    rate = look.kept.service
    words = _("First answers by name: %(kept)s of %(count)s in time")
    told = words % {"kept": rate.numerator, "count": rate.denominator}
    return [Linked(told, look.figure("first-answers-broken" if rate.rest else "first-answers-kept"))]


def _compared(look: Look) -> str:
    rate = look.kept.kept
    if rate.is_few:
        words = ngettext(
            "Too few to compare (%(count)s promise)", "Too few to compare (%(count)s promises)", rate.denominator
        )
        return words % {"count": rate.denominator}
    before = kept_rate(row for week in look.weeks[:-1] for row in _within(look.rows, week) if not row.is_service)
    told = {"now": _percent(rate), "a_case": f"{rate.per_case:.1f}"}
    if before.is_few:
        return _("%(now)s, %(a_case)s promises a case") % told
    return _("%(now)s, %(a_case)s promises a case; the four weeks before %(before)s") % {
        **told,
        "before": _percent(before),
    }


def _percent(rate: Share) -> str:
    return _("%(percent)s %%") % {"percent": round(rate.percent or 0)}


def _open(count: int, url: str) -> Linked | None:
    words = ngettext("Read the one", "Read the %(count)s", count) % {"count": count}
    return Linked(words, url) if count else None


def _days(bucket: int) -> str:
    first, last = BUCKETS[bucket]
    if last is None:
        return _("more than %(days)s days") % {"days": first - 1}
    return _("%(first)s to %(last)s days") % {"first": first, "last": last}


def _age(age: timedelta) -> str:
    return span(int(age / timedelta(minutes=1)) if age < timedelta(days=2) else age.days * 24 * 60)
