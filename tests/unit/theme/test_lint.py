"""What the linter lets be: sound templates that look like faults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import Span
from briefgen.theme import faults
from tests.unit.theme.scratch import PAGE, theme

if TYPE_CHECKING:
    from pathlib import Path

SOUND = {
    "level of a heading": "{% macro m(n) %}<h{{ n }}>x</h{{ n }}>{% endmacro %}{{ m(2) }}",
    "quoted": "<a title=\"{{ page.frame.edition }}\" class='{{ lang }}'>x</a>",
    "statement in a tag": '<option{% if page.frame.mark %} selected{% endif %} value="x">',
    "greater than in quotes": '<p title="a > b" class="{{ lang }}">{{ lang }} = {{ path }}</p>',
    "text that looks like an attribute": "<p>title={{ lang }}</p>",
    "comment": "{# <a title={{ x }} onclick=y> #}<!-- <p style=a> --><p>x</p>",
    "raw": "{% raw %}<b>{{ nowhere }}</b>{% endraw %}",
    "braces in a text": '{{ "}}" ~ "<a title=" ~ lang }}',
    "tojson in single quotes": "<a data-x='{{ page.frame.edition|tojson }}'>x</a>",
    "tojson escaped": '<a data-x="{{ page.frame.edition|tojson|forceescape }}">x</a>',
    "data for machines": '<script type="application/ld+json">{{ lang|tojson }}</script>',
    "own script": '<script src="{{ "assets/x.js" | href }}"></script>',
    "address of a page": '<a href="{{ page.frame.home | href }}#top">x</a>',
    "address elsewhere": '{% set url = page.frame.base_url %}<a href="{{ url }}">x</a>',
    "fragment": '<a href="#{{ page.frame.edition }}">x</a>',
    "canonical": '<link rel="canonical" href="https://example.org/">',
    "asked first": "{% if page.titel is defined %}{{ page.frame.home }}{% endif %}",
    "default": '{{ page.titel | default("x") }}',
    "property and tuple": "{{ page.frame.title.text }} {{ page.frame.subjects | length }}",
    "method of a text": "{{ page.frame.edition.upper() }}",
    "own loop": "{% for n in range(3) %}{{ loop.index }}{{ n }}{% endfor %}",
    "own macro": "{% macro m(x) %}{{ x }}{{ caller is defined }}{% endmacro %}{{ m(1) }}",
    "set here": "{% set a, b = 1, 2 %}{{ a }}{{ b }}",
    "catalogue": '{{ _("%(n)s events", n=3) }}{{ ngettext("%(num)s", "%(num)s", 2) }}',
    "page of its own": "{% for page in [1] %}{{ page.x }}{% endfor %}",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_templates_are_let_be(name: str, tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": SOUND[name]})
    assert [f for f in faults(made) if isinstance(f.place, Span)] == []


def test_names_set_by_a_child_reach_the_template_it_extends(tmp_path: Path) -> None:
    made = theme(
        tmp_path,
        {
            "templates/404.html": '{% extends "base.html" %}{% set section = "x" %}',
            "templates/base.html": '{{ section }}{% include "foot.html" %}{{ sektion }}',
            "templates/foot.html": "{{ section }}",
        },
    )
    found = [f for f in faults(made) if isinstance(f.place, Span)]
    assert [(f.code, f.place, f.hint) for f in found] == [
        ("H18", Span("themes/mine/templates/base.html", 1, 42), 'did you mean "section"?')
    ]


def test_a_shared_template_may_use_what_some_of_its_pages_have(tmp_path: Path) -> None:
    made = theme(
        tmp_path,
        {
            "templates/404.html": '{% extends "base.html" %}',
            "templates/event.html": '{% extends "base.html" %}',
            "templates/base.html": "{% if page.card is defined %}{{ page.card.id }}{% endif %}\n"
            "{{ page.crad }}",
        },
    )
    found = [f for f in faults(made) if isinstance(f.place, Span)]
    assert [(f.code, f.place, f.hint) for f in found] == [
        ("H19", Span("themes/mine/templates/base.html", 2, 9), 'did you mean "card"?')
    ]


def test_fields_are_followed_through_parts(tmp_path: Path) -> None:
    chain = "{{ page.pair.note.text }}{{ page.pair.as_of.text }}{{ page.pair.note.txet }}"
    made = theme(tmp_path, {"templates/claim.html": chain})
    found = [f for f in faults(made) if isinstance(f.place, Span)]
    assert [(f.code, f.message) for f in found] == [("H19", 'page.pair.note has no "txet" (Words)')]


def test_style_sheets_that_call_out_are_found(tmp_path: Path) -> None:
    sheet = (
        'p { background: url("own.png"), url(data:image/png;base64,AA) }\n'
        '@import "https://fonts.example/x.css";\n'
        "q { background: url(//cdn.example/x.png) }\n"
    )
    made = theme(tmp_path, {"assets/x.css": sheet})
    found = [f for f in faults(made) if isinstance(f.place, Span)]
    assert [(f.code, f.place) for f in found] == [
        ("H17", Span("themes/mine/assets/x.css", 2, 1)),
        ("H17", Span("themes/mine/assets/x.css", 3, 17)),
    ]


def test_print_templates_may_style_inline(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/print/x.html": '<p style="color: red">x</p>'})
    assert [f for f in faults(made) if isinstance(f.place, Span)] == []


def test_print_templates_are_looked_at_for_print_or_where_they_are_used(tmp_path: Path) -> None:
    bad = {
        "templates/print/x.html": "{{ nope }}",
        "templates/print/y.html": "{{ other }}",
        "templates/404.html": '{% include "print/y.html" %}',
    }
    made = theme(tmp_path, bad)
    names = {f.message for f in faults(made) if f.code == "H18"}
    assert names == {'"nope" is undefined', '"other" is undefined'}
    names = {f.message for f in faults(made, printed=False) if f.code == "H18"}
    assert names == {'"other" is undefined'}


def test_every_template_that_a_page_needs_is_asked_for(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": "x"})
    missing = [f.message for f in faults(made) if f.code == "H01"]
    assert 'the theme "mine" has no templates/event.html' in missing
    assert 'the theme "mine" has no templates/print/dossier.html' in missing
    assert not any("404" in message for message in missing)


UNKNOWN = {
    "in a macro": "{% macro m(a, b=c) %}{{ a }}{{ b }}{% endmacro %}",
    "in a loop": "{% for n in [1] %}{{ m }}{% endfor %}",
    "of a block": "{% call(u) lang() %}{{ u }}{{ v }}{% endcall %}",
    "in a filter around": "{% filter nope %}{{ lang }}{% endfilter %}",
    "in a test": "{% if lang is nope %}{% endif %}",
    "in what is included": "{% include there %}",
    "in a with": "{% with a = 1 %}{{ a }}{{ b }}{% endwith %}",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_is_known_only_where_it_holds(name: str, tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": UNKNOWN[name]})
    found = [f.code for f in faults(made) if isinstance(f.place, Span)]
    assert found == ["H18"]


def test_what_was_looked_through_can_be_rendered(tmp_path: Path) -> None:
    template = "{% for n in [1, 2] %}{% if not loop.first %}, {% endif %}{{ n }}{% endfor %}"
    made = theme(tmp_path, {"templates/404.html": template, "templates/copy.html": template})
    assert [f for f in faults(made) if isinstance(f.place, Span)] == []
    assert made.render(PAGE) == "1, 2"
    assert made.render(replace(PAGE, template="copy.html")) == "1, 2"


COUNT = "{% set ns = namespace(n=0) %}"
NTH = "{% macro nth() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}"
SHARED = {
    "a macro that counts": (COUNT + "\n" + NTH, [(1, 13, "namespace"), (2, 25, '"ns"')]),
    "a cycler": ('{% set c = cycler("a", "b") %}', [(1, 12, "cycler")]),
    "a joiner in a branch": ("{% if 1 %}\n{% set j = joiner() %}{% endif %}", [(2, 12, "joiner")]),
    "in a macro": ("{% macro m(x) %}" + COUNT + "{% set ns.n = x %}{{ ns.n }}{% endmacro %}", []),
    "of a caller": ("{% macro m(ns) %}{% set ns.n = 1 %}{% endmacro %}", []),
    "in a block": ("{% block b %}" + COUNT + "{% set ns.n = 1 %}{% endblock %}", []),
}


@pytest.mark.parametrize("name", SHARED)
def test_what_counts_is_not_shared_by_pages(name: str, tmp_path: Path) -> None:
    text, expected = SHARED[name]
    files = {"templates/404.html": '{% import "count.html" as c %}', "templates/count.html": text}
    made = theme(tmp_path, {**files})
    found = [f for f in faults(made) if isinstance(f.place, Span)]
    places = [Span("themes/mine/templates/count.html", line, col) for line, col, _ in expected]
    assert [(f.code, f.place) for f in found] == [("H21", place) for place in places]
    assert all(word in f.message for f, (_, _, word) in zip(found, expected, strict=True))
    assert all("inside the macro" in f.hint for f in found)


def test_a_page_may_count_but_not_in_its_macros(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": COUNT + "{% set ns.n = 1 %}\n" + NTH})
    found = [(f.code, f.place) for f in faults(made) if isinstance(f.place, Span)]
    assert found == [("H21", Span("themes/mine/templates/404.html", 2, 25))]
