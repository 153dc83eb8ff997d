"""The searches of the speed benchmark: never twice the same, but the same in every run."""

import random
from itertools import islice

from benchmarks import generator, workload


def test_no_two_are_alike_and_a_run_can_be_repeated() -> None:
    real = generator.real_methods()
    first, again = (list(islice(workload.queries(real), 500)) for _ in range(2))
    assert first == again
    assert len(set(first)) == 500
    assert all(query.strip() for query in first)


def test_a_mistake_changes_one_letter_of_the_longest_word() -> None:
    for seed in range(50):
        wrong = workload.mistaken("koti kaatuminen", random.Random(seed))
        assert wrong.startswith("koti k")
        assert abs(len(wrong) - len("koti kaatuminen")) <= 1


def test_short_words_keep_their_letters() -> None:
    assert workload.mistaken("uni", random.Random(1)) == "uni"
