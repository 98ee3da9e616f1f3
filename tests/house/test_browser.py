"""The browser that was found draws text: without a font it has no height and says nothing."""

import pytest
from playwright.sync_api import Browser


@pytest.mark.browser
@pytest.mark.engines
def test_the_browser_draws_text(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Coöperatief 👍</h1>")
    box = page.locator("h1").bounding_box()
    assert page.inner_text("h1") == "Coöperatief 👍"
    assert box is not None
    assert box["height"] > 10
