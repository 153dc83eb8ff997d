"""The join of rows and the search library: methods become documents, hits become rows, and filters and facets are counted.

The index only knows words. What is public, and which filters a method meets, the database says (`facets.py` is a copy of it in
memory, true to one catalogue number).
"""
