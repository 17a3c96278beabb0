"""Promises, what happened to them, and the timers that look after them."""

from amends.promises.models.call import CallSlot, CallTry, SlotBooking, SupervisorAsk, SupervisorRequest
from amends.promises.models.clock import Clock, ClockEvent, IssueSubject, Moment, PackRecord
from amends.promises.models.escalation import Escalation, EscalationStep
from amends.promises.models.follow_up import FollowUp
from amends.promises.models.promise import Promise, PromiseHappening, PromiseQuerySet
from amends.promises.models.rhythm import Progress, Rhythm, SilentDay
from amends.promises.models.timer import Ring, Timer
from amends.promises.models.underpinning import Underpinning

__all__ = [
    "CallSlot",
    "CallTry",
    "Clock",
    "ClockEvent",
    "Escalation",
    "EscalationStep",
    "FollowUp",
    "IssueSubject",
    "Moment",
    "PackRecord",
    "Progress",
    "Promise",
    "PromiseHappening",
    "PromiseQuerySet",
    "Rhythm",
    "Ring",
    "SilentDay",
    "SlotBooking",
    "SupervisorAsk",
    "SupervisorRequest",
    "Timer",
    "Underpinning",
]
