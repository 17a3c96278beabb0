"""SQLite for several processes that write: whoever waits gets a turn."""
