"""Mail: reading any bytes, finding the new words, telling people from machines, writing and fetching. No database
here."""
