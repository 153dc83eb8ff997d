"""The fields of a method in the order in which an editor meets them: the one table that the form, its reading and its errors go by."""

from dataclasses import dataclass
from typing import Final

from registry.domain.vocabulary import Tidier
from registry.web.forms.editing_tree import Field, Leaf, Many, Part
from registry.web.i18n import mark as _

FI, SV, EN = (
    (language, word) for language, word in (("fi", _("In Finnish")), ("sv", _("In Swedish")), ("en", _("In English")))
)


@dataclass(frozen=True)
class Chapter:
    """Some fields under one heading of the form; `id` is its place on the page."""

    id: str
    heading: str
    fields: tuple[Field, ...]
    lede: str = ""


def three(key: str, question: str, kind: str = "long", hint: str = "", *, optional: bool = False) -> Part:
    """A text in three languages, side by side."""
    leaves = tuple(Leaf(language, word, kind, lang=language) for language, word in (FI, SV, EN))
    return Part(key, question, leaves, hint, optional=optional, three=True)


NAMES: Final = (
    three("name", _("Name")),
    Leaf("name_translated", _("In which languages is the name our own translation?"), "choices", options="translations", optional=True),
    three("lede", _("The method in one or two sentences"), hint=_("What somebody would repeat in a meeting: what it does and how surely.")),
    Part("summary", _("Summary for those who do not read Finnish"), (
        Leaf("sv", SV[1], "long", lang="sv"), Leaf("en", EN[1], "long", lang="en"),
    ), _("In Finnish the section “The method in a minute” does this."), three=True),
    three("keywords", _("Words that people search by and the text does not say"), "words", _("One on a line.")),
    Leaf("themes", _("Themes"), "choices", options="themes"),
    Leaf("added", _("Added to the registry"), hint=_("Year and month, as 2026-11.")),
)  # fmt: skip
PEOPLE: Final = (
    Leaf("target", _("For whom is it?"), "long"),
    Leaf("target_groups", _("Target groups"), "choices", options="target_groups"),
    Part("age", _("Age"), (Leaf("from", _("From, years"), "number"), Leaf("to", _("To, years"), "number")),
         _("Leave an open end empty."), optional=True),
    Leaf("setting", _("Where is it done?"), "long"),
    Leaf("settings", _("Settings"), "choices", options="settings"),
    Leaf("owner", _("Owner"), "long"),
    Leaf("counterpart", _("What of this there is in Finland"), "long", optional=True),
    Leaf("check_current", _("A note for the reader to check"), "long", optional=True),
    Leaf("equity", _("Equity"), "long", optional=True),
    Leaf("materials_languages", _("Languages of materials"), "choices", options="languages", optional=True),
)  # fmt: skip
REASONS: Final = Many("reasons", _("Why the certainty is what it is"), _("Reason"), (
    Leaf("domain", _("Ground"), "choice", options="domains"), Leaf("text", _("Reason"), "long"),
), ("domain",), blank=0)  # fmt: skip
OUTCOMES: Final = Many("outcomes", _("Outcomes"), _("Outcome"), (
    Leaf("id", _("Short name in addresses"), hint=_("Small letters a–z, figures and hyphens. Keep it once it is in use.")),
    three("name", _("Outcome")),
    Leaf("main", _("This is the main outcome: its class is the method’s own"), "flag"),
    Leaf("effect", _("Effect"), "choice", options="effects"),
    Leaf("size", _("Size of the effect"), "choice", options="sizes", optional=True),
    Leaf("certainty", _("Certainty"), "choice", options="certainties", hint=_("Leave empty where the effect has not been studied.")),
    Leaf("plausible", _("If not studied: a rationale is written"), "flag", default=True),
    REASONS,
    three("finding", _("Finding in one sentence"), hint=_("Numbers before adjectives.")),
    Leaf("figure", _("The most telling figure"), optional=True),
    Leaf("figure_note", _("What the figure is of"), "long", optional=True),
), ("name.fi", "id"))  # fmt: skip
LINKS: Final = Many("indicators", _("Links to indicators"), _("Link to an indicator"), (
    Leaf("code", _("Indicator"), "choice", options="indicators"),
    Leaf("link", _("Kind of link"), "choice", options="links"),
    Leaf("through", _("Through which outcome?"), hint=_("The short name of one of the outcomes above."), options="outcomes"),
    Leaf("why", _("Why"), "long"),
    Leaf("delay", _("After how long?"), "long", optional=True),
), ("code", "through"))  # fmt: skip
FIGURES: Final = Many("figures", _("Figures"), _("Figure"), (
    Leaf("label", _("What was measured")),
    Leaf("outcome", _("Of which outcome?"), options="outcomes", optional=True),
    Leaf("measure", _("Measure"), "choice", options="measures", optional=True),
    Leaf("value", _("Value"), "number", optional=True),
    Leaf("low", _("Lower end of the interval"), "number", optional=True),
    Leaf("high", _("Upper end of the interval"), "number", optional=True),
    Leaf("unit", _("Unit"), optional=True),
    Leaf("studies", _("Studies"), "number", optional=True),
    Leaf("participants", _("Participants"), "number", optional=True),
    Leaf("note", _("Note on the figure"), "long", optional=True),
), ("label",), blank=0)  # fmt: skip
EVIDENCE: Final = Many("evidence", _("Evidence"), _("Source"), (
    Leaf("kind", _("Kind"), "choice", options="evidence_kinds"),
    Leaf("source", _("Source"), "long", hint=_("Title or authors, as the list of sources has them.")),
    Leaf("year", _("Year"), "number", optional=True),
    Leaf("finding", _("Finding with its numbers"), "long"),
    Leaf("rating", _("The source’s own rating, in its own words"), "long", optional=True),
    Leaf("doi", "DOI", hint=_("As 10.1002/14651858.CD012424, without https."), optional=True),
    Leaf("url", _("Address"), hint=_("Begins with https://."), optional=True),
    Leaf("citation", _("Full citation, where there is no address"), "long", optional=True),
    Leaf("checked", _("Somebody has read the text and checked the finding"), "flag"),
    FIGURES,
), ("source", "year"))  # fmt: skip
TEXT: Final = Part("sections", _("Description"), (
    Leaf("minute", _("The method in a minute"), "markdown", optional=True),
    *(Leaf(item.value, f"Tidier.{item.value}", "markdown", optional=True) for item in Tidier if item is not Tidier.NAME),
    Leaf("applies", _("Concerns"), "markdown", optional=True),
    Leaf("not_applies", _("Does not concern"), "markdown", optional=True),
    Leaf("unknown", _("What is not known"), "markdown", optional=True),
), _("In Finnish, as Markdown: **bold**, lists with -, [words](https://…)."), optional=True)  # fmt: skip
MEANS: Final = (
    Part("training", _("Training"), (
        Leaf("text", _("What training it takes"), "long"), Leaf("url", _("Address"), optional=True),
    ), optional=True),
    Many("cost", _("Costs"), _("Cost"), (
        Leaf("text", _("Cost in words"), "long"),
        Leaf("kind", _("Kind"), "choice", options="cost_kinds", optional=True),
        Leaf("amount", _("Sum"), "number", optional=True),
        Leaf("currency", _("Currency"), "choice", options="currencies", optional=True),
        Leaf("unit", _("Per what"), optional=True),
        Leaf("year", _("Year"), "number", hint=_("A figure needs its year and source."), optional=True),
        Leaf("source", _("Source"), "long", optional=True),
        Leaf("url", _("Address"), optional=True),
    ), ("text",)),
)  # fmt: skip
LEAVING: Final = (
    three("instead", _("What to do instead"), hint=_("A least beneficial method says this, or that nothing comes in its place."), optional=True),
    Leaf("replaced_by", _("Methods that replace this one"), "words", hint=_("The short name in a method’s address, one on a line."),
         optional=True),
    Leaf("phase_out", _("Steps of giving it up"), "words", hint=_("One on a line."), optional=True),
)  # fmt: skip
MENTIONS: Final = Many("known_use", _("Public mentions of use"), _("Mention"), (
    Leaf("where", _("Where")),
    Leaf("text", _("What the page says"), "long"),
    Leaf("url", _("Address"), optional=True),
    Part("adoption", _("What this says in the ledger’s terms"), (
        Leaf("region", _("Region"), "choice", options="regions"),
        Leaf("status", _("Status"), "choice", options="mention_statuses"),
        Leaf("since", _("Since"), hint=_("As 2026, 2026-11 or 2026-11-01.")),
        Leaf("precision", _("How exactly is the day known?"), "choice", options="precisions"),
    ), _("Only where the page names one region, says use or pilot, and is of 2023 or later."), optional=True),
), ("where",))  # fmt: skip

CHAPTERS: Final = (
    Chapter("nimet", _("Name and summary"), NAMES),
    Chapter("kenelle", _("For whom, where, by whom"), PEOPLE),
    Chapter("tulokset", _("Outcomes"), (OUTCOMES,), _("Effect and certainty are stored; the class is worked out of them.")),
    Chapter("linkit", _("Links to indicators"), (LINKS,), _("Each link goes through one outcome, with a written reason.")),
    Chapter("naytto", _("Evidence"), (EVIDENCE,), _("A finding of no effect is written as carefully as any other.")),
    Chapter("kuvaus", _("Description"), (TEXT,)),
    Chapter("vaatii", _("What it takes"), MEANS),
    Chapter("luopuminen", _("Giving it up"), LEAVING),
    Chapter("maininnat", _("Public mentions of use"), (MENTIONS,)),
)  # fmt: skip
FIELDS: Final[tuple[Field, ...]] = tuple(one for chapter in CHAPTERS for one in chapter.fields)
NEW: Final = Leaf(
    "id",
    _("Short name in the address"),
    hint=_("Small letters a–z, figures and hyphens, as in “vahvuutta-vanhemmuuteen”. It never changes."),
)
"""The one field that only a new method has."""
