"""The loops that ring due timers, deliver the outbox and fetch mail."""
