"""The one form of a content file: YAML front matter between `---` lines, then Markdown; or a plain YAML list.

Writing is a function of the values alone, so equal values give equal bytes, and a file in another form is refused by the check.
"""

from typing import Any

import yaml

WIDTH = 110
FENCE = "---\n"


class FileError(Exception):
    """A file that cannot be read at all; `line` is where, from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class _Dumper(yaml.SafeDumper):
    """Indents lists inside maps, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _string(dumper: _Dumper, value: str) -> yaml.ScalarNode:
    # YAML takes these for ends of lines, and only double quotes keep them
    quoted = any(end in value for end in "\x85\u2028\u2029")
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if quoted else None)


_Dumper.add_representer(str, _string)


def dump(values: Any) -> str:
    """Plain values as canonical YAML."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False)


def load(text: str, first_line: int = 1) -> tuple[Any, yaml.Node | None]:
    """Values and the tree they came from (whose marks tell lines). Raises FileError."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        return yaml.load(text, Loader=loader), yaml.compose(text, Loader=loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + first_line
        raise FileError(error.problem or "not YAML", line) from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + first_line
        raise FileError("a sign that a text cannot hold", line) from error


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins. Raises FileError."""
    if not text.startswith(FENCE):
        raise FileError("the file must begin with ---")
    end = text.find("\n" + FENCE, len(FENCE) - 1)
    if end < 0:
        raise FileError("the front matter has no closing ---")
    front = text[len(FENCE) : end + 1]
    return front, text[end + 1 + len(FENCE) :], front.count("\n") + 3


def join(values: Any, body: str) -> str:
    """A canonical file of front matter and body."""
    return f"{FENCE}{dump(values)}{FENCE}\n{body.strip()}\n" if body.strip() else f"{FENCE}{dump(values)}{FENCE}"


def line_of(node: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line (from 0) of the value at `location`, or of the nearest thing around it that the file has."""
    line = node.start_mark.line if node else 0
    for step in location:
        inner = _inside(node, step)
        if inner is None:
            break
        line, node = inner[0].start_mark.line, inner[1]
    return line


def _inside(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
