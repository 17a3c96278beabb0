"""The pages of customers and suppliers, behind a signed link."""
