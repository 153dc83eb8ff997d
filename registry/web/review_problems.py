"""The words for what is wrong with rounds, ballots, decisions and appeals (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

REVIEW_WORDS: Final[dict[str, str]] = {
    "not_a_day": _("Write the whole day, such as 1.11.2026. You wrote %(typed)s."),
    "not_ahead_of": _("The day must be after %(other)s. You wrote %(day)s."),
    "valid_until.not_ahead_of": _("The day must be after %(other)s and at most ten years from it. You wrote %(day)s."),
    "outcomes.missing": _("Choose at least one outcome."),
    "outcomes.decided_left_out": _("An outcome that the panel has decided cannot be left out: %(typed)s."),
    "question.missing": _("Write what the panel is asked."),
    "state.not_possible": _("The round is elsewhere by now. Look at where it is before you move it."),
    "state.still_open": _(
        "The phase ends when its last day has passed or everybody who may vote has handed in their ballot."
    ),
    "not_open": _("The round is not open any more."),
    "reviewers.missing": _("Choose at least one reviewer."),
    "reviewers.not_a_reviewer": _("Choose reviewers of the list."),
    "reviewers.no_profile": _("Tell first what %(typed)s brings: scientist, practitioner or owner of a method."),
    "effect.missing": _("Choose the effect."),
    "outcome_gone": _("The method has no such outcome any more. Restore it in the method first."),
    "no_evidence": _("A class needs a source of evidence that has been checked. Add one to the method first."),
    "decided_unchecked": _("What the panel has decided needs a source of evidence that has been checked."),
    "size.not_a_choice": _("Only a benefit has a size: leave it out."),
    "size.missing": _("Choose the size of the benefit."),
    "certainty.missing": _("Choose how certain the effect is."),
    "certainty.not_a_choice": _("Certainty does not apply to an effect that was not studied: leave it out."),
    "departs.missing": _("The decision is not what the panel’s votes come to. Write why; the reason is shown with it."),
    "no_quorum": _("%(n)s votes are too few for a class; the rating stays preliminary."),
    "panel_disagrees": _("No effect had over half of the votes: the panel gives no class."),
    "owner_first": _(
        "The class would be G. Ask the owner of the method for a reply first, and wait for it or for its last day."
    ),
    "cause.missing": _("Choose why the decision is made."),
    "cause.not_first": _("There is a decision of this already. Choose why it is made anew."),
    "reply.missing": _("Write what the owner replied."),
    "reply.has_replied": _("The reply is recorded already."),
    "method_id.missing": _("Choose a method."),
}
