"""The words for what may be wrong with a spreadsheet, beside what may be wrong with an entry (problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

SHEET_WORDS: Final[dict[str, str]] = {
    "file.missing": _("Choose a file."),
    "file.empty": _("The file is empty."),
    "file.too_large": _("The file is too large: at most %(most)s MB."),
    "file.old_workbook": _(
        "The file is an old Excel workbook (.xls) or locked with a password. Save it as XLSX without a password, or as CSV."
    ),
    "file.not_text": _("The file is not a spreadsheet. Choose an XLSX or CSV file."),
    "file.broken_row": _("Row %(row)s cannot be read: a quotation mark is missing or in a wrong place."),
    "file.no_header": _("The file has no header row. Take the template and fill it in."),
    "file.too_many_rows": _("The sheet has too many rows: at most %(most)s. Divide it into several."),
    "file.too_many_columns": _("The sheet has too many columns: at most %(most)s."),
    "file.other_office": _("The file is in the format of another program. Save it as XLSX or CSV."),
    "file.not_a_workbook": _("The file is a package but no workbook. Choose an XLSX or CSV file."),
    "file.locked": _("The workbook is locked with a password. Save it without one."),
    "file.unsafe": _(
        "The workbook is packed in a way that is not opened here. Copy your rows into the template and choose that."
    ),
    "file.broken": _("The workbook cannot be opened: it is damaged. Save it again and choose it anew."),
    "file.no_results": _(
        "The sheet has formulas whose results are not in the file. Open it in a spreadsheet program, save it and choose it anew."
    ),
    "file.no_column": _("The sheet lacks the column “%(column)s”."),
    "file.column_twice": _("The column “%(column)s” is there more than once (%(letters)s). Leave one of them."),
    "file.made_up": _("The sheet holds made-up example data. It cannot be brought among real entries."),
    "file.gone": _("The file no longer waits here: it is kept for an hour at most. Choose it again."),
    "region.no_region": _("Tell the region, for example kainuu."),
    "region.unknown_region": _("There is no such region: %(typed)s."),
    "region.other_region": _(
        "The row is of another region: %(typed)s. Here only the rows of this region can be imported."
    ),
    "region.not_yours": _("You may not record entries of this region: %(typed)s."),
    "method.missing": _("Tell the id of the method. It is at the end of the address of the method’s page."),
    "method.unknown_method": _("There is no such method in the registry: %(typed)s."),
    "not_of_status": _(
        "This is told only of giving up. The row says “%(status)s”: empty the cell, or change the status."
    ),
}
