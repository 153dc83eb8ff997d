"""Forms of appeals: what anybody asks, and what the staff answer."""

from wtforms import StringField

from registry.web.forms.base import BaseForm


class AppealForm(BaseForm):
    """Who asks for a new look at a decision, where the answer goes, and on which grounds."""

    who = StringField()
    contact = StringField()
    grounds = StringField()


class AnswerForm(BaseForm):
    """The answer, which is public."""

    answer = StringField()
