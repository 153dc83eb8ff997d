"""A small catalogue made by hand: one method of every class, each with something that another one lacks.

Texts hold what breaks careless code: quotes, ampersands, tags and Markdown. One is a draft and must never be seen.
"""

from typing import Any, Final

from registry.domain.method_input import MethodInput

NASTY: Final = "Sana & <b>tagi</b> \"lainaus\" 'heitto' <script>alert(1)</script>"


def names(fi: str, sv: str = "", en: str = "") -> dict[str, str]:
    """A text in three languages."""
    return {"fi": fi, "sv": sv or f"{fi} sv", "en": en or f"{fi} en"}


def outcome(id_: str, effect: str, certainty: str | None = None, **more: Any) -> dict[str, Any]:
    """An outcome on its two axes."""
    domain = "rationale" if certainty is None else "imprecision"
    axes = {"effect": effect} | ({"certainty": certainty} if certainty else {})
    texts = {"name": names(f"tulos {id_}"), "finding": names(f"Havainto: {id_}")}
    return {"id": id_, **texts, **axes, "reasons": [{"domain": domain, "text": "Syy."}], **more}


def link(code: str, kind: str, through: str, **more: Any) -> dict[str, Any]:
    """A link to an indicator."""
    return {"code": code, "link": kind, "through": through, "why": f"Perustelu: {code}.", **more}


def evidence(kind: str = "rct", **more: Any) -> dict[str, Any]:
    """A checked source."""
    base = {"kind": kind, "source": "Lähde", "year": 2020, "finding": "Kokeessa nähtiin tulos.", "checked": True}
    return base | {"url": "https://example.org/lahde"} | more


def method(id_: str, **more: Any) -> MethodInput:
    """A method with what every method must have, changed by `more`."""
    base: dict[str, Any] = {
        "id": id_,
        "added": "2026-10",
        "updated": "2026-11",
        "name": names(id_.capitalize()),
        "themes": ["aikuisten-arjen-terveys"],
        "lede": names(f"Lyhyesti: {id_}."),
        "summary": {"sv": "Sammanfattning.", "en": "Summary."},
        "keywords": {"fi": [], "sv": [], "en": []},
        "target": "Aikuiset.",
        "target_groups": ["working_age"],
        "setting": "Terveysasema.",
        "settings": ["primary_care"],
        "owner": "THL",
        "outcomes": [outcome("paatulos", "benefit", "low", main=True)],
        "evidence": [evidence()],
        "sections": {"minute": "Minuutissa luettava teksti."},
    }
    return MethodInput.model_validate(base | more)


BALANCE: Final = method(
    "tasapaino",
    name=names("Voima- ja tasapainoharjoittelu (Otago)", "Styrke- och balansträning", "Strength and balance training"),
    keywords={"fi": ["kaatuminen"], "sv": ["fallolyckor"], "en": ["falls"]},
    target_groups=["older_people"],
    settings=["home", "primary_care"],
    age={"from": 65},
    outcomes=[
        outcome("kaatumiset", "benefit", "high", main=True, size="moderate", figure="−23 %", figure_note="kaatumisia"),
        outcome("lonkkamurtumat", "benefit", "low", size="small"),
    ],
    indicators=[
        link("O2", "direct", "lonkkamurtumat"),
        link("O2", "indirect", "kaatumiset", delay="Noin vuosi."),
        link("O1", "direct", "kaatumiset"),
    ],
    evidence=[
        evidence(
            "systematic_review",
            doi="10.1002/14651858.CD012424",
            figures=[
                {"label": "Kaatumiset", "outcome": "kaatumiset", "measure": "RaR", "value": 0.77, "low": 0.71, "high": 0.83,
                 "studies": 59, "participants": 12981},
                {"label": "Pisteitä", "measure": "MD", "value": 1.5, "unit": "pistettä"},
                {"label": "Suuri", "measure": "RR", "value": 1.9, "low": 0.2, "high": 4.0, "note": "leveä"},
            ],
        ),
        evidence("registry_rating", rating="4/5", url=None, citation="Teos. Kustantaja, 2020."),
    ],
    cost=[{"text": "120 euroa osallistujalta", "kind": "per_participant", "amount": 120.0, "currency": "EUR", "year": 2021,
           "source": "Laskelma", "url": "https://example.org/hinta"}],
    training={"text": "Päivän kurssi.", "url": "https://example.org/kurssi"},
    equity="Sopii kaikille.",
    materials_languages=["fi", "sv"],
    known_use=[
        {"where": "Kainuu", "text": "Käytössä.", "url": "https://example.org/kainuu",
         "adoption": {"region": "kainuu", "status": "in_use", "since": "2024", "precision": "year"}},
        {"where": "Muualla", "text": "Kokeiltu."},
    ],
    sections={"minute": "Ohjaa harjoittelua.", "why": "Voima **auttaa**.", "dose": "- kolmesti viikossa", "unknown": "Pysyvyys."},
)  # fmt: skip
CHECKUP: Final = method(
    "terveystarkastus",
    target_groups=["unemployed"],
    settings=["employment_services", "primary_care"],
    outcomes=[outcome("tarkastus", "benefit", "moderate", main=True, size="large")],
    indicators=[link("P8", "counted", "tarkastus")],
)
ALCOHOL: Final = method(
    "alkoholineuvonta",
    themes=["paihteet-ja-vammat", "aikuisten-arjen-terveys"],
    keywords={"fi": ["juominen"], "sv": ["alkohol"], "en": ["drinking"]},
    target_groups=["working_age", "substance_use"],
    outcomes=[outcome("juominen", "benefit", "low", main=True), outcome("kirjaaminen", "benefit", "high")],
    indicators=[link("P6", "counted", "kirjaaminen"), link("O1", "indirect", "juominen")],
)
PLAUSIBLE: Final = method(
    "nuotti",
    added="2026-11",
    themes=["paljon-palveluita-tarvitsevat"],
    target_groups=["young_people"],
    settings=["youth_work"],
    outcomes=[outcome("tyo", "not_studied", main=True)],
    indicators=[link("O3", "direct", "tyo")],
    name_translated=["sv", "en"],
)
MIXED: Final = method(
    "ristiriitainen",
    themes=["lapset-ja-perheet"],
    target_groups=["school_age"],
    settings=["school"],
    outcomes=[outcome("oireet", "mixed", "moderate", main=True), outcome("koulupoissaolot", "none", "low")],
    indicators=[link("P3", "indirect", "oireet"), link("O3", "indirect", "koulupoissaolot")],
)
NO_EFFECT: Final = method(
    "kotikaynti",
    outcomes=[outcome("laitoshoito", "none", "high", main=True)],
    target_groups=["older_people"],
    settings=["home"],
    indicators=[link("O2", "direct", "laitoshoito")],
    replaced_by=["tasapaino"],
    instead=names("Ohjaa tasapainoharjoitteluun."),
    phase_out=["Kerro asiakkaille.", "Siirrä aika muuhun."],
    check_current="Tarkista nykytila.",
    counterpart="Ei suomalaista vastinetta.",
    sections={"minute": "Käynti kotona.", "applies": "Kohdentamaton käynti.", "not_applies": "Kohdennettu käynti."},
)
HARMFUL: Final = method(
    "pelottelu",
    name=names(f"Pelottelu {NASTY}"),
    lede=names(f"Lede {NASTY}"),
    themes=["paihteet-ja-vammat"],
    target_groups=["young_people"],
    settings=["justice"],
    outcomes=[outcome("rikokset", "harm", "moderate", main=True, size="small")],
    indicators=[link("O1", "indirect", "rikokset")],
    instead=names("Mitään ei tarvita tilalle."),
    sections={"minute": NASTY, "procedures": f"{NASTY}\n\n[linkki](javascript:alert(1))"},
)
UNRATED: Final = method(
    "arvioimaton",
    added="2026-09",
    themes=["paljon-palveluita-tarvitsevat"],
    outcomes=[outcome("toimintakyky", "benefit", "high", main=True)],
    evidence=[{"kind": "guideline", "source": "Opas", "finding": "Suositellaan.", "checked": False}],
)
DRAFT: Final = method(
    "luonnos", state="draft", name=names("Salainen luonnos"), indicators=[link("O2", "direct", "paatulos")]
)

PUBLIC: Final = (BALANCE, CHECKUP, ALCOHOL, PLAUSIBLE, MIXED, NO_EFFECT, HARMFUL, UNRATED)
ALL: Final = (*PUBLIC, DRAFT)
CLASSES: Final = {
    "tasapaino": "A", "terveystarkastus": "B", "alkoholineuvonta": "C", "nuotti": "D", "ristiriitainen": "E", "kotikaynti": "F",
    "pelottelu": "G", "arvioimaton": "U",
}  # fmt: skip
