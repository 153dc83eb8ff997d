"""The words for what is wrong with a proposal, its step, comment or files (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

PROPOSAL_WORDS: Final[dict[str, str]] = {
    "kind.proposal_needs": _("Choose what is proposed."),
    "kind.not_to_draft": _("Only an accepted proposal of a new method becomes a draft, and only once."),
    "title.proposal_needs": _("Give the proposal a title."),
    "text.proposal_needs": _("Tell what is proposed and why."),
    "method_id.proposal_needs": _("Choose the method that this is about."),
    "indicator_code.proposal_needs": _("Choose the indicator that this is about."),
    "to.not_possible": _("This status cannot follow the present one."),
    "duplicate_of.missing": _("Give the number of the other proposal."),
    "duplicate_of.not_there": _("There is no proposal %(typed)s."),
    "duplicate_of.itself": _("A proposal cannot be its own duplicate."),
    "duplicate_of.is_duplicate": _("That one is itself a duplicate of proposal %(typed)s. Give that number."),
    "proposal_changed": _(
        "Somebody changed the proposal while you were writing. What you wrote is kept; look at what is new and send again."
    ),
    "files.missing": _("Choose a file."),
    "files.empty": _("The file %(name)s is empty."),
    "files.too_large": _("The file %(name)s is too large: at most %(most)s MB."),
    "files.all_too_large": _("The files are too large together: at most %(most)s MB each."),
    "files.wrong_kind": _(
        "%(name)s is of a kind that is not taken. Send PDF, PNG, JPEG, DOCX, XLSX, PPTX, ODT, TXT or CSV."
    ),
    "files.not_what_it_says": _("%(name)s is not what its ending says. Save it anew and send it again."),
    "files.too_many": _("At most %(most)s files can be sent."),
    "files.no_room": _(
        "Too many files wait to be sent just now. Send the proposal without files and add them to it in some hours."
    ),
    "proposal_gone": _(
        "That proposal is no longer to be seen, so you could not support it. What you wrote is here: send it as a proposal of your own."
    ),
    "files.gone": _("%(name)s has waited too long. Choose the file again."),
}
