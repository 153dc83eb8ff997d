"""What all inputs are made of: kinds of text, and the base that takes no unknown field."""

from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, HttpUrl, StringConstraints, TypeAdapter

_URL: Final[TypeAdapter[HttpUrl]] = TypeAdapter(HttpUrl)
_DOI: Final = r"^10\.\d{4,9}/[^\s\"<>]+$"


def _is_url(value: str) -> str:
    _URL.validate_python(value)
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=r"^[^\n]+$")]
LineOrNothing = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\n]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Url = Annotated[Line, AfterValidator(_is_url)]
Doi = Annotated[str, StringConstraints(pattern=_DOI)]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
IndicatorCode = Annotated[str, StringConstraints(pattern=r"^(P[1-8]|O[1-5])$")]


class Input(BaseModel):
    """Base of all inputs: an unknown field is an error, not a silent loss."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ThreeLanguages(Input):
    """A text that must exist in all three languages."""

    fi: Line
    sv: Line
    en: Line


class DraftLanguages(Input):
    """A text that a draft may have in Finnish alone; what is published has it in all three languages."""

    fi: Line
    sv: LineOrNothing = ""
    en: LineOrNothing = ""


class KeywordsInput(Input):
    """Words that users type and the text does not say."""

    fi: list[Line]
    sv: list[Line]
    en: list[Line]
