"""Ways of saying "what should we give up": taken out of a query, they bring documents with words on giving up first.

Phrases are compared folded, word by word as typed. A star stands for any ending, dots for other words between, which
stay. Words that also name a subject are left out on purpose: *lopettaminen* (of smoking), *haitallinen* (use of alcohol).
"""

from __future__ import annotations

from functools import lru_cache

from search_index.folding import fold

_GIVE_UP = """
ei toimi | eivat toimi | ei auta | eivat auta | ei toimivat | ei tehoa | eivat tehoa | ei vaikutusta | ei hyotya
mika ei toimi | mitka eivat toimi | mika ei auta | mitka eivat auta | mika ei tehoa | ei kannata | mita ei kannata tehda
mita ei pida tehda | kannattaako | onko hyotya | onko ... hyotya | onko jarkea | onko ... jarkea | onko turha*
mita hyotya | toimiiko | auttaako | hyodyttaako | tehoaako
luopua | luovutaan | luopum* | luovuttava* | mista ... luopua | mista ... luovutaan | voiko ... luopua
mita ... lopettaa | mitka ... lopettaa | mika ... lopettaa | voiko ... lopettaa | voidaanko ... lopettaa
pitaisiko ... lopettaa | pitaako ... lopettaa | mita ... lopetetaan | lopetettava* | mita ... karsia | mista ... karsia
hyodytto* | turha* | turhia | vahahyotyi* | vaikuttamaton* | vaikuttamattom* | tehoton* | tehottom*
rahanhukka* | rahan hukka*
vad ... sluta med | vad ... sluta | sluta med | borde ... sluta | ska vi sluta | lonar det sig | lonar sig | ar det lont
inte fungerar | fungerar inte | vad fungerar inte | vad ... inte fungerar | hjalper inte | ingen nytta | ingen effekt
utan effekt | onodig* | onyttig* | verkningslos* | avveckla* | ge upp | mindre nyttig*
what ... stop | what ... to stop | which ... stop | should we stop | can we stop | stop doing | give up | giving up
what ... not work | what does not work | what doesn t work | what doesn t help | does not work | doesn t work
do not work | don t work | not working | not effective | no effect | is it worth | worth it | worth doing | is ... worth it
useless | ineffective | low value | least beneficial | de implement* | deimplement* | unnecessary | waste of money
disinvest* | fungerar det | does it work | what good
"""


SEARCHES_KEPT = 1024
Phrase = tuple[str, ...]
GAP = "..."


def _phrases() -> list[Phrase]:
    found = [tuple(phrase.split()) for line in _GIVE_UP.splitlines() for phrase in line.split("|")]
    return sorted((tuple(fold(word) for word in phrase) for phrase in found if phrase), key=len, reverse=True)


GIVE_UP = _phrases()


def take_out(typed: list[str]) -> tuple[list[int], bool]:
    """Positions of the words that are left, and whether giving up was asked about. `typed` in lower case."""
    kept, asked = _take_out(tuple(typed))
    return list(kept), asked


@lru_cache(maxsize=SEARCHES_KEPT)
def _take_out(typed: tuple[str, ...]) -> tuple[tuple[int, ...], bool]:
    """Kept for a while, as each index of a service is asked for the same words."""
    folded = [fold(word) for word in typed]
    taken: set[int] = set()
    for phrase in GIVE_UP:
        for start in range(len(folded)):
            met = _meets(folded, start, phrase)
            if met and not taken.intersection(met):
                taken.update(met)
    return tuple(i for i in range(len(folded)) if i not in taken), bool(taken)


def _meets(folded: list[str], start: int, phrase: Phrase) -> list[int]:
    """Where the words of the phrase stand, its first at `start`; empty if it is not there."""
    met: list[int] = []
    at = start
    gap = False
    for pattern in phrase:
        if pattern == GAP:
            gap = True
            continue
        while gap and at < len(folded) and not _is(folded[at], pattern):
            at += 1
        if at >= len(folded) or not _is(folded[at], pattern):
            return []
        met.append(at)
        at += 1
        gap = False
    return met


def _is(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
