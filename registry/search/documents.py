"""What of a method and an indicator is searched, in which role."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from registry.content.sections import HEADINGS
from registry.domain.models import Indicator, Method, Theme
from registry.domain.vocabulary import Link
from search_index import Document, Role, Text

INDICATOR_PREFIX: Final = "indicator:"
LANGUAGES: Final = ("fi", "sv", "en")
LINK_ROLES: Final = {
    Link.COUNTED: Role.INDICATORS_COUNTED,
    Link.DIRECT: Role.INDICATORS_DIRECT,
    Link.INDIRECT: Role.INDICATORS_INDIRECT,
}
Labels = Mapping[str, Mapping[str, str]]
NOT_PRACTICE: Final = frozenset({"minute", "unknown"})


def of_method(
    method: Method, indicators: Mapping[str, Indicator], themes: Mapping[str, Theme], labels: Labels
) -> Document:
    """The document of a method. `labels` are the words of target groups and settings by value and language."""
    texts = [
        *_in_all(Role.NAME, method.name),
        *_in_all(Role.LEDE, method.lede),
        *_in_all(Role.SUMMARY, method.summary | {"fi": method.sections.get("minute", "")}),
        *_keywords(method.keywords),
        *_outcomes(method),
        *_links(method, indicators),
        *_practice(method),
        *_evidence(method),
        *_abandon(method),
    ]
    for theme in method.themes:
        texts += _in_all(Role.TAGS, themes[theme].name)
    for value in [*method.target_groups, *method.settings]:
        texts += _in_all(Role.TAGS, labels.get(value, {}))
    return Document(method.id, "method", tuple(text for text in texts if text.content))


def of_indicator(indicator: Indicator) -> Document:
    """The document of an indicator, so that a search can point to its page."""
    texts = [
        *_in_all(Role.NAME, indicator.name),
        *_in_all(Role.NAME, indicator.short),
        Text(Role.NAME, "fi", indicator.code),
        *_keywords(indicator.keywords),
        *_in_all(Role.SUMMARY, indicator.measures),
    ]
    return Document(INDICATOR_PREFIX + indicator.code, "indicator", tuple(texts))


def _in_all(role: Role, texts: Mapping[str, str]) -> Iterator[Text]:
    for language in LANGUAGES:
        if texts.get(language):
            yield Text(role, language, texts[language])


def _keywords(keywords: Mapping[str, Iterable[str]]) -> Iterator[Text]:
    for language in LANGUAGES:
        yield Text(Role.KEYWORDS, language, "; ".join(keywords.get(language, ())))


def _outcomes(method: Method) -> Iterator[Text]:
    for outcome in method.outcomes:
        yield from _in_all(Role.OUTCOMES, outcome.name)
        yield from _in_all(Role.EVIDENCE, outcome.finding)


def _links(method: Method, indicators: Mapping[str, Indicator]) -> Iterator[Text]:
    for link in method.links:
        indicator, role = indicators[link.indicator_code], LINK_ROLES[link.link]
        yield Text(role, "fi", f"{indicator.code} {indicator.name['fi']}")
        if indicator.short["fi"] not in indicator.name["fi"]:
            yield Text(role, "fi", indicator.short["fi"])
        yield Text(role, "sv", indicator.name["sv"])
        yield Text(role, "en", indicator.name["en"])
        yield Text(Role.PRACTICE, "fi", link.why)


def _practice(method: Method) -> Iterator[Text]:
    for key in HEADINGS:
        if key not in NOT_PRACTICE and key in method.sections:
            yield Text(Role.PRACTICE, "fi", method.sections[key])
    for name in ("target", "setting", "owner", "counterpart"):
        yield Text(Role.PRACTICE, "fi", method.details.get(name, ""))


def _evidence(method: Method) -> Iterator[Text]:
    for item in method.evidence:
        yield Text(Role.EVIDENCE, "fi", f"{item.source}. {item.finding}")


def _abandon(method: Method) -> Iterator[Text]:
    if instead := method.details.get("instead"):
        yield from _in_all(Role.ABANDON, instead)
