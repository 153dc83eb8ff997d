"""`hyte panel compute`: what an auditor gets from a file of votes."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli import main

PUBLISHED = (4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9)


def compute(path: Path, text: str) -> tuple[int, str]:
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["panel", "compute", str(path)])
    return done.exit_code, done.output


def test_the_statistics_of_each_question(tmp_path: Path) -> None:
    rows = [f"O2,{vote}" for vote in PUBLISHED] + [f'"O1, vammat",{vote}' for vote in (1, 1, 1, 9, 9, 9)]
    code, said = compute(tmp_path / "votes.csv", "\n".join(["question,vote", *rows]))
    assert code == 0
    assert said.splitlines() == [
        "question,n,median,p30,p70,ipr,ipras,disagreement,recommendation",
        "O2,15,7,7,8,1,6.1,false,adopt",
        '"O1, vammat",6,5,1,9,8,2.35,true,',
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("question;vote\nO2;7\n", "no column"),
        ("question,vote\nO2,7\nO2,10\n", "row 3: '10' is no vote"),
        ("question,vote\nO2,\n", "row 2: '' is no vote"),
        ("question,vote\nO2,7.5\n", "row 2"),
        ("question,vote\n", "no votes"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(tmp_path: Path, text: str, told: str) -> None:
    code, said = compute(tmp_path / "votes.csv", text)
    assert code == 1
    assert told in said
