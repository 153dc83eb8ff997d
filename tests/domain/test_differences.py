"""What changed between two states of a method, as people read it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain import differences
from registry.domain.differences import Change, Mark, Segment
from registry.domain.vocabulary import Language
from tests import samples

BEFORE = samples.BALANCE.plain()


def changed(**fields: Any) -> list[Change]:
    return differences.between(BEFORE, samples.BALANCE.model_copy(update=fields).plain())


def only(found: list[Change]) -> Change:
    assert len(found) == 1, found
    return found[0]


def marks(change: Change, mark: Mark) -> list[str]:
    return [part.text for line in change.lines for part in line if part.mark is mark]


@pytest.mark.parametrize("method", samples.ALL, ids=lambda method: method.id)
def test_nothing_changed(method: Any) -> None:
    assert differences.between(method.plain(), method.plain()) == []


def test_the_words_that_came_and_went_are_told() -> None:
    change = only(changed(equity="Sopii lähes kaikille."))
    assert change.path == ("equity",)
    assert [text.strip() for text in marks(change, Mark.ADDED)] == ["lähes"]
    assert marks(change, Mark.REMOVED) == []
    assert (change.before, change.after) == ("Sopii kaikille.", "Sopii lähes kaikille.")


def test_words_that_changed_one_after_the_other_are_read_together() -> None:
    found = differences.words(
        "Kurssi kestää kaksi päivää ja on maksuton.", "Kurssi kestää yhden viikon ja on maksuton."
    )
    assert [(part.mark, part.text) for part in found] == [
        (Mark.SAME, "Kurssi kestää "),
        (Mark.REMOVED, "kaksi päivää"),
        (Mark.ADDED, "yhden viikon"),
        (Mark.SAME, " ja on maksuton."),
    ]


def test_texts_with_nothing_in_common_stand_one_after_the_other() -> None:
    assert differences.words("Sopii kaikille.", "Ei tiedetä, ketkä hyötyvät eniten") == ()
    change = only(changed(equity="Ei tiedetä, ketkä hyötyvät eniten"))
    assert change.lines == (
        (Segment(Mark.REMOVED, "Sopii kaikille."),),
        (Segment(Mark.ADDED, "Ei tiedetä, ketkä hyötyvät eniten"),),
    )


def test_a_language_of_an_outcome_is_named_by_its_path() -> None:
    first, second = samples.BALANCE.outcomes
    name = second.name.model_copy(update={"sv": "höftfrakturer"})
    change = only(changed(outcomes=[first, second.model_copy(update={"name": name})]))
    assert change.path == ("outcomes", 1, "name", "sv")


def test_outcomes_are_compared_with_themselves_in_any_order() -> None:
    assert changed(outcomes=samples.BALANCE.outcomes[::-1], indicators=samples.BALANCE.indicators[::-1]) == []


def test_a_source_put_first_leaves_the_others_alone() -> None:
    more = samples.BALANCE.evidence[0].model_copy(update={"source": "Uusi lähde", "doi": "10.1000/uusi", "figures": []})
    found = changed(evidence=[more, *samples.BALANCE.evidence])
    assert {change.path[:2] for change in found} == {("evidence", 0)}
    assert not any(marks(change, Mark.REMOVED) for change in found)


def test_a_source_taken_out_is_told_with_all_that_it_said() -> None:
    found = changed(evidence=samples.BALANCE.evidence[1:])
    assert {change.path[:2] for change in found} == {("evidence", 0)}
    assert not any(marks(change, Mark.ADDED) for change in found)
    assert any("12981" in text for change in found for text in marks(change, Mark.REMOVED))


def test_a_figure_that_changed_is_told_alone() -> None:
    source = samples.BALANCE.evidence[0]
    figures = [source.figures[0].model_copy(update={"value": 0.8}), *source.figures[1:]]
    found = changed(evidence=[source.model_copy(update={"figures": figures}), samples.BALANCE.evidence[1]])
    assert only(found).path == ("evidence", 0, "figures", 0, "value")


def test_a_long_text_shows_its_changed_lines_among_the_others() -> None:
    old = {"sections": {"why": "Eka kappale.\n\nToka kappale on tässä.\n\nKolmas kappale."}}
    new = {"sections": {"why": "Eka kappale.\n\nToka kappale on täällä.\n\nKolmas kappale.\n\nUusi."}}
    change = only(differences.between(old, new))
    assert [{part.mark for part in line} for line in change.lines] == [
        {Mark.SAME}, {Mark.SAME, Mark.REMOVED, Mark.ADDED}, {Mark.SAME}, {Mark.ADDED},
    ]  # fmt: skip
    assert change.after == "Eka kappale.\nToka kappale on täällä.\nKolmas kappale.\nUusi."


def test_changes_stand_in_the_order_of_the_fields() -> None:
    found = changed(owner="Joku", equity="Muu", name_translated=[Language.SV])
    assert [change.path[0] for change in found] == ["name_translated", "owner", "equity"]


def test_a_whole_document_is_shown_without_marks() -> None:
    shown = differences.texts(BEFORE)
    assert {part.mark for change in shown for line in change.lines for part in line} == {Mark.SAME}
    assert any(change.path == ("sections", "why") for change in shown)


def test_what_two_people_changed_comes_together() -> None:
    seen = {"owner": "a", "equity": "b", "target": "c", "sections": {"why": "d", "dose": "e"}}
    theirs = {
        "owner": "A",
        "equity": "b",
        "target": "X",
        "setting": "s",
        "sections": {"why": "D", "dose": "e", "mode": "m"},
    }
    ours = {"owner": "a", "target": "Y", "sections": {"why": "d"}}
    assert differences.merged(seen, theirs, ours) == {
        "owner": "A", "target": "Y", "setting": "s", "sections": {"why": "D", "mode": "m"},
    }  # fmt: skip


DOCUMENTS = st.dictionaries(st.sampled_from(["owner", "target", "equity"]), st.sampled_from("abc"))


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
def test_nobody_loses_what_they_alone_changed(
    seen: dict[str, str], theirs: dict[str, str], ours: dict[str, str]
) -> None:
    both = differences.merged(seen, theirs, ours)
    for key in ("owner", "target", "equity"):
        if ours.get(key) == seen.get(key):
            assert both.get(key) == theirs.get(key)
        else:
            assert both.get(key) == ours.get(key)


TEXTS = st.text(st.sampled_from("ab \n.ä"), max_size=30)


@given(TEXTS, TEXTS)
def test_both_sides_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    found = differences.between({"owner": old}, {"owner": new})
    sides = ["\n".join(line for line in text.split("\n") if line.strip()) for text in (old, new)]
    if old == new:
        assert found == []
    else:
        (change,) = found
        assert [change.before, change.after] == sides


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5))
def test_parts_of_a_list_come_and_go_each_by_itself(old: list[str], new: list[str]) -> None:
    before, after = ({"cost": [{"text": text} for text in texts]} for texts in (old, new))
    found = differences.between(before, after)
    assert (found == []) == (old == new)
    assert all(change.path[0] == "cost" for change in found)
