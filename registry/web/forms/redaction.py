"""Forms of redaction: the reason, and words to find a text by."""

from wtforms import StringField

from registry.web.forms.base import BaseForm


class RedactionForm(BaseForm):
    """Why something is taken out of the record."""

    reason = StringField()


class FindForm(BaseForm):
    """Words of a text. They may be somebody's name: so they are sent and never stand in an address."""

    words = StringField()
