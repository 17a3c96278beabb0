"""Promises, what happened to them, and the timers that look after them."""

from amends.promises.models.call import CallSlot, CallTry, SlotBooking, SupervisorAsk, SupervisorRequest
from amends.promises.models.clock import Clock, ClockEvent, IssueSubject, Moment, PackRecord
from amends.promises.models.follow_up import FollowUp
from amends.promises.models.promise import Promise, PromiseHappening, PromiseQuerySet
from amends.promises.models.timer import Ring, Timer

__all__ = [
    "CallSlot",
    "CallTry",
    "Clock",
    "ClockEvent",
    "FollowUp",
    "IssueSubject",
    "Moment",
    "PackRecord",
    "Promise",
    "PromiseHappening",
    "PromiseQuerySet",
    "Ring",
    "SlotBooking",
    "SupervisorAsk",
    "SupervisorRequest",
    "Timer",
]
