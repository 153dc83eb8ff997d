"""The kinds of files that are taken with a proposal, and whether a file is of the kind that its name says. Nothing is unpacked whole."""

import lzma
import zipfile
import zlib
from io import BytesIO
from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
TYPES: Final[dict[str, str]] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""What is taken, by the ending of the name."""
_BEGINS: Final[dict[str, bytes]] = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, ValueError, RuntimeError, NotImplementedError, OSError,
)  # fmt: skip
"""What an archive that is broken, or made to break what reads it, makes Python raise."""
_HOLDS: Final[dict[str, str]] = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
"""What a part of the archive begins with that only a file of the kind has."""


def fits(ending: str, content: bytes) -> bool:
    """Whether the bytes of a file are of the kind that the ending of its name says; one of `TYPES`."""
    if begins := _BEGINS.get(ending):
        return content.startswith(begins)
    if ending in {"txt", "csv"}:
        return _is_text(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if ending == "odt":
                return _media_type(archive) == TYPES["odt"]
    except _BROKEN:
        return False
    return "[Content_Types].xml" in names and any(one.startswith(_HOLDS[ending]) for one in names)


def _media_type(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument file says of itself; of a packed part only its beginning is unpacked, and what unpacks without bounds never."""
    if archive.getinfo("mimetype").compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ""
    with archive.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace").strip()


def _is_text(content: bytes) -> bool:
    """Whether bytes can be a text: no zero byte but in UTF-16, which says so at its beginning."""
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in content
