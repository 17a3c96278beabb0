"""Persons, accounts, teams, ways to reach them, absences, the house and its calendar."""
