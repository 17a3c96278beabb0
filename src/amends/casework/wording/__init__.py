"""Codes and values put into sentences when they are read, in the language of the reader."""
