"""The ledger as a spreadsheet: read, judged row by row, taken in whole or not at all; and written so that it comes back the same.

A join of files and the domain, without Flask. `reading` makes rows of text out of CSV and XLSX, `columns` knows their words, `ledger_sheet`
judges and records, `exporting` and `writing` go the other way, `waiting` keeps a file between its check and its confirmation.
"""
