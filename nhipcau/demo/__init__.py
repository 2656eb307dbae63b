"""The demo federation and synthetic ones."""
