"""Files sent with proposals: how they are checked, and where their bytes lie.

The bytes of a file lie in `attachments/` of the data directory under their SHA-256, written whole before the row that names them is
committed. Until a proposal is sent its files wait in `uploads/`, which no backup holds, and go within a day.
"""

import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import update
from sqlmodel import Session, col, select

from registry.domain import attachment_kinds, history, permissions, proposals
from registry.domain.errors import Invalid, NotAllowed, NotFound
from registry.domain.models import Proposal, ProposalAttachment
from registry.domain.permissions import Action, Actor

FOLDER: Final = "attachments"
WAITING: Final = "uploads"
MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 10 * MEGABYTE
MOST: Final = 5
LONGEST_NAME: Final = 120
HELD: Final = 12 * 3600
"""Seconds that a file waits for its proposal: half of the day that is promised, so that a nightly tidying keeps to it in nearly all cases."""
MOST_WAITING: Final = 500 * MEGABYTE
"""Bytes of all files that wait together."""
TYPES: Final = attachment_kinds.TYPES
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_WAITS: Final = re.compile(r"[0-9a-f]{64}\.file|\.[0-9a-f]{64}\.file\.[0-9a-f]{16}\.tmp")


@dataclass(frozen=True)
class Sent:
    """A file that was checked: its bytes wait, or lie in their place already."""

    name: str
    media_type: str
    size: int
    digest: str


def check(name: str, content: bytes) -> Sent:
    """What a file is: by its ending, and by its first bytes. Raises Invalid("files", empty | too_large | wrong_kind | not_what_it_says)."""
    cleaned = clean_name(name)
    ending = cleaned.rpartition(".")[2].lower()
    if ending not in TYPES or "." not in cleaned:
        raise Invalid("files", "wrong_kind", name=cleaned)
    if not content:
        raise Invalid("files", "empty", name=cleaned)
    if len(content) > LARGEST:
        raise Invalid("files", "too_large", name=cleaned, most=LARGEST // MEGABYTE)
    if not attachment_kinds.fits(ending, content):
        raise Invalid("files", "not_what_it_says", name=cleaned)
    return Sent(cleaned, TYPES[ending], len(content), hashlib.sha256(content).hexdigest())


def clean_name(name: str) -> str:
    """The name of a file without its folders and without what no name should hold; its ending stays."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*;%')
    kept = " ".join(kept.split()).strip(". ") or "file"
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else kept[:LONGEST_NAME]


def wait(data_dir: Path, content: bytes) -> str:
    """Put the bytes of a checked file aside until its proposal is sent; their digest. Files that nobody came back for go.

    Raises Invalid("files", no_room) where all that wait together take too much.
    """
    digest = hashlib.sha256(content).hexdigest()
    if tidy(data_dir) + len(content) > MOST_WAITING:
        raise Invalid("files", "no_room")
    _write(data_dir / WAITING / f"{digest}.file", content)
    return digest


def keep(data_dir: Path, digest: str) -> None:
    """Put the bytes of a file that waits into their place for good. Raises NotFound where they wait no longer."""
    place, waits = _place(data_dir, digest), data_dir / WAITING / f"{digest}.file"
    if not place.exists():
        try:
            content = waits.read_bytes()
        except OSError as error:
            raise NotFound("attachment", digest) from error
        _write(place, content)
    waits.unlink(missing_ok=True)  # whoever else sent the same finds it in its place


def drop(session: Session, data_dir: Path, digest: str) -> None:
    """Remove the bytes of a file that was taken out, once that is committed and where no other proposal has the same."""
    if session.exec(select(ProposalAttachment.id).where(ProposalAttachment.digest == digest)).first() is None:
        _place(data_dir, digest).unlink(missing_ok=True)
        (data_dir / WAITING / f"{digest}.file").unlink(missing_ok=True)


def _write(place: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by the service alone."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{secrets.token_hex(8)}.tmp")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _place(data_dir: Path, digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise NotFound("attachment", digest)
    return data_dir / FOLDER / digest


def tidy(data_dir: Path) -> int:
    """Remove what nobody came back for; how many bytes wait still."""
    folder, now, left = data_dir / WAITING, time.time(), 0
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # another process may tidy at the same time
            if not _WAITS.fullmatch(path.name):
                continue
            if now - (found := path.stat()).st_mtime > HELD:
                path.unlink()
            else:
                left += found.st_size
    return left


def add(
    session: Session, actor: Actor, proposal_id: int, sent: Sequence[Sent], data_dir: Path
) -> Sequence[ProposalAttachment]:
    """Give a proposal files that were checked and wait; the same file once. The caller commits.

    For who sent the proposal while it is not public, and staff. What was seen before, such as by staff about to make it public, is then
    of an older version. Raises NotAllowed, NotFound, Invalid("files", too_many | gone).
    """
    permissions.demand(actor, Action.SEND_PROPOSALS)
    proposals.hold(session, proposal_id)
    session.get(Proposal, proposal_id, populate_existing=True)  # as it is now that nobody else can change it
    demand_add(session, actor, proposal_id)
    has = set(session.exec(select(ProposalAttachment.digest).where(ProposalAttachment.proposal_id == proposal_id)))
    new = {one.digest: one for one in sent if one.digest not in has}
    if len(has) + len(new) > MOST:
        raise Invalid("files", "too_many", most=MOST)
    made = []
    for one in new.values():
        try:
            keep(data_dir, one.digest)
        except NotFound as error:
            raise Invalid("files", "gone", name=one.name) from error
        made.append(
            ProposalAttachment(
                proposal_id=proposal_id, name=one.name, media_type=one.media_type, size=one.size, digest=one.digest,
                added_by=actor.person_id,
            )
        )  # fmt: skip
    session.add_all(made)
    if made:
        this = col(Proposal.id) == proposal_id
        session.connection().execute(update(Proposal).where(this).values(version=Proposal.version + 1))
        session.get(Proposal, proposal_id, populate_existing=True)
        history.note(session, actor.key, "proposal.attached", proposals.KIND, str(proposal_id), count=len(made))
    session.flush()
    return made


def may_add(actor: Actor, about: Proposal) -> bool:
    """Whether somebody may add files to a proposal: staff, and who sent it until it is public, as no file becomes public unread."""
    is_own = actor.person_id is not None and about.sent_by == actor.person_id and not about.is_public
    return permissions.may(actor, Action.SEND_PROPOSALS) and (is_own or permissions.may(actor, Action.HANDLE_PROPOSALS))


def demand_add(session: Session, actor: Actor, proposal_id: int) -> None:
    """Raises NotFound and NotAllowed where somebody may not add files to a proposal."""
    if not may_add(actor, proposals.find(session, actor, proposal_id)):
        raise NotAllowed("files are added by staff, and by who sent the proposal until it is public")


def read(
    session: Session, actor: Actor, proposal_id: int, attachment_id: int, data_dir: Path
) -> tuple[ProposalAttachment, bytes]:
    """A file of a proposal that the reader may see, and its bytes. Raises NotFound."""
    proposals.find(session, actor, proposal_id)
    found = session.get(ProposalAttachment, attachment_id)
    if found is None or found.proposal_id != proposal_id:
        raise NotFound("attachment", str(attachment_id))
    try:
        return found, _place(data_dir, found.digest).read_bytes()
    except OSError as error:
        raise NotFound("attachment", str(attachment_id)) from error
