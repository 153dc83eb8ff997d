"""Experience reports: who writes and sees them, what a draft and a published one need, versions, two writers at once, taking back."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlmodel import Session, select

from registry.domain import changes, dates, experience, experience_input, experience_list, redactable, redaction
from registry.domain.errors import Conflict, Invalid, InvalidInput, NotAllowed, NotFound
from registry.domain.experience_terms import Again, ReportState
from registry.domain.models import Event, ExperienceReport, IndexOutbox, Method
from registry.domain.permissions import NOBODY, system
from registry.domain.vocabulary import State
from tests import experiences, people, told
from tests.experiences import METHOD, TYPED

TODAY = dates.today()
YEAR = TODAY.year


def codes(problems: Sequence[Invalid]) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in problems}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, {}),
        ({"reach": " \r\n "}, {}),
        ({"reach": "a\0b\r\nc "}, {"reach": "ab\nc"}),
        ({"reach_numerator": "0", "hours": "1\u00a0200"}, {"reach_numerator": 0, "hours": 1200}),
        ({"helped": ["train", "evaluative", "train", ""]}, {"helped": ["evaluative", "train"]}),
        ({"again": "no", "planned": "planned", "core_kept": "kept"}, {"again": "no", "planned": "planned", "core_kept": "kept"}),
        ({"reach": "x" * 4000}, {"reach": "x" * 4000}),
    ],
    ids=["nothing", "blank", "cleaned", "numbers", "tags", "choices", "long"],
)  # fmt: skip
def test_what_is_kept(typed: dict[str, Any], kept: dict[str, Any]) -> None:
    assert experience_input.read(typed).answers() == kept


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"reach": "x" * 4001}, ("reach", "too_long")),
        ({"cost_source": "x" * 301}, ("cost_source", "too_long")),
        *(({name: wrong}, (name, "not_a_count")) for name in experience_input.NUMBERS for wrong in ("-1", "1,5", "x", "1" * 9, "²")),
        ({"again": "ehkä"}, ("again", "not_a_choice")),
        ({"planned": "x"}, ("planned", "not_a_choice")),
        ({"core_kept": "x"}, ("core_kept", "not_a_choice")),
        ({"helped": ["train", "x"]}, ("helped", "not_a_choice")),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_kept(typed: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidInput) as caught:
        experience_input.read(typed)
    assert codes(caught.value.problems) == {problem}


@pytest.mark.parametrize(
    ("over", "lacks"),
    [
        ({}, set()),
        ({"again": ""}, {("again", "missing")}),
        (dict.fromkeys(experience_input.WORDS, "") | {"cost_amount": ""}, {("again_why", "no_text")}),
        ({"cost_year": ""}, {("cost_year", "missing")}),
        ({"cost_source": " "}, {("cost_source", "missing")}),
        ({"cost_year": "1999"}, {("cost_year", "year_out_of_range")}),
        ({"cost_year": str(YEAR + 1)}, {("cost_year", "year_out_of_range")}),
        ({"cost_year": str(YEAR)}, set()),
        ({"cost_amount": "", "cost_year": "", "cost_source": ""}, set()),
        ({"reach_numerator": "1201"}, {("reach_numerator", "more_than_all")}),
        ({"reach_numerator": "1200"}, set()),
        ({"reach_denominator": ""}, set()),
        ({"reach_numerator": "0", "reach_denominator": "0"}, {("reach_denominator", "none_of_none")}),
    ],
    ids=str,
)
def test_what_a_published_one_needs(session: Session, over: dict[str, str], lacks: set[tuple[str, str]]) -> None:
    given = experience_input.read(TYPED | over)
    assert codes(experience_input.lacking(given, YEAR)) == lacks
    editor = people.actor(session, "region_editor")
    assert experience.save(session, editor, "kainuu", METHOD, given, version=0).version == 1
    if lacks:
        with pytest.raises(InvalidInput):
            experience.publish(session, editor, "kainuu", METHOD, given, version=1, today=TODAY)


@pytest.mark.parametrize("who", people.EVERYONE)
def test_only_the_regions_own_editors_write(session: Session, who: str) -> None:
    actor, given = people.actor(session, who), experience_input.read(TYPED)
    if who == "region_editor":
        experience.save(session, actor, "kainuu", METHOD, given, version=0)
        experience.publish(session, actor, "kainuu", METHOD, given, version=1, today=TODAY)
        experience.withdraw(session, actor, "kainuu", METHOD, "Syy.", version=2)
        return
    experiences.publish(session)
    with pytest.raises(NotAllowed):
        experience.save(session, actor, "kainuu", METHOD, given, version=1)
    with pytest.raises(NotAllowed):
        experience.publish(session, actor, "kainuu", METHOD, given, version=1, today=TODAY)
    with pytest.raises(NotAllowed):
        experience.withdraw(session, actor, "kainuu", METHOD, "Syy.", version=1)
    with pytest.raises(NotAllowed):
        experience.own(session, actor, "kainuu", METHOD)


@pytest.mark.parametrize(("region", "method"), [("ahvenanmaa", METHOD), ("kainuu", "ei-ole"), ("kainuu", "luonnos")])
def test_of_a_region_and_a_published_method(session: Session, region: str, method: str) -> None:
    with pytest.raises(NotFound):
        experience.save(session, system("tests"), region, method, experience_input.read(TYPED), version=0)


@pytest.mark.parametrize(
    ("state", "before", "may"),
    [
        (State.RETIRED, "report", True), (State.RETIRED, "use", True), (State.RETIRED, "nothing", False),
        (State.DRAFT, "report", False), (State.DRAFT, "use", False),
    ],
)  # fmt: skip
def test_of_a_method_taken_out_of_use(session: Session, state: State, before: str, may: bool) -> None:
    given, region = experience_input.read(TYPED), "lappi"
    if before == "use":
        told.fill(session)
    version = experiences.draft(session, region).version if before == "report" else 0
    session.get_one(Method, METHOD).state = state
    session.flush()
    if may:
        kept = experience.publish(session, system("tests"), region, METHOD, given, version=version, today=TODAY)
        assert kept.published_number == 1
    else:
        with pytest.raises(NotFound):
            experience.save(session, system("tests"), region, METHOD, given, version=version)


def test_what_is_stored_already_is_no_conflict(session: Session) -> None:
    given, other = experience_input.read(TYPED), experience_input.read({"reach": "Muuta."})
    for version in (0, 0):
        assert experience.keep(session, system("tests"), "kainuu", METHOD, given, version=version).version == 1
    with pytest.raises(Conflict):
        experience.keep(session, system("tests"), "kainuu", METHOD, other, version=0)
    assert experience.keep(session, system("tests"), "kainuu", METHOD, other, version=1).version == 2


SEEN = {
    ReportState.DRAFT: {"region_editor", "editor", "observer"},
    ReportState.PUBLISHED: set(people.EVERYONE),
    ReportState.WITHDRAWN: {"region_editor", "editor"},
}


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("who", people.EVERYONE)
def test_who_sees_what(session: Session, state: ReportState, who: str) -> None:
    report = experiences.draft(session) if state is ReportState.DRAFT else experiences.publish(session)
    if state is ReportState.WITHDRAWN:
        experience.withdraw(session, system("tests"), "kainuu", METHOD, "Syy.", version=1)
    actor = people.actor(session, who)
    sees = who in SEEN[state]
    found = session.exec(select(ExperienceReport.id).where(experience.seen_by(actor))).all()
    assert list(found) == ([report.id] if sees else [])
    assert experience.may_see_draft(actor, report) is (who in SEEN[ReportState.DRAFT])
    if sees:
        assert experience.find(session, actor, report.id or 0).id == report.id
    else:
        with pytest.raises(NotFound):
            experience.find(session, actor, report.id or 0)


def test_nobody_sees_one_about_a_method_that_is_a_draft_again(session: Session) -> None:
    report = experiences.publish(session)
    session.get_one(Method, METHOD).state = State.DRAFT
    session.flush()
    with pytest.raises(NotFound):
        experience.find(session, people.actor(session, "editor"), report.id or 0)
    assert experience_list.listed(session) == []


def test_what_is_public_stays_until_it_is_published_again(session: Session) -> None:
    report = experiences.publish(session)
    experiences.draft(session, **(TYPED | {"reach": "Uusi.", "again": "no"}))
    (public,) = experience_list.listed(session)
    assert (public.number, public.answers["reach_numerator"], public.again) == (1, 120, Again.WITH_CHANGES)
    assert experience.has_changes(report, experience_list.versions(session, NOBODY, report)[0])
    experiences.publish(session, reach="Uusi.", again="no")
    (public,) = experience_list.listed(session)
    assert (public.number, public.answers["reach"], public.again) == (2, "Uusi.", Again.NO)
    newest, first = experience_list.versions(session, NOBODY, report)
    assert (newest.number, first.number, first.answers["again"]) == (2, 1, "with_changes")
    assert not experience.has_changes(report, newest)
    assert experience_list.listed(session, again=[Again.WITH_CHANGES]) == []


def test_two_at_once(session: Session) -> None:
    given, actor = experience_input.read(TYPED), people.actor(session, "region_editor")
    for version in (1, -1):
        with pytest.raises(Conflict):
            experience.save(session, actor, "kainuu", METHOD, given, version=version)
    experience.save(session, actor, "kainuu", METHOD, given, version=0)
    for version in (0, 2, -1):
        with pytest.raises(Conflict):
            experience.publish(session, actor, "kainuu", METHOD, given, version=version, today=TODAY)
    assert experience.publish(session, actor, "kainuu", METHOD, given, version=1, today=TODAY).version == 2
    with pytest.raises(Conflict):
        experience.withdraw(session, actor, "kainuu", METHOD, "Syy.", version=1)


def test_taken_back_and_published_again(session: Session) -> None:
    report = experiences.publish(session)
    for reason, code in ((" \0", "not_said"), ("x" * 1001, "too_long")):
        with pytest.raises(Invalid) as caught:
            experience.withdraw(session, system("tests"), "kainuu", METHOD, reason, version=1)
        assert (caught.value.field, caught.value.code) == ("reason", code)
    experience.withdraw(session, system("tests"), "kainuu", METHOD, " Väärät luvut. ", version=1)
    assert (report.state, report.withdrawn_because) == (ReportState.WITHDRAWN, "Väärät luvut.")
    assert experience_list.listed(session) == []
    with pytest.raises(NotFound):
        experience.withdraw(session, system("tests"), "kainuu", METHOD, "Syy.", version=2)
    experiences.draft(session)
    assert report.state is ReportState.WITHDRAWN
    experiences.publish(session)
    assert [one.number for one in experience_list.listed(session)] == [2]
    experience.withdraw(session, system("tests"), "kainuu", METHOD, "Toinen syy.", version=report.version)
    experiences.publish(session)
    seen = {
        who: [(one.number, one.withdrawn_because) for one in experience_list.versions(session, actor, report)]
        for who in ("nobody", "observer", "region_editor", "editor")
        for actor in [people.actor(session, who)]
    }
    everything = [(3, None), (2, "Toinen syy."), (1, "Väärät luvut.")]
    assert seen == {"nobody": [(3, None)], "observer": [(3, None)], "region_editor": everything, "editor": everything}
    assert [one.number for one in experience_list.published_since(session, limit=9)] == [3]
    administrator = people.actor(session, "administrator")
    assert redactable.search(session, administrator, "Väärät luvut")
    redaction.redact_text(session, administrator, redaction.RedactionKind.EXPERIENCE, report.id or 0, "Siinä oli nimi.")
    assert not redactable.search(session, administrator, "Väärät luvut")
    assert [one.number for one in experience_list.versions(session, NOBODY, report)] == [3]


def test_the_log_tells_no_words_and_the_index_is_told(session: Session) -> None:
    experiences.draft(session)
    experiences.publish(session)
    experience.withdraw(session, system("tests"), "kainuu", METHOD, "Salainen syy", version=2)
    log = session.exec(select(Event).where(Event.kind == "experience").order_by(Event.id)).all()  # type: ignore[arg-type]
    assert [event.action for event in log] == ["experience.begun", "experience.published", "experience.withdrawn"]
    assert {tuple(event.details) for event in log} <= {("region", "method"), ("region", "method", "version")}
    waits = session.exec(select(IndexOutbox.subject).where(IndexOutbox.kind == "experience")).all()
    assert len(waits) == 3
    assert set(waits) == {log[0].subject}


def test_lists(session: Session) -> None:
    experiences.publish(session)
    experiences.publish(session, "lappi", again="no")
    experiences.publish(session, "lappi", "pelottelu", again="yes")
    experiences.draft(session, "helsinki")
    assert experience_list.count(session) == 3
    assert len(experience_list.listed(session, offset=1, limit=1)) == 1
    assert {one.region for one in experience_list.listed(session, methods=[METHOD])} == {"kainuu", "lappi"}
    assert experience_list.count(session, regions=["lappi"], again=[Again.NO]) == 1
    own = experience_list.of_region(session, people.actor(session, "other_region_editor"), "lappi")
    assert {one.method_id for one in own} == {METHOD, "pelottelu"}
    with pytest.raises(NotAllowed):
        experience_list.of_region(session, people.actor(session, "observer"), "lappi")


def test_feeds_have_what_was_published(session: Session) -> None:
    experiences.publish(session)
    experiences.publish(session, reach="Uusi.")
    experiences.draft(session, "lappi")
    news = [one for one in changes.of_methods(session, [METHOD]) if one.experience]
    assert [(one.experience.number, one.method) for one in news if one.experience] == [(2, METHOD), (1, METHOD)]
    assert len({one.key for one in news}) == 2
    assert [one.experience.id for one in changes.of_region(session, "kainuu") if one.experience] == [1, 1]
    assert not any(one.experience for one in changes.of_region(session, "lappi"))
