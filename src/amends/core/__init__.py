"""The rules of the house, decided without a database: standard library only."""
