"""Promises, what happened to them, and the timers that look after them."""
