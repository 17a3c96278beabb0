"""Offers, actions tried, and overrides with their review."""
