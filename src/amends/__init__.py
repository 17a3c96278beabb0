"""Amends: a self-hosted desk that manages the agreement with the customer."""
