"""The general steps of support, by phase: our own sentences along the phases of EPIS, and for giving up along our own phases.

They are copied as text into a request when it is taken up, in Finnish, for that is the language of long texts here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from registry.domain.support_input import StepInput
from registry.domain.support_terms import PHASES, Direction, Phase
from registry.domain.vocabulary import Language
from registry.web import i18n, letters
from registry.web.i18n import mark as _

GENERAL: Final[Mapping[Phase, Sequence[str]]] = {
    Phase.EXPLORATION: (
        _("Write down which need of the residents the method answers, and which indicator shows the need."),
        _("Read what the evidence says of the effect and for whom, and what is not known."),
        _("Talk with a region that uses the method: what it takes, and what they would do otherwise."),
        _("Decide whether to adopt it, and record the decision in the registry."),
    ),
    Phase.PREPARATION: (
        _("Name who leads the adoption and which units begin."),
        _("Agree on what of the method stays as it is and what may be adapted."),
        _("Reserve training, materials and working time, and find out what they cost."),
        _("Choose what is followed: how many are reached, whether it is done as planned, and what changes."),
    ),
    Phase.IMPLEMENTATION: (
        _("Begin small, and look at the first experiences together with the staff."),
        _("Mend what hinders the work, and write down what was changed and why."),
        _("Extend to the other units, and record the coverage in the registry."),
    ),
    Phase.SUSTAINMENT: (
        _("Give the method a place in budgets, job descriptions and the induction of new staff."),
        _("Check once a year that it is still done as planned and still does good."),
        _("Write an experience report for the other regions."),
    ),
    Phase.IDENTIFY: (
        _("Write down what is done now, where, how much and for whom."),
        _("Read why the method is rated as it is, and whom the rating does not concern."),
        _("Say what kind of giving up is meant: to end, to replace, to reduce or to restrict."),
    ),
    Phase.PRIORITISE: (
        _("Estimate what is freed: working time, premises and money."),
        _("Choose where to begin: where the benefit is least, or the burden on residents greatest."),
        _("Agree on who decides, and by when."),
    ),
    Phase.BARRIERS: (
        _("Ask the staff and the residents what they would lose, and what worries them."),
        _("Find out which contracts, guidelines, targets or funding keep the method in place."),
        _("Decide for each barrier who does what about it."),
    ),
    Phase.REPLACE: (
        _("Choose what comes in its place, or decide that nothing does and what the time goes to."),
        _("Train the staff and make the new way easy before the old one ends."),
        _("Bring what has begun with residents to its end as agreed."),
    ),
    Phase.COMMUNICATE: (
        _("Tell the staff the reason first: what is known of the effect, and that their work is not to blame."),
        _("Tell residents and partners what changes, when, and what they get instead."),
        _("Record the giving up in the registry with its reason, so that other regions can learn from it."),
    ),
    Phase.FOLLOW_UP: (
        _("Check after some months that the method has really ended and has not come back in another form."),
        _("Look at what the giving up brought: freed time, effects on residents and anything unexpected."),
        _("Write an experience report for the other regions."),
    ),
}


@dataclass(frozen=True)
class Source:
    """What the phases are based on."""

    name: str
    url: str
    what: str


SOURCES: Final = (
    Source(
        "EPIS",
        "https://doi.org/10.1186/s13012-018-0842-6",
        _("the four phases of adopting, from exploring to sustaining"),
    ),
    Source(
        "Niven 2015",
        "https://doi.org/10.1186/s12916-015-0488-z",
        _("how giving up proceeds, from identifying to following up"),
    ),
    Source("McKay 2018", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6175194/", _("why something is given up")),
    Source(
        "Norton & Chambers 2020",
        "https://doi.org/10.1186/s13012-019-0960-9",
        _("ways of giving up: remove, replace, reduce, restrict"),
    ),
)


def general(direction: Direction) -> tuple[StepInput, ...]:
    """The general steps in Finnish, as they are copied."""
    with letters.in_language(Language.FI):
        return tuple(
            StepInput(phase=phase, text=i18n.gettext(text)) for phase in PHASES[direction] for text in GENERAL[phase]
        )
