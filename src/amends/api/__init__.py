"""The API for other programs, described in OpenAPI."""
