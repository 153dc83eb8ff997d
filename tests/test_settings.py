"""What an installation can set of signing in and mail, and the key that is made where none is given."""

import multiprocessing
import stat
from pathlib import Path

import pytest

from registry.settings import Provider, Settings, from_environment

ENTRA = {
    "HYTE_OIDC_ENTRA_ISSUER": "https://login.example.fi/abc/v2.0/",
    "HYTE_OIDC_ENTRA_CLIENT_ID": "hyte",
    "HYTE_OIDC_ENTRA_CLIENT_SECRET": "salaisuus",
}


def read_key(folder: Path) -> str:
    return Settings(data_dir=folder, database_url="").secret_key()


def test_nothing_is_needed() -> None:
    bare = from_environment({})
    assert (bare.smtp_url, bare.mail_from, bare.proxies, bare.providers) == (None, None, 0, ())
    assert bare.public_url == "http://127.0.0.1:8000"
    assert from_environment({"HYTE_BASE_URL": "https://a.fi/", "PORT": "1"}).public_url == "https://a.fi"
    assert from_environment({"HYTE_HOST": "10.0.0.1", "PORT": "81"}).public_url == "http://10.0.0.1:81"


def test_providers() -> None:
    more = {
        "HYTE_OIDC": "entra, toinen",
        "HYTE_OIDC_ENTRA_LABEL": "Kainuun tunnus",
        "HYTE_OIDC_ENTRA_DOMAINS": "@Kainuu.fi sote.kainuu.fi",
        "HYTE_OIDC_ENTRA_TRUSTS_EMAIL": "1",
    }
    other = {name.replace("ENTRA", "TOINEN"): value for name, value in ENTRA.items()}
    entra, toinen = from_environment(ENTRA | more | other).providers
    assert entra == Provider(
        "entra", "Kainuun tunnus", "https://login.example.fi/abc/v2.0", "hyte", "salaisuus",
        ("kainuu.fi", "sote.kainuu.fi"), trusts_email=True,
    )  # fmt: skip
    assert (toinen.label, toinen.domains, toinen.trusts_email) == ("toinen", (), False)


@pytest.mark.parametrize("missing", ENTRA)
def test_a_provider_needs_all_of_these(missing: str) -> None:
    with pytest.raises(ValueError, match=missing):
        from_environment({"HYTE_OIDC": "entra"} | {name: value for name, value in ENTRA.items() if name != missing})


def test_trust_needs_domains() -> None:
    with pytest.raises(ValueError, match="HYTE_OIDC_ENTRA_DOMAINS"):
        from_environment({"HYTE_OIDC": "entra", "HYTE_OIDC_ENTRA_TRUSTS_EMAIL": "1"} | ENTRA)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    key = read_key(folder)
    assert len(key) == 64
    assert read_key(folder) == key
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret.key"]
    assert read_key(tmp_path / "other") != key


def test_a_given_key_makes_none(tmp_path: Path) -> None:
    given = from_environment({"HYTE_DATA_DIR": str(tmp_path), "HYTE_SECRET_KEY": "avain"})
    assert given.secret_key() == "avain"
    assert list(tmp_path.iterdir()) == []


def test_of_several_processes_all_have_the_same_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(read_key, [tmp_path / str(number // 4) for number in range(16)], chunksize=1)
    assert [len(set(keys[start : start + 4])) for start in range(0, 16, 4)] == [1, 1, 1, 1]
    assert len(set(keys)) == 4
