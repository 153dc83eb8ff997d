"""The words for what is wrong with a request for support, its notes and its steps (see problems.py)."""

from typing import Final

from registry.web.i18n import mark as _

SUPPORT_WORDS: Final[dict[str, str]] = {
    "method.gone": _(
        "The method is no longer in the registry, so this cannot be saved. Copy what you wrote if you need it."
    ),
    "direction.missing": _("Choose whether you take the method into use or give it up."),
    "direction.open_already": _("Your county already has a request about this that is worked on. Go on with that one."),
    "wish.missing": _("Tell what you need support with."),
    "held_on.missing": _("Tell which day the note is about."),
    "held_on.in_future": _("The day cannot be ahead of today. You wrote %(day)s."),
    "note.missing": _("Write the note."),
    "note.ended": _("The request has ended, and no notes are added any more. Copy what you wrote if you need it."),
    "outcome.missing": _("Choose how the request ends."),
    "outcome.not_taken": _("Nobody has taken this up yet, so it cannot have been brought to its end."),
    "ended_because.missing": _("Tell why the request is broken off."),
    "state.ended": _("The request has ended already."),
    "steps.ended": _("The request has ended, and its steps stay as they are."),
    "steps.not_taken": _("Steps can be ticked off when somebody has taken the request up."),
    "steps.missing": _("Write at least one step."),
    "steps.too_long": _("A step is too long: at most %(most)s characters. One of yours has %(length)s."),
    "steps.too_many": _("A checklist has at most %(most)s steps. You wrote %(number)s."),
}
