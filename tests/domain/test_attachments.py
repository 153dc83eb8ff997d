"""Files of proposals: what is taken, where it lies, who gets it, and that a backup has it."""

import io
import os
import time
import tracemalloc
import zipfile

import pytest
from sqlmodel import Session, select

from registry.backup.files import DataFolder
from registry.domain import attachments, proposals, redactable, redaction
from registry.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from registry.domain.models import Event
from registry.domain.redactable import RedactionKind
from registry.settings import Settings
from tests import people
from tests import proposals as samples

PDF = b"%PDF-1.7\n..."
PNG = b"\x89PNG\r\n\x1a\n...."


def office(part: str) -> bytes:
    """A small file of an office suite."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(part, "<x/>")
    return out.getvalue()


ODT = "application/vnd.oasis.opendocument.text"


def odt(kind: str | bytes = ODT, packed: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        archive.writestr("mimetype", kind)
    return out.getvalue()


def broken(content: bytes) -> bytes:
    """The same archive with its packed bytes spoilt."""
    at = content.index(b"mimetype") + len(b"mimetype")
    return content[:at] + b"\xff" * 8 + content[at + 8 :]


GOOD = {
    "a.pdf": PDF, "A.PNG": PNG, "b.jpg": b"\xff\xd8\xff\xe0", "b.jpeg": b"\xff\xd8\xff\xe1", "c.docx": office("word/document.xml"),
    "c.xlsx": office("xl/workbook.xml"), "c.pptx": office("ppt/presentation.xml"), "d.odt": odt(), "e.txt": "Ää".encode("latin-1"),
    "e.csv": b"\xff\xfea\0;\0", "f.tar.pdf": PDF,
}  # fmt: skip
BAD = {
    "a.exe": (b"MZ", "wrong_kind"), "pdf": (PDF, "wrong_kind"), "a.html": (b"<b>", "wrong_kind"), "a.svg": (b"<svg/>", "wrong_kind"),
    "a.pdf": (PNG, "not_what_it_says"), "a.docx": (office("xl/workbook.xml"), "not_what_it_says"), "b.docx": (b"PK\x03\x04", "not_what_it_says"),
    "a.odt": (odt("text/html"), "not_what_it_says"),
    "b.odt": (broken(odt(ODT * 9, zipfile.ZIP_DEFLATED)), "not_what_it_says"), "c.odt": (odt(packed=zipfile.ZIP_LZMA), "not_what_it_says"),
    "d.odt": (odt(packed=zipfile.ZIP_BZIP2), "not_what_it_says"), "a.txt": (b"a\0b", "not_what_it_says"), "a.png": (b"", "empty"),
    "b.pdf": (PDF + b"x" * attachments.LARGEST, "too_large"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken(name: str) -> None:
    assert attachments.check(name, GOOD[name]).media_type == attachments.TYPES[name.lower().rpartition(".")[2]]


@pytest.mark.parametrize("name", BAD)
def test_what_is_not(name: str) -> None:
    content, code = BAD[name]
    with pytest.raises(Invalid) as raised:
        attachments.check(name, content)
    assert (raised.value.field, raised.value.code) == ("files", code)


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("C:\\Users\\x\\muistio.pdf", "muistio.pdf"), ("../../etc/passwd.txt", "passwd.txt"), ("a\r\nb\"<>.pdf", "ab.pdf"),
        ("", "file"), ("...", "file"), ("x" * 300 + ".pdf", "x" * 116 + ".pdf"), ("Ääkköset ja \u202etxt.pdf", "Ääkköset ja txt.pdf"),
    ],
    ids=range(7),
)  # fmt: skip
def test_names(name: str, cleaned: str) -> None:
    assert attachments.clean_name(name) == cleaned


def test_a_file_that_unpacks_without_end_takes_no_memory() -> None:
    bomb = odt(ODT.encode() + b" " * 50 * attachments.MEGABYTE, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    tracemalloc.start()
    attachments.check("a.odt", bomb)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < attachments.MEGABYTE


def waiting(settings: Settings, name: str = "a.pdf", content: bytes = PDF) -> attachments.Sent:
    """A file that was checked and waits."""
    attachments.wait(settings.data_dir, content)
    return attachments.check(name, content)


def test_a_file_is_kept_for_who_may_see_its_proposal_and_for_backups(session: Session, settings: Settings) -> None:
    key, kainuu = samples.sent(session), people.actor(session, "region_editor")
    one = waiting(settings)
    made = attachments.add(session, kainuu, key, [one, one], settings.data_dir)
    assert attachments.add(session, kainuu, key, [one], settings.data_dir) == []
    number = made[0].id or 0
    session.commit()
    for who in people.EVERYONE:
        actor = people.actor(session, who)
        if who in {"region_editor", "editor", "observer"}:
            assert attachments.read(session, actor, key, number, settings.data_dir)[1] == PDF
        else:
            with pytest.raises(NotFound):
                attachments.read(session, actor, key, number, settings.data_dir)
    session.commit()
    place = settings.data_dir / "attachments" / one.digest
    assert place.stat().st_mode & 0o777 == 0o600
    other = samples.sent(session)
    with pytest.raises(NotFound):
        attachments.read(session, kainuu, other, number, settings.data_dir)
    session.rollback()
    kept = set(DataFolder(settings).paths())
    assert f"attachments/{one.digest}" in kept
    assert not [name for name in kept if "uploads" in name]


def test_who_may_add_and_how_many(session: Session, settings: Settings) -> None:
    key = samples.sent(session, public=True)
    five = [waiting(settings, f"{n}.pdf", PDF + bytes([n])) for n in range(6)]
    for who in ("other_region_editor", "reviewer", "observer", "nobody"):
        with pytest.raises(NotAllowed):
            attachments.add(session, people.actor(session, who), key, five[:1], settings.data_dir)
    editor = people.actor(session, "editor")
    attachments.add(session, editor, key, five[:5], settings.data_dir)
    with pytest.raises(Invalid, match="too_many"):
        attachments.add(session, editor, key, five[5:], settings.data_dir)


def test_the_sender_adds_only_until_it_is_public(session: Session, settings: Settings) -> None:
    key, kainuu = samples.sent(session), people.actor(session, "region_editor")
    editor, one = people.actor(session, "editor"), waiting(settings)
    attachments.add(session, kainuu, key, [one], settings.data_dir)
    with pytest.raises(Conflict):  # staff have not seen the file yet
        proposals.set_public(session, editor, key, True, version=1)
    attachments.add(session, kainuu, key, [one], settings.data_dir)  # nothing new
    proposals.set_public(session, editor, key, True, version=2)
    two = waiting(settings, "b.png", PNG)
    with pytest.raises(NotAllowed):
        attachments.add(session, kainuu, key, [two], settings.data_dir)
    assert attachments.add(session, editor, key, [two], settings.data_dir)


def test_a_file_can_be_taken_out_and_its_bytes_with_it(session: Session, settings: Settings) -> None:
    first, second = samples.sent(session), samples.sent(session)
    editor, admin, one = people.actor(session, "editor"), people.actor(session, "administrator"), waiting(settings)
    rows = [attachments.add(session, editor, key, [one], settings.data_dir)[0] for key in (first, second)]
    place = settings.data_dir / "attachments" / one.digest
    assert not list((settings.data_dir / "uploads").iterdir())
    for key, row, stays in ((first, rows[0], True), (second, rows[1], False)):
        number = row.id or 0
        assert redactable.written(session, admin, RedactionKind.PROPOSAL_FILE, number).text == "a.pdf"
        redaction.redact_text(session, admin, RedactionKind.PROPOSAL_FILE, number, "Nimi oli liikaa.")
        attachments.drop(session, settings.data_dir, one.digest)
        session.expire_all()
        assert (row.name, row.size, place.exists()) == ("", 0, stays)
        with pytest.raises(NotFound):
            attachments.read(session, editor, key, number, settings.data_dir)
    assert not [
        event
        for event in session.exec(select(Event))
        if "pdf" in str(event.details) or one.digest in str(event.details)
    ]


def test_all_that_wait_have_a_limit(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_WAITING", 2 * len(PDF))
    waiting(settings)
    attachments.wait(settings.data_dir, PDF[::-1])
    with pytest.raises(Invalid, match="no_room"):
        attachments.wait(settings.data_dir, PNG)


def test_what_nobody_came_back_for_goes(session: Session, settings: Settings) -> None:
    one = waiting(settings)
    place = settings.data_dir / "uploads" / f"{one.digest}.file"
    os.utime(place, (0, time.time() - attachments.HELD - 60))
    begun = place.with_name(f".{one.digest}.file.{'0' * 16}.tmp")
    begun.write_bytes(b"half")
    os.utime(begun, (0, time.time() - attachments.HELD - 60))
    assert attachments.tidy(settings.data_dir) == 0
    assert not list(place.parent.iterdir())
    key = samples.sent(session)
    with pytest.raises(Invalid, match="gone"):
        attachments.add(session, people.actor(session, "editor"), key, [one], settings.data_dir)
