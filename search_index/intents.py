"""Ways of saying "what should we give up": taken out of a query, they bring documents with words on giving up first.

Phrases are compared folded, word by word as typed; a star stands for any ending.
"""

from __future__ import annotations

from search_index.folding import fold

_GIVE_UP = """
mika ei toimi | mitka eivat toimi | mika ei auta | mitka eivat auta | ei toimi | eivat toimi | ei toimivat
mista luopua | mista luovutaan | mista pitaisi luopua | mista kannattaa luopua | luopua | luovutaan | luopum*
mita lopettaa | mita kannattaa lopettaa | mita pitaisi lopettaa | lopetta* | lopetetaan
kannattaako | onko hyotya | onko jarkea | onko mitaan hyotya | hyodytto* | turha* | turhat | vahahyotyi* | vaikuttamat* | tehoton* | tehottom*
ei kannata | mika ei kannata | mita ei kannata tehda | mita ei pida tehda | ei vaikutusta | ei tehoa | haitalli* | karsi*
vad ska vi sluta med | vad borde vi sluta med | vad kan vi sluta med | sluta med | sluta | lonar det sig | lonar sig
inte fungerar | fungerar inte | vad fungerar inte | ingen nytta | onodig* | verkningslos* | avveckla* | skadlig*
what to stop | what should we stop | what can we stop | what does not work | what doesn t work | does not work
doesn t work | do not work | not working | stop doing | should we stop | stop | give up | is it worth | worth it
useless | ineffective | low value | de implement* | harmful | unnecessary | waste of money
"""


def _phrases() -> list[tuple[str, ...]]:
    found = [tuple(phrase.split()) for line in _GIVE_UP.splitlines() for phrase in line.split("|")]
    return sorted((tuple(fold(word) for word in phrase) for phrase in found if phrase), key=len, reverse=True)


GIVE_UP = _phrases()


def take_out(typed: list[str]) -> tuple[list[int], bool]:
    """Positions of the words that are left, and whether giving up was asked about. `typed` in lower case."""
    folded = [fold(word) for word in typed]
    taken: set[int] = set()
    for phrase in GIVE_UP:
        for start in range(len(folded) - len(phrase) + 1):
            span = range(start, start + len(phrase))
            if not taken.intersection(span) and all(_meets(folded[i], p) for i, p in zip(span, phrase, strict=True)):
                taken.update(span)
    return [i for i in range(len(folded)) if i not in taken], bool(taken)


def _meets(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
