"""Words that say nothing about the subject, in three languages, as a person types them (folded, without dots).

Finnish ones are base forms: every inflected form of them is a stop word too.
"""

from __future__ import annotations

from search_index.folding import fold

_FI_BASE = """
ja tai vai eli seka myos mutta vaan koska kun jos niin nain siis etta jotta vaikka kuin kuten ettei ellei
olla ei en et emme ette eivat mina sina han me te he se ne tama tuo nama nuo joka mika mitka kuka ketka mikaan kukaan
jokin joku jotkut itse toinen kaikki moni muu sama sellainen tallainen millainen
mita missa mista mihin miten milloin miksi minka mika kuinka onko voiko
voida saada tehda pitaa taytya haluta tulla menna antaa ottaa laittaa kayttaa aikoa alkaa
vain viela enaa jo nyt sitten taas aina usein joskus hyvin liian tosi kovin paljon vahan enemman vahemman melko
kanssa ilman ennen jalkeen aikana kohti vastaan varten mukaan takia vuoksi kautta valilla alla ylla yli alle
siella taalla tuolla siihen tahan siita tasta sille talle
meidan teidan heidan meilla teilla heilla meille kai ehka
jne esim mm ym yms nk ns
"""
_SV = """
och eller men att som den det de dem denna detta dessa en ett i pa av for med till fran om vid hos mot mellan under
over efter innan utan genom kring enligt per ar var vara varit blir bli har hade ha kan kunde ska skall skulle vill
vi ni jag du han hon man sig sin sitt sina vad vilken vilka vilket vem hur nar varfor dar har inte ingen inga nagon
nagot nagra alla allt mycket mer mest sa aven ocksa bara dess deras vara var mitt din fa far finns gor gora
"""
_EN = """
a an the and or but of in on at to for from by with without about into over after before between through during
is are was were be been being am do does did done have has had having can could should would will shall may might must
i you he she it we they them their our your his her its this that these those there here what which who whom whose
when where why how not no nor so than then too very just also only as if because while up down out any some all more
most such own get us me my
"""


def _table(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


STOP_LEMMAS_FI = _table(_FI_BASE)
STOP_WORDS = {"fi": STOP_LEMMAS_FI, "sv": _table(_SV), "en": _table(_EN)}
STOP_WORDS_ANY = frozenset().union(*STOP_WORDS.values())

# Words of talk about methods in general. They may match, but a query hardly gets its meaning from them.
_WEAK = """
menetelma toimintamalli malli keino tapa ohjelma asia apu auttaa tukea tuki lisata vahentaa parantaa edistaa saadaan
ihminen henkilo asiakas toimia toimiva toimi hyva paras vaikuttava kehittaa jarjestaa parjata onnistua
metod metoder modell program insats insatser satt hjalp hjalpa stod bra bast minska oka forbattra personer
method methods model program programme intervention interventions way help support best good reduce improve people
effective work works
"""
WEAK_WORDS = _table(_WEAK)
