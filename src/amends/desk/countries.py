"""What follows from where a business is: its zone, language and currency; the holidays come with the country's code."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """A country, or a part of one with public holidays of its own."""

    code: str
    name: str
    zone: str
    language: str
    currency: str


_GERMAN_STATES = (
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
)
COUNTRIES = {
    country.code: country
    for country in (
        Country("GB-ENG", "England", "Europe/London", "en", "GBP"),
        Country("GB-WLS", "Wales", "Europe/London", "en", "GBP"),
        Country("GB-SCT", "Scotland", "Europe/London", "en", "GBP"),
        Country("GB-NIR", "Northern Ireland", "Europe/London", "en", "GBP"),
        Country("IE", "Ireland", "Europe/Dublin", "en", "EUR"),
        *(Country(f"DE-{code}", f"Deutschland: {name}", "Europe/Berlin", "de", "EUR") for code, name in _GERMAN_STATES),
        Country("AT", "Österreich", "Europe/Vienna", "de", "EUR"),
        Country("CH", "Schweiz", "Europe/Zurich", "de", "CHF"),
        Country("BE", "Belgium", "Europe/Brussels", "en", "EUR"),
        Country("CZ", "Czechia", "Europe/Prague", "en", "CZK"),
        Country("DK", "Denmark", "Europe/Copenhagen", "en", "DKK"),
        Country("ES", "Spain", "Europe/Madrid", "en", "EUR"),
        Country("FI", "Finland", "Europe/Helsinki", "en", "EUR"),
        Country("FR", "France", "Europe/Paris", "en", "EUR"),
        Country("IT", "Italy", "Europe/Rome", "en", "EUR"),
        Country("NL", "Netherlands", "Europe/Amsterdam", "en", "EUR"),
        Country("NO", "Norway", "Europe/Oslo", "en", "NOK"),
        Country("PL", "Poland", "Europe/Warsaw", "en", "PLN"),
        Country("PT", "Portugal", "Europe/Lisbon", "en", "EUR"),
        Country("SE", "Sweden", "Europe/Stockholm", "en", "SEK"),
        Country("US", "United States (New York time)", "America/New_York", "en", "USD"),
        Country("US-CA", "United States: California", "America/Los_Angeles", "en", "USD"),
        Country("CA", "Canada (Toronto time)", "America/Toronto", "en", "CAD"),
        Country("AU-NSW", "Australia: New South Wales", "Australia/Sydney", "en", "AUD"),
        Country("NZ", "New Zealand", "Pacific/Auckland", "en", "NZD"),
        Country("IN", "India", "Asia/Kolkata", "en", "INR"),
        Country("ZA", "South Africa", "Africa/Johannesburg", "en", "ZAR"),
    )
}
