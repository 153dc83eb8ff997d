"""Drafts of experience reports in the list: for who may read them, and for nobody else."""

import pytest
from flask import Flask
from sqlmodel import Session

from tests import experiences, people

SEES = {
    "region_editor": {"/kokemukset/1"},
    "other_region_editor": {"/kokemukset/2"},
    "editor": {"/kokemukset/1", "/kokemukset/2"},
    "observer": {"/kokemukset/1", "/kokemukset/2"},
}


@pytest.mark.parametrize("who", people.EVERYONE)
def test_drafts_are_listed_for_who_may_read_them(work: Session, app: Flask, who: str) -> None:
    experiences.draft(work)
    experiences.draft(work, "lappi")
    experiences.publish(work, "helsinki")
    work.commit()
    page = people.client(app, who).get_page("/en/kokemukset")
    drafts = {link.removeprefix("/en") for link in page.links()} & {"/kokemukset/1", "/kokemukset/2"}
    assert drafts == SEES.get(who, set())
    assert "/en/kokemukset/3" in page.links()
    assert bool(page.all("section", **{"aria-labelledby": "luonnokset"})) is bool(drafts)


def test_a_narrowed_list_is_about_what_is_public(work: Session, app: Flask) -> None:
    experiences.draft(work)
    work.commit()
    assert "/kokemukset/1" not in people.client(app, "observer").get_page("/kokemukset?alue=kainuu").links()
