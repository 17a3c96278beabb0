"""Promises, what happened to them, and the timers that look after them."""

from amends.promises.models.clock import Clock, ClockEvent, IssueSubject, Moment, PackRecord
from amends.promises.models.promise import Promise, PromiseHappening, PromiseQuerySet
from amends.promises.models.timer import Ring, Timer

__all__ = [
    "Clock",
    "ClockEvent",
    "IssueSubject",
    "Moment",
    "PackRecord",
    "Promise",
    "PromiseHappening",
    "PromiseQuerySet",
    "Ring",
    "Timer",
]
