"""The words of the HYTE status survey: where a round is, and the kinds of questions its definition may have."""

from enum import StrEnum


class SurveyState(StrEnum):
    """Where a round is: not yet asked, being answered, or over."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class QuestionKind(StrEnum):
    """Kinds of questions. `maturity` and `methods` are asked once for each indicator."""

    CHOICE = "choice"
    CHOICES = "choices"
    TEXT = "text"
    MATURITY = "maturity"
    METHODS = "methods"
    PROPOSALS = "proposals"


class Handling(StrEnum):
    """What became of a method that a survey answer named, or of a proposal in it."""

    CONFIRMED = "confirmed"
    SET_ASIDE = "set_aside"
