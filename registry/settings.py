"""What an installation can set, read once from the environment.

Everything has a default that works on one machine, except what would be a secret: those have none.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The settings of one running service; `data_dir` holds the database, the index and all that is not code."""

    data_dir: Path
    database_url: str
    port: int = 8000
    host: str = "127.0.0.1"
    workers: int = 2
    base_url: str | None = None
    contact: str | None = None
    controller: str | None = None

    @property
    def index_dir(self) -> Path:
        """The folder of the search index: a cache that can always be built anew."""
        return self.data_dir / "index"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `HYTE_DATA_DIR`, `DATABASE_URL`, `PORT` and their likes (docs/operations.md lists all)."""
    data_dir = Path(environ.get("HYTE_DATA_DIR") or "instance").resolve()
    return Settings(
        data_dir=data_dir,
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'hyte.sqlite'}",
        port=int(environ.get("PORT") or 8000),
        host=environ.get("HYTE_HOST") or "127.0.0.1",
        workers=int(environ.get("HYTE_WORKERS") or 2),
        base_url=(environ.get("HYTE_BASE_URL") or "").rstrip("/") or None,
        contact=environ.get("HYTE_CONTACT") or None,
        controller=environ.get("HYTE_CONTROLLER") or None,
    )
