"""The pages of the house: queue, case, promises, Settings."""
