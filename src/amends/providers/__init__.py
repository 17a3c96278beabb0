"""Suppliers and partners, their contacts and services."""
