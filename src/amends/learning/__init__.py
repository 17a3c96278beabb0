"""Lessons and who has read them."""
