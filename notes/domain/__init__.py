"""Conferences, ideas, outcomes and reports as plain data and pure functions."""
