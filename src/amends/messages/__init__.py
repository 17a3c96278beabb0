"""The lanes of words: with the customer, in the team; drafts and held sends."""
