"""Methods, ratings, indicators and regions: the registry without a web server."""
