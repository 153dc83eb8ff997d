"""The form of methods that a region named in the survey: for each what becomes of it, and where it is confirmed, as what and from when."""

from collections.abc import Iterable, Sequence

from wtforms import Field, HiddenField, StringField

from registry.domain.statuses import Status
from registry.domain.survey_offers import Decision, Offer, Typed
from registry.web.forms.base import BaseForm, number_in

FIELDS = ("decision", "status", "since")


class OffersForm(BaseForm):
    """All offered methods at once; the fields of each come from `offers_form`."""

    def typed(self, methods: Iterable[str]) -> dict[str, Typed]:
        """What was typed, by method."""
        return {method: self._typed(method) for method in methods}

    def _typed(self, method: str) -> Typed:
        decision, status, since = (str(self.field(name, method).data or "").replace("\0", "") for name in FIELDS)
        return Typed(decision, status, since, number_in(self.field("version", method).data, -1))

    def field(self, name: str, method: str) -> Field:
        """One field of a method."""
        return self._fields[f"{name}_{method}"]

    def has_seen(self, offers: Sequence[Offer]) -> None:
        """Let the form go on from the ledger as it is now."""
        for offer in offers:
            self._fields[f"version_{offer.method}"].data = str(offer.version)


def offers_form(methods: Iterable[str]) -> type[OffersForm]:
    """The form for these methods: `decision_x`, `status_x`, `since_x` and `version_x` of each."""
    fields: dict[str, object] = {}
    for method in methods:
        fields |= {f"{name}_{method}": StringField() for name in FIELDS} | {f"version_{method}": HiddenField()}
    return type("OffersOfRegion", (OffersForm,), fields)


def blank(offers: Sequence[Offer]) -> dict[str, str]:
    """What the form begins with: nothing decided, and “in use” where it will be confirmed, as the survey asked."""
    begun: dict[str, str] = {}
    for offer in offers:
        begun |= {
            f"decision_{offer.method}": Decision.LATER.value,
            f"status_{offer.method}": Status.IN_USE.value,
            f"version_{offer.method}": str(offer.version),
        }
    return begun
