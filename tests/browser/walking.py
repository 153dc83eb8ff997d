"""Going from page to page: who clicks on what leads elsewhere waits until it is there. `tests/test_waiting.py` demands it."""

from playwright.sync_api import Locator, Page


def follow(where: Locator) -> None:
    """Click on a link, or on a button that sends, and wait until the next page has come."""
    with where.page.expect_navigation():
        where.click()


def tap(where: Locator) -> None:
    """The same with a finger."""
    with where.page.expect_navigation():
        where.tap()


def enter(page: Page) -> None:
    """The Enter key where it sends a form or follows a link, until the next page has come."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
