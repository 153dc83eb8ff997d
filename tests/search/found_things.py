"""One thing of every kind and state with a word of its own, and who may find it: what the walk through the search looks for.

The words are made up and far from each other, so that none is found for another.
"""

from typing import Any, Final

from sqlmodel import Session

from registry.domain import experience, history, support
from registry.domain.models import NationalRecommendation, Webinar
from registry.domain.permissions import system
from registry.domain.recommendation_terms import RecommendationScope
from registry.domain.support_input import AskInput
from registry.domain.support_terms import Direction
from registry.domain.webinar_terms import WebinarKind
from tests import experiences, people, proposals, supports, surveys

EVERYBODY: Final = frozenset(people.EVERYONE)
READERS: Final = frozenset({"editor", "observer"})
KAINUU: Final = frozenset({"region_editor"})
LAPPI: Final = frozenset({"other_region_editor"})
STAFF: Final = frozenset({"editor"})
MAY_FIND: Final[dict[str, frozenset[str]]] = {
    "vorkkapuntti": EVERYBODY,  # a webinar
    "tsumpelikoira": EVERYBODY,  # a recommendation
    "hilpakerros": EVERYBODY,  # a proposal that is public
    "nyrkkimylly": EVERYBODY,  # the answer to it
    "kvassitorni": KAINUU | READERS,  # a proposal of Kainuu
    "plyysitunneli": LAPPI | READERS,  # one of Lappi
    "rämsyvaaka": frozenset({"reviewer"}) | READERS,  # one of a reviewer
    "ohrakompassi": READERS,  # one of the staff
    "zeniittihalko": READERS,  # one that was public and is no longer
    "jouhipeili": EVERYBODY,  # a report that Kainuu has published
    "sampiharava": KAINUU | READERS,  # a change of it that is not published
    "uistinkello": LAPPI | READERS,  # a draft of Lappi
    "eskarpiitti": STAFF,  # a report that Helsinki has taken back
    "fagottilapio": KAINUU | STAFF,  # what Kainuu wants to be helped with
    "gorgonvasara": KAINUU | STAFF,  # an answer of Kainuu to the survey, not handed in
    "dunkelilanka": KAINUU | LAPPI | READERS,  # one of Lappi, handed in
}
"""Each word with the people of `tests/people.py` who may find what holds it."""
PUBLIC: Final = frozenset(word for word, who in MAY_FIND.items() if who == EVERYBODY)


def fill(session: Session) -> None:
    """Make all of them by the domain's own actions. The caller commits."""
    texts = {"sv": "Något", "en": "Something"}
    session.add(
        Webinar(
            id="vuosi-1", kind=WebinarKind.WEBINAR, title={"fi": "Vorkkapuntti avuksi", **texts}, methods=["tasapaino"]
        )
    )
    history.searched(session, "webinar", "vuosi-1")
    recommendation: dict[str, Any] = {
        "title": {"fi": "Tsumpelikoira", **texts},
        "issuer": {"fi": "THL", "sv": "THL", "en": "THL"},
    }
    session.add(NationalRecommendation(id="suositus-1", scope=RecommendationScope.NATIONAL, **recommendation))
    history.searched(session, "recommendation", "suositus-1")
    session.flush()
    _proposals(session)
    _reports(session)
    given = AskInput(direction=Direction.ADOPT, wish="Miten fagottilapio hankitaan?")
    support.ask(session, people.actor(session, "region_editor"), "kainuu", "tasapaino", given, supports.NOW)
    _answers(session)


def _proposals(session: Session) -> None:
    public = proposals.sent(session, public=True, title="Hilpakerros kaikille", text="Sitä toivotaan.")
    proposals.step(session, public, proposals.ProposalStatus.ACCEPTED, "Nyrkkimylly riittää.")
    for who, word in (
        ("region_editor", "kvassitorni"), ("other_region_editor", "plyysitunneli"), ("reviewer", "rämsyvaaka"), ("editor", "ohrakompassi"),
    ):  # fmt: skip
        proposals.sent(session, who, title=f"{word.title()} mukaan", text="Sitä toivotaan.")
    withdrawn = proposals.sent(session, "editor", public=True, title="Zeniittihalko", text="Sitä toivotaan.")
    proposals.proposals.set_public(session, people.actor(session, "editor"), withdrawn, False, version=2)


def _reports(session: Session) -> None:
    experiences.publish(session, reach="Jouhipeili toimi hyvin.")
    experiences.draft(session, **(experiences.TYPED | {"reach": "Jouhipeili toimi, sampiharava ei."}))
    experiences.draft(session, "lappi", reach="Uistinkello auttoi.", again="yes")
    experiences.publish(session, "helsinki", "pelottelu", reach="Eskarpiitti petti.")
    experience.withdraw(session, system("tests"), "helsinki", "pelottelu", "Luvut olivat väärin.", version=1)


def _answers(session: Session) -> None:
    surveys.open_round(session)
    surveys.answer(session, "kainuu", ("kypsyys", "P1"), {"level": 2, "text": "Gorgonvasara on käytössä."})
    surveys.answer_all(session, "lappi")
    surveys.answer(session, "lappi", ("kypsyys", "P1"), {"level": 3, "text": "Dunkelilanka on käytössä."})
    surveys.hand_in(session, "lappi")
