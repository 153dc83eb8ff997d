"""Where the project's own files are: in a checkout beside the package, in an installed wheel inside it.

An editable install leaves unused copies of forced files behind, so the checkout is asked first.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def _home(name: str) -> Path:
    beside = CHECKOUT / name
    if (CHECKOUT / "pyproject.toml").exists() and beside.is_dir():
        return beside
    return PACKAGE / "_files" / name


TEMPLATES = _home("templates")
CONTENT = _home("content")
MIGRATIONS = PACKAGE / "migrations"
LOCALE = PACKAGE / "locale"
STATIC = PACKAGE / "web" / "static"
