"""A long life of a ledger, made of deeds that mostly fit: rows grow, are corrected in their middle, confirmed and taken out of."""

from random import Random
from typing import Final

from tests.domain.ledgers import TODAY
from tests.domain.naive_ledger import Both, Deed

STATUSES: Final = ("exploring", "piloting", "in_use", "in_use", "sustained", "phasing_out", "abandoned", "rejected")
KINDS: Final = ("record", "record", "record", "correct", "correct", "withdraw", "confirm")


def live(both: Both, deeds: int, seed: int = 2026) -> None:
    """Do so many deeds, one after another, each chosen by what the ledger is by then."""
    random = Random(seed)
    for _ in range(deeds):
        both.do(_next(both, random))


def _next(both: Both, random: Random) -> Deed:
    kind, pair = random.choice(KINDS), random.choice([0, 0, *range(len(both.pairs))])
    row = both.naive.standing(both.pairs[pair])
    upon = random.choice(row) if row else None
    own = both.regions.index(both.pairs[pair][0])
    if kind == "record":
        day = (row[-1].since - TODAY).days + random.choice([0, 5, 20, 40, -30]) if row else -900
    else:
        day = (upon.since - TODAY).days + random.choice([0, 0, 1, -1]) if upon else -900
    number = upon.number if upon and random.random() < 0.9 else random.randint(1, 9)
    if kind == "confirm" and (holds := both.naive.on(both.pairs[pair], TODAY)):
        day, number = random.randint(0, 30), random.choice([holds.number, number])
    status = upon.status if upon and kind == "correct" and random.random() < 0.5 else random.choice(STATUSES)
    return Deed(
        kind,
        pair=pair,
        who=own if random.random() < 0.92 else 1 - own,
        status=status,
        day=day,
        number=number,
        unseen=random.choice([0] * 18 + [1, -1]),
        coverage=random.choice([None, random.randint(0, 100)]),
    )
