"""The made-up webinars, by the domain's own actions: ahead, cancelled, without a day, and over. Recommendations are the real ones."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from sqlmodel import Session, col, select

from registry.demo.people import STORYTELLER
from registry.domain import installation, methods, webinars
from registry.domain.models import Webinar
from registry.domain.webinar_input import WebinarInput

WHAT: Final = "webinars"
FILE: Final = Path(__file__).with_name("webinars.yaml")
MARK: Final = "esimerkki-"
"""How the short name of a made-up one begins."""
_OWN: Final = {"id", "in_days", "from", "to", "method_of"}


@lru_cache(maxsize=1)
def _told() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["webinars"]
    return found


def is_filled(session: Session) -> bool:
    """Whether there are some already."""
    return session.exec(select(Webinar.id).where(col(Webinar.id).startswith(MARK)).limit(1)).first() is not None


def fill(session: Session, today: date) -> int:
    """Make them up as of `today`; how many. The caller commits. Raises Conflict where this is no demo."""
    installation.demand_demo(session)
    for one in _told():
        _tell(session, one, today)
    return len(_told())


def _tell(session: Session, one: Mapping[str, Any], today: date) -> None:
    """One webinar, on a day that many days from today; those that are cancelled were there before that."""
    values = {key: value for key, value in one.items() if key not in _OWN}
    values |= {"id": f"{MARK}{one['id']}", "starts_at": one.get("from"), "ends_at": one.get("to")}
    if "in_days" in one:
        values["held_on"] = today + timedelta(days=one["in_days"])
    if "method_of" in one:
        values["methods"] = [method.id for method in methods.linked_to(session, one["method_of"])][:1]
    given = WebinarInput.model_validate(values)
    if given.cancelled:
        webinars.save(session, STORYTELLER, given.model_copy(update={"cancelled": False}))
    webinars.save(session, STORYTELLER, given)
