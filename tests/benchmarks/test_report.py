"""Tables, and their places in a document."""

from pathlib import Path

import pytest

from benchmarks import report


def test_a_table_can_be_read_as_it_is() -> None:
    assert report.table(("what", "n"), [("hits", "12")]) == "| what |  n |\n| ---- | -: |\n| hits | 12 |"


def test_only_what_stands_between_the_markers_is_written(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("before\n<!-- speed -->old<!-- /speed -->\nafter\n", encoding="utf-8")
    report.write("speed", "new", document)
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- speed -->\n\nMeasured on ")
    assert text.endswith("\n\nnew\n\n<!-- /speed -->\nafter\n")
    assert "old" not in text


def test_a_document_without_the_place_is_refused(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for speed"):
        report.write("speed", "new", document)
