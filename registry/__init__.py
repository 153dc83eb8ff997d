"""The HYTE method registry."""
