"""Raw mail, mailboxes and the outbox; one folder per kind of channel."""
