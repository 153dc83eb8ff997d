"""Backups: an installation as one file, everything but the index, and an installation made of such a file again.

`making` reads the database in one transaction and the data directory, `archive` packs and unpacks the file and holds its checksums,
`tables` knows rows as neutral values, `files` what belongs to a backup, `restoring` brings all of it back.
"""

from registry.backup.archive import BackupRefused, Manifest
from registry.backup.making import Made, make
from registry.backup.restoring import NotFinished, Restored, restore

__all__ = ["BackupRefused", "Made", "Manifest", "NotFinished", "Restored", "make", "restore"]
