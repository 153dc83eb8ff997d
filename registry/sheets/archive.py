"""What must hold of an XLSX file before anything reads it: it is a zip that somebody else has packed.

It may not unpack to more than is expected, hold another archive or be locked, and no part of it may declare entities.
"""

import io
import re
import struct
import zipfile
import zlib
from typing import Final

from registry.domain.errors import Invalid

FIELD: Final = "file"
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Excel files begin, and new ones that are locked with a password."""
MOST_MEMBERS: Final = 200
WORTH_A_LOOK: Final = 1024 * 1024
MOST_RATIO: Final = 100
PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED: Final = 0x1
NEEDED: Final = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
_FAILURES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
_DECLARATIONS: Final = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_NO_RESULT: Final = re.compile(
    rb"<c\b(?![^>]{0,300}\bt=\"str\")[^>]{0,300}><f\b[^>]{0,300}?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
"""A cell with a formula whose result is not in the file."""


def check(content: bytes, most_unpacked: int) -> None:
    """Raises Invalid(file, other_office | not_a_workbook | locked | unsafe | broken | no_results) where the file is not to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_names([member.filename for member in members])
            _check_sizes(members, most_unpacked)
            for member in members:
                _check_part(member.filename, archive.read(member))
    except _FAILURES as error:
        raise Invalid(FIELD, "broken") from error


def _check_names(names: list[str]) -> None:
    if not set(names) >= NEEDED:
        raise Invalid(FIELD, "other_office" if "mimetype" in names else "not_a_workbook")
    if len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Invalid(FIELD, "unsafe")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise Invalid(FIELD, "unsafe")


def _check_sizes(members: list[zipfile.ZipInfo], most_unpacked: int) -> None:
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Invalid(FIELD, "locked")
    if sum(member.file_size for member in members) > most_unpacked:
        raise Invalid(FIELD, "unsafe")
    for member in members:
        swollen = member.file_size > WORTH_A_LOOK and member.file_size > MOST_RATIO * max(1, member.compress_size)
        if swollen or member.compress_type not in PACKINGS:
            raise Invalid(FIELD, "unsafe")


def _check_part(name: str, part: bytes) -> None:
    """Entities are looked for in every part, whatever it is called: which ones are read as XML is said inside the file."""
    if part.startswith((ZIP, OLE)) and name != "xl/vbaProject.bin":
        raise Invalid(FIELD, "unsafe")
    if any(declaration in part for declaration in _DECLARATIONS):
        raise Invalid(FIELD, "unsafe")
    if name.startswith("xl/worksheets/") and _NO_RESULT.search(part):
        raise Invalid(FIELD, "no_results")
