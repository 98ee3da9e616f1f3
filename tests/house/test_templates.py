"""Literal texts and ways around the sanitiser are found in templates."""

import pytest

from tools.check_templates import forbidden_parts, literal_texts


@pytest.mark.parametrize(
    "template",
    [
        "<p>Je idee</p>",
        "<input placeholder='Je naam'>",
        "<button aria-label='Sluiten'>×</button>",
        '<meta name="description" content="Een verslag">',
        "{% block title %}Welkom{% endblock %}",
    ],
)
def test_a_literal_text_is_found(template: str) -> None:
    assert [line for line, _ in literal_texts(f"\n{template}")] == [2]


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ _('Je idee') }} · {{ n }}</p>",
        "{% trans %}Je idee{% endtrans %}",
        "{# Een opmerking #}",
        "{% block page_class %}page-topic{% endblock %}",
        '<meta name="viewport" content="width=device-width">',
        "<p class='big'>Oogst</p>",
    ],
)
def test_other_text_is_let_through(template: str) -> None:
    assert literal_texts(template) == []


@pytest.mark.parametrize(
    "template",
    ["{{ text|safe }}", "<p style='color:red'>", "<a onclick='x()'>", "<script>x()</script>"],
)
def test_a_way_around_sanitiser_or_policy_is_found(template: str) -> None:
    assert [line for line, _ in forbidden_parts(f"\n{template}")] == [2]


def test_page_data_and_script_files_are_let_through() -> None:
    template = '<script type="application/json" id="page-data">{}</script><script type="module" src="/a.js"></script>'
    assert forbidden_parts(template) == []
