"""A method as it would be, for a look before it is saved: rows that no session knows."""

from registry.domain import methods
from registry.domain.method_input import MethodInput
from registry.domain.models import EvidenceItem, IndicatorLink, Method, Outcome

DECIDED = ("effect", "size", "certainty", "plausible", "standing", "decision_id", "decided_on", "valid_until")
"""What a decided outcome keeps, whatever is saved."""


def unsaved(given: MethodInput, now: Method | None = None) -> Method:
    """The method with its parts; decided outcomes of the method as it is `now` stay as they were decided."""
    plain = given.plain()
    decided = {outcome.id: outcome for outcome in (now.outcomes if now else ()) if outcome.decision_id is not None}
    method = Method(id=given.id, version=now.version if now else 0, **methods.columns(given, plain))
    for position, outcome in enumerate(given.outcomes):
        values = outcome.model_dump(exclude={"name", "finding", "reasons"}) | {
            key: plain["outcomes"][position][key] for key in ("name", "finding", "reasons")
        }
        if outcome.id in decided:
            values |= {key: getattr(decided[outcome.id], key) for key in DECIDED}
        method.outcomes.append(Outcome(method_id=given.id, position=position, **values))
    for position, link in enumerate(given.indicators):
        named = {"indicator_code": link.code, "outcome_id": link.through}
        values = link.model_dump(exclude={"code", "through"}) | named
        method.links.append(IndicatorLink(method_id=given.id, position=position, **values))
    for position, item in enumerate(given.evidence):
        figures = plain["evidence"][position].get("figures", [])
        values = item.model_dump(exclude={"figures"}) | {"figures": figures}
        method.evidence.append(EvidenceItem(method_id=given.id, position=position, **values))
    return method
