"""The catalogue in a real Chromium, served as `hyte serve` serves it, with the real content."""
