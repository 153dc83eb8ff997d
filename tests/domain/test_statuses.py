"""The moves of adoption and abandonment as a matrix, written out by hand from the rules and not from the code.

The rules: from any status one may move to any other, but there is no exit without use before it (what is explored or prepared is left by
rejecting it); sustained comes only after in use; a return after an exit, or after a rejection, is a new start. The same status again is an
entry of a new coverage; an exit that was completed, or a rejection, is not repeated.
"""

from typing import Final

import pytest

from registry.domain.statuses import (
    ABOUT_EFFECT,
    BEFORE_USE,
    IN_USE,
    LEAVING,
    MAY_BE_AHEAD,
    MONTHS_AHEAD,
    MOVES,
    STALE_AFTER_MONTHS,
    ExitHow,
    ExitWhy,
    MismatchKind,
    Precision,
    Replacement,
    Source,
    Status,
)

TO: Final = ("exploring", "preparing", "piloting", "in_use", "sustained", "phasing_out", "abandoned", "rejected")
MATRIX: Final[dict[str | None, str]] = {
    #            exp prep pilot use sust phas aband rej
    None:          "x  x    x    x   .    .    .    x",
    "exploring":   "x  x    x    x   .    .    .    x",
    "preparing":   "x  x    x    x   .    .    .    x",
    "piloting":    "x  x    x    x   .    x    x    x",
    "in_use":      "x  x    x    x   x    x    x    x",
    "sustained":   "x  x    x    x   x    x    x    x",
    "phasing_out": "x  x    x    x   .    x    x    .",
    "abandoned":   "x  x    x    x   .    .    .    .",
    "rejected":    "x  x    x    x   .    .    .    .",
}  # fmt: skip


def may_follow(before: str | None, after: str) -> bool:
    """What the matrix says."""
    return MATRIX[before].split()[TO.index(after)] == "x"


@pytest.mark.parametrize("before", list(MATRIX))
@pytest.mark.parametrize("after", TO)
def test_every_move(before: str | None, after: str) -> None:
    allowed = MOVES[Status(before) if before else None]
    assert (Status(after) in allowed) is may_follow(before, after)


def test_the_matrix_is_whole() -> None:
    assert set(MATRIX) == {None, *TO}
    assert all(len(row.split()) == len(TO) for row in MATRIX.values())
    assert set(MOVES) == {None, *Status}


def test_no_exit_without_use_before_it() -> None:
    for before in (None, *BEFORE_USE, Status.REJECTED, Status.ABANDONED):
        assert not set(MOVES[before]) & set(LEAVING)
    for before in BEFORE_USE:
        assert Status.REJECTED in MOVES[before]


def test_sustained_only_after_in_use() -> None:
    assert [before for before in MOVES if Status.SUSTAINED in MOVES[before]] == [Status.IN_USE, Status.SUSTAINED]


def test_a_return_after_an_exit_is_a_new_start() -> None:
    starts = {Status.EXPLORING, Status.PREPARING, Status.PILOTING, Status.IN_USE}
    assert set(MOVES[Status.ABANDONED]) == set(MOVES[Status.REJECTED]) == starts
    assert set(MOVES[Status.PHASING_OUT]) - set(LEAVING) == starts


def test_no_status_is_a_dead_end_and_every_one_can_be_reached() -> None:
    reached: set[Status] = set()
    ahead = set(MOVES[None])
    while ahead - reached:
        reached |= ahead
        ahead = {after for before in reached for after in MOVES[before]}
    assert reached == set(Status)
    assert all(MOVES.values())


def test_the_words_are_those_of_the_rules() -> None:
    assert tuple(Status) == TO
    assert set(ExitHow) == {"remove", "replace", "reduce", "restrict"}
    assert set(ExitWhy) == {
        "not_effective", "harmful", "better_method", "not_needed", "funding_ended", "staff_lost", "political_decision", "poor_fit",
        "merged",
    }  # fmt: skip
    assert set(Replacement) == {"method", "other", "nothing"}
    assert set(Source) == {"region_editor", "survey_answer", "public_page"}
    assert set(Precision) == {"day", "month", "year", "unknown"}
    assert set(MismatchKind) == {"least_beneficial_in_use", "good_method_lost"}


def test_groups_of_statuses() -> None:
    assert set(IN_USE) == {"piloting", "in_use", "sustained"}
    assert set(BEFORE_USE) == {"exploring", "preparing"}
    assert set(LEAVING) == {"phasing_out", "abandoned"}
    assert set(Status) - {*IN_USE, *BEFORE_USE, *LEAVING} == {"rejected"}
    assert set(MAY_BE_AHEAD) == {"preparing", "phasing_out"}
    assert (MONTHS_AHEAD, STALE_AFTER_MONTHS) == (12, 12)
    assert set(ABOUT_EFFECT) == {"not_effective", "harmful", "better_method"}
