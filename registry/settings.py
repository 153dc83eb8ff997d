"""What an installation can set, read once from the environment.

Everything has a default that works on one machine, except what would be a secret: those have none. The secret key is made in the data
directory, readable by its owner alone, where none is set.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

KEY_FILE: Final = "secret.key"
KEY_BYTES: Final = 32


@dataclass(frozen=True)
class Provider:
    """An OpenID Connect provider that people may sign in with.

    `domains` are those of the e-mail addresses that it may vouch for (empty: any). `trusts_email` is for a provider that says no
    `email_verified` because all of its addresses are the organisation's own (Entra ID); it must then have domains.
    """

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...] = ()
    trusts_email: bool = False


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
    given_key: str | None = None
    smtp_url: str | None = None
    mail_from: str | None = None
    proxies: int = 0
    providers: tuple[Provider, ...] = ()

    @property
    def index_dir(self) -> Path:
        """The folder of the search index: a cache that can always be built anew."""
        return self.data_dir / "index"

    @property
    def public_url(self) -> str:
        """Where the service is reached, for links in mails and of commands: never what a request calls it, which anybody can choose."""
        return self.base_url or f"http://{self.host}:{self.port}"

    def secret_key(self) -> str:
        """What cookies and tokens are signed with: as set, or made once in the data directory with mode 0600."""
        return self.given_key or _kept_key(self.data_dir / KEY_FILE)


def _kept_key(path: Path) -> str:
    """The key in a file. Of several processes that want to make it, one does: the finished file is linked to its name."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(KEY_BYTES))
        with suppress(FileExistsError):
            path.hardlink_to(beside)
        beside.unlink()
    return path.read_text(encoding="ascii").strip()


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
        given_key=environ.get("HYTE_SECRET_KEY") or None,
        smtp_url=environ.get("HYTE_SMTP_URL") or None,
        mail_from=environ.get("HYTE_MAIL_FROM") or None,
        proxies=int(environ.get("HYTE_PROXIES") or 0),
        providers=tuple(_provider(environ, name) for name in _words(environ.get("HYTE_OIDC") or "")),
    )


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _provider(environ: Mapping[str, str], name: str) -> Provider:
    """The provider whose settings begin with `HYTE_OIDC_<NAME>_`. Raises ValueError where one that it needs is missing."""

    def setting(what: str, default: str | None = None) -> str:
        found = environ.get(f"HYTE_OIDC_{name.upper()}_{what}") or default
        if found is None:
            raise ValueError(f"HYTE_OIDC_{name.upper()}_{what} is not set")
        return found

    domains = tuple(domain.lower().lstrip("@") for domain in _words(setting("DOMAINS", "")))
    trusts_email = setting("TRUSTS_EMAIL", "0") == "1"
    if trusts_email and not domains:
        raise ValueError(f"HYTE_OIDC_{name.upper()}_DOMAINS is not set, and must be where addresses are trusted")
    return Provider(
        name=name,
        label=setting("LABEL", name),
        issuer=setting("ISSUER").rstrip("/"),
        client_id=setting("CLIENT_ID"),
        client_secret=setting("CLIENT_SECRET"),
        domains=domains,
        trusts_email=trusts_email,
    )
