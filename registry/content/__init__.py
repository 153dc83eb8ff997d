"""The join of content files and rows: what a fresh database is filled from, and what a live one can be written back to.

`canonical` is the one form a file may have, `documents` turns files into inputs and back, `check` says what is wrong where, and
`exchange` imports and exports.
"""
