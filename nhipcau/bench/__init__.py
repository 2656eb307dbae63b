"""Measurements of the figures to reach."""
