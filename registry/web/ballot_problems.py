"""The words for what may be wrong with a declaration of interests or a ballot, beside what may be wrong anywhere (problems.py)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from registry.domain.errors import Invalid
from registry.web.i18n import mark as _

BALLOT_WORDS: Final[dict[str, str]] = {
    "background.missing": _("Choose what you bring."),
    "interests.missing": _("Choose what holds, or that you have no interests."),
    "interests.none_and_some": _("Choose either that you have no interests, or those that you have."),
    "interests.not_open": _("The round is closed, and nothing can be declared any more."),
    "interests.handed_in": _("You have handed in a ballot, and the declaration stands as it was."),
    "note.interest_not_told": _("Tell in a sentence what the interest is."),
    "ballot.not_declared": _("Declare your interests first. What you wrote is below; it is not saved yet."),
    "ballot.not_open": _("The round is closed. What you wrote is below; it is not saved."),
    "ballot.too_late": _(
        "The time of this phase has passed. Ask an editor for more. What you wrote is below; it is not saved."
    ),
    "ballot.handed_in": _("You have handed in the ballot of this phase already, and it stands as it was."),
    "ballot.barred": _("Your interests bar you from voting, and the vote was refused. You may comment."),
    "effect_missing": _("Choose the effect: %(item)s."),
    "size_missing": _("Choose the size of the benefit: %(item)s."),
    "certainty_missing": _("Choose the certainty: %(item)s."),
    "score_missing": _("Choose a number from 1 to 9: %(item)s."),
    "reason_missing": _("Write your reasons: %(item)s."),
    "not_asked": _("This is not asked here."),
}


def with_names(problems: Sequence[Invalid], names: Mapping[int | None, Any]) -> list[Invalid]:
    """Problems of a ballot, where what is missing says of which item: a ballot has many fields of the same kind."""
    found = []
    for problem in problems:
        name, _underscore, item = problem.field.partition("_")
        if problem.code == "missing" and item.isdecimal() and int(item) in names:
            problem = Invalid(problem.field, f"{name}_missing", item=names[int(item)])  # noqa: PLW2901
        found.append(problem)
    return found
