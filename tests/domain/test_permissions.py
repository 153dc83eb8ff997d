"""Who may do what: the whole table, written out by hand."""

from typing import Final

import pytest

from registry.domain import permissions
from registry.domain.errors import NotAllowed
from registry.domain.permissions import EVERY_ROLE, NOBODY, OF_A_REGION, TABLE, Action, Actor, Grant, Role, may, system

WHO: Final = {
    "nobody": NOBODY,
    "no role": Actor(person_id=1),
    "own region": Actor(person_id=2, grants=frozenset({Grant(Role.REGION_EDITOR, "kainuu")})),
    "other region": Actor(person_id=3, grants=frozenset({Grant(Role.REGION_EDITOR, "lappi")})),
    "reviewer": Actor(person_id=4, grants=frozenset({Grant(Role.REVIEWER)})),
    "editor": Actor(person_id=5, grants=frozenset({Grant(Role.EDITOR)})),
    "observer": Actor(person_id=6, grants=frozenset({Grant(Role.OBSERVER)})),
    "administrator": Actor(person_id=7, grants=frozenset({Grant(Role.ADMINISTRATOR)})),
    "command": system("hyte"),
}
IN_KAINUU: Final = {
    # action              nobody no-role own other reviewer editor observer admin command
    "use_own_account":    ".      .       x   x     x        x      x        x     x",
    "record_adoption":    ".      .       x   .     .        .      .        .     x",
    "see_regions_desk":   ".      .       x   .     .        x      .        .     x",
    "answer_mismatch":    ".      .       x   .     .        .      .        .     x",
    "set_region_contact": ".      .       x   .     .        .      .        .     x",
    "see_all_mismatches": ".      .       .   .     .        x      .        .     x",
    "manage_people":      ".      .       .   .     .        .      .        x     x",
    "read_outbox":        ".      .       .   .     .        .      .        x     x",
    "redact":             ".      .       .   .     .        .      .        x     x",
    "read_events":        ".      .       .   .     .        .      .        x     x",
    "edit_methods":       ".      .       .   .     .        x      .        .     x",
    "run_rounds":         ".      .       .   .     .        x      .        .     x",
    "review":             ".      .       .   .     x        .      .        .     x",
    "publish_decisions":  ".      .       .   .     .        x      .        .     x",
    "answer_appeals":     ".      .       .   .     .        x      .        .     x",
    "read_proposals":     ".      .       x   x     x        x      x        .     x",
    "send_proposals":     ".      .       x   x     x        x      .        .     x",
    "handle_proposals":   ".      .       .   .     .        x      .        .     x",
    "report_experience":  ".      .       x   .     .        .      .        .     x",
    "read_experience_drafts": ".  .       x   .     .        x      x        .     x",
    "ask_for_support":    ".      .       x   .     .        .      .        .     x",
    "see_support":        ".      .       x   .     .        x      .        .     x",
    "give_support":       ".      .       .   .     .        x      .        .     x",
    "edit_webinars":      ".      .       .   .     .        x      .        .     x",
    "edit_recommendations": ".    .       .   .     .        x      .        .     x",
    "answer_survey":      ".      .       x   .     .        .      .        .     x",
    "run_surveys":        ".      .       .   .     .        x      .        .     x",
    "read_survey_results": ".     .       x   x     .        x      x        .     x",
}  # fmt: skip


@pytest.mark.parametrize("action", list(IN_KAINUU))
@pytest.mark.parametrize("who", list(WHO))
def test_the_whole_table(who: str, action: str) -> None:
    expected = dict(zip(WHO, IN_KAINUU[action].split(), strict=True))[who] == "x"
    assert may(WHO[who], Action(action), "kainuu") is expected
    if expected:
        permissions.demand(WHO[who], Action(action), "kainuu")
        return
    with pytest.raises(NotAllowed) as caught:
        permissions.demand(WHO[who], Action(action), "kainuu")
    assert (caught.value.action, caught.value.region) == (action, "kainuu")


def test_the_table_is_whole() -> None:
    assert set(IN_KAINUU) == set(Action) == set(TABLE)
    assert set(Role) == EVERY_ROLE
    assert all(TABLE.values())


@pytest.mark.parametrize("action", sorted(OF_A_REGION))
@pytest.mark.parametrize("region", [None, "", "lappi", "KAINUU", "ei-ole"])
def test_a_region_editor_may_nothing_where_it_is_not_their_region(action: Action, region: str | None) -> None:
    assert not may(WHO["own region"], action, region)


def test_what_only_a_region_says_no_other_role_may_say_for_it() -> None:
    everything_else = Actor(
        person_id=8, grants=frozenset(Grant(role) for role in Role if role is not Role.REGION_EDITOR)
    )
    read_by_others = {Action.SEE_REGIONS_DESK, Action.SEE_SUPPORT, Action.READ_EXPERIENCE_DRAFTS}
    for action in OF_A_REGION - read_by_others:
        assert not may(everything_else, action, "kainuu")


def test_roles_add_up_and_do_not_spill_over() -> None:
    both = Actor(person_id=9, grants=frozenset({Grant(Role.REGION_EDITOR, "kainuu"), Grant(Role.EDITOR)}))
    assert may(both, Action.RECORD_ADOPTION, "kainuu")
    assert not may(both, Action.RECORD_ADOPTION, "lappi")
    assert may(both, Action.SEE_REGIONS_DESK, "lappi")
    two = Actor(
        person_id=10, grants=frozenset({Grant(Role.REGION_EDITOR, "kainuu"), Grant(Role.REGION_EDITOR, "lappi")})
    )
    assert [may(two, Action.RECORD_ADOPTION, region) for region in ("kainuu", "lappi", "helsinki")] == [
        True,
        True,
        False,
    ]
    assert two.regions == ("kainuu", "lappi")


def test_a_persons_name_gives_no_power() -> None:
    """Only who is no person at all is trusted by name."""
    assert not may(Actor(person_id=11, name="hyte"), Action.MANAGE_PEOPLE)
    assert not may(Actor(person_id=0, name="hyte"), Action.MANAGE_PEOPLE)


def test_what_the_log_calls_an_actor_is_no_name_of_a_person() -> None:
    known = Actor(person_id=12, name="Maija Meikäläinen", email="maija@example.fi")
    assert known.key == "person:12"
    assert system("content import").key == "content import"
    assert (NOBODY.key, NOBODY.is_nobody, system("x").is_nobody, known.is_nobody) == ("", True, False, False)
