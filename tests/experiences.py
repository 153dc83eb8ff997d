"""What tests of experience reports share: something to see for a walk through all routes, and a row in every table.

    report = experiences.publish(session)                                   # Kainuu on `tasapaino`
    experiences.draft(session, "lappi", again="no", reach="Tavoitettiin 3.")  # Lappi has begun to write

What is typed is given by field, as in the form.
"""

from datetime import UTC, datetime
from typing import Any, Final

from sqlmodel import Session

from registry.domain import dates, experience, experience_input
from registry.domain.experience_terms import Again, ReportState
from registry.domain.models import ExperienceReport, ExperienceVersion
from registry.domain.permissions import system
from tests import people, samples

METHOD: Final = "tasapaino"
TYPED: Final[dict[str, Any]] = {
    "reach": f"Kaikki kotihoidon asiakkaat kutsuttiin.\n{samples.NASTY}",
    "reach_numerator": "120",
    "reach_denominator": "1 200",
    "effectiveness": "Kaatumiset vähenivät.",
    "implementation": "Ohjaajat vaihtuivat kesken.",
    "hours": "340",
    "changed": "Ryhmäkoko kasvoi.",
    "planned": "reactive",
    "core_kept": "partly",
    "helped": ["train", "stakeholders"],
    "helped_note": "Koulutuspäivä yhdessä.",
    "cost": "Kaksi ohjaajaa.",
    "cost_amount": "12 500",
    "cost_year": "2025",
    "cost_source": "Alueen oma kirjanpito",
    "again": "with_changes",
    "again_why": "Ryhmät pienemmiksi.",
}
"""A report with something in most fields."""


def draft(session: Session, region: str = "kainuu", method: str = METHOD, **typed: Any) -> ExperienceReport:
    """Write a draft, over what was written before; the caller commits."""
    known = experience.of_pair(session, region, method)
    given = experience_input.read(typed or TYPED)
    return experience.save(session, system("tests"), region, method, given, version=known.version if known else 0)


def publish(session: Session, region: str = "kainuu", method: str = METHOD, **typed: Any) -> ExperienceReport:
    """Publish a report; `typed` goes over `TYPED`. The caller commits."""
    known = experience.of_pair(session, region, method)
    given, version = experience_input.read(TYPED | typed), known.version if known else 0
    return experience.publish(session, system("tests"), region, method, given, version=version, today=dates.today())


def for_walk(session: Session) -> None:
    """Report 1 is Kainuu's, published twice and changed since; report 2 is Lappi's draft; report 3 Helsinki's, taken back."""
    publish(session)
    publish(session, reach="Uusi teksti.", again="no")
    draft(session, **(TYPED | {"reach": "Muutos, jota ei ole julkaistu."}))
    draft(session, "lappi", **{"reach": "Keskeneräinen.", "again": "yes"})
    publish(session, "helsinki", "pelottelu", again="no")
    experience.withdraw(session, system("tests"), "helsinki", "pelottelu", "Luvut olivat väärin.", version=1)


def for_backup(session: Session) -> None:
    """A row in every table of the feature, with texts and numbers that are hard to keep."""
    at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    note = "Ö & \u2028 'x' \"y\"\n\u200b\U0001f9d1\u200d\U0001f4bb \\ 100 %"
    answers = {"reach": note, "reach_numerator": 0, "reach_denominator": 99_999_999, "helped": ["train"], "again": "no"}
    report = ExperienceReport(
        id=1001, region_slug="kainuu", method_id=METHOD, state=ReportState.WITHDRAWN, answers=answers, again=Again.NO,
        version=7, published_number=2, started_by=people.person_id(session, "region_editor"), saved_at=at, published_at=at,
        withdrawn_because=note,
    )  # fmt: skip
    session.add(report)
    session.flush()
    gone: dict[str, Any] = {"withdrawn_at": at, "withdrawn_because": note}
    for number, withdrawn in ((1, gone), (2, {})):
        made = ExperienceVersion(report_id=1001, number=number, answers=answers, published_at=at, **withdrawn)
        session.add(made)
