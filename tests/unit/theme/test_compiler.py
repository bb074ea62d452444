"""The code that templates become: shorter than Jinja2's, and with the same outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from jinja2 import nodes

from briefgen.errors import ContentError, Span
from briefgen.pages.notfound import NotFoundView
from briefgen.plan import Page
from briefgen.theme.filters import beside
from briefgen.theme.loops import FIRST
from briefgen.theme.macros import Kept
from briefgen.theme.sandbox import Sandbox
from tests.unit.theme.scratch import FRAME, PAGE, theme

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.theme.engine import Engine

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def made(tmp_path: Path, template: str, **others: str | bytes) -> str:
    """What a template makes of a small page; ``others`` are templates by name."""
    return theme(tmp_path, _files(template, others)).render(PAGE)


def _files(template: str, others: dict[str, str | bytes]) -> dict[str, str | bytes]:
    return {f"templates/{name}.html": text for name, text in {"404": template, **others}.items()}


def engine(tmp_path: Path, template: str, **others: str | bytes) -> Engine:
    """The engine of a theme of these templates."""
    return theme(tmp_path, _files(template, others)).engine


LOOPS = {
    "a comma between": (
        "{% for n in [1, 2, 3] %}{% if not loop.first %}, {% endif %}{{ n }}{% endfor %}",
        "1, 2, 3",
    ),
    "what it is": ("{% for n in [1, 2] %}{{ loop.first }} {% endfor %}", "True False "),
    "nested": (
        (
            "{% for a in 'ab' %}{% for b in 'ab' %}{{ loop.first }}{% endfor %}"
            "{{ loop.first }}{% endfor %}"
        ),
        "TrueFalseTrueTrueFalseFalse",
    ),
    "nothing to go over": ("{% for n in [] %}{{ loop.first }}{% else %}none{% endfor %}", "none"),
    "pairs": (
        "{% for a, b in [(1, 2), (3, 4)] %}{{ loop.first }}{{ a }}{{ b }}{% endfor %}",
        "True12False34",
    ),
    "only some": (
        "{% for n in [1, 2, 3] if n > 1 %}{{ loop.first }}{{ n }}{% endfor %}",
        "True2False3",
    ),
    "more than the first": (
        "{% for n in [1, 2] %}{{ loop.first }}{{ loop.last }}{{ loop.index }}{% endfor %}",
        "TrueFalse1FalseTrue2",
    ),
    "handed on": (
        '{% for n in [1] %}{{ loop.first }}{% include "inner.html" %}{% endfor %}',
        "True1",
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_knows_its_first_round(name: str, tmp_path: Path) -> None:
    template, expected = LOOPS[name]
    assert made(tmp_path, template, inner="{{ loop.index }}") == expected


@pytest.mark.parametrize(
    ("template", "plain"),
    [
        ("{% for n in [1] %}{{ loop.first }}{% endfor %}", True),
        ("{% for n in [1] %}{{ loop.first }}{{ loop.last }}{% endfor %}", False),
        ("{% for n in [1] %}{{ n }}{% endfor %}", False),
        ("{% for n in [1] recursive %}{{ loop.first }}{% endfor %}", False),
    ],
)
def test_only_loops_that_ask_for_no_more_are_made_plain(
    template: str, plain: bool, tmp_path: Path
) -> None:
    tree = engine(tmp_path, template).environment("en").parse(template)
    names = {node.name for node in tree.find_all(nodes.Name)}
    assert (FIRST in names) == plain


def test_a_macro_is_asked_once_for_a_part_and_again_for_another(tmp_path: Path) -> None:
    template = (
        '{% import "parts.html" as parts %}'
        "{% for one in page.frame.subjects * 2 %}{{ parts.party(one, here) }}{% endfor %}"
    )
    parts = '{% macro party(of, here, end=";") %}{{ of.id }}{{ here }}{{ end }}{% endmacro %}'
    assert made(tmp_path, template, parts=parts) == "arland/;borduria/;" * 2


def test_what_a_macro_makes_is_remembered_by_identity(tmp_path: Path) -> None:
    parts = "{% macro said(of) %}{{ of.edition }}{% endmacro %}"
    environment = engine(tmp_path, "x", parts=parts).environment("en")
    assert isinstance(environment, Sandbox)
    said = vars(environment.module("parts.html"))["said"]
    assert isinstance(said, Kept)
    for way in said.one, said.many:
        first, second = way(FRAME), way(replace(FRAME, edition="2"))
        assert (first, second) == ("1", "2")
        assert way(FRAME) is first


def test_what_a_macro_makes_is_marked_for_whatever_else_gets_it(tmp_path: Path) -> None:
    macros = (
        '{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{% macro n(a, b="") %}{{ a }}{% endmacro %}'
    )
    template = '{{ n(m("<")) }}{{ n(m("<"), 1) }}{{ m("<") if true }}{% set x = m("<") %}{{ x }}'
    assert made(tmp_path, macros + template) == "<b>&lt;</b>" * 4


def test_what_an_import_does_not_have_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as told:
        made(tmp_path, '{% import "parts.html" as parts %}\n{{ parts.party() }}', parts="x")
    (fault,) = told.value.diagnostics
    assert (fault.code, fault.place) == ("H07", Span("themes/mine/templates/404.html", 2))
    assert "'party'" in fault.message


BLOCKS = {
    "in another": ("{% block a %}1{% block b %}2{% endblock %}3{% endblock %}", "1two3"),
    "what the outer one sets": (
        "{% block a %}{% set x = 7 %}{% block b scoped %}{% endblock %}{{ x }}{% endblock %}",
        "two7",
    ),
    "in a loop": (
        "{% for n in [1, 2] %}{% block b scoped %}{{ n }}{% endblock %}{% endfor %}",
        "twotwo",
    ),
    "named again": ("{% block b %}{% endblock %}-{{ self.b() }}", "two-two"),
    "with what it replaces": ("{% block b %}1{% endblock %}{% block c %}3{% endblock %}", "two13"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_stand_where_the_template_has_them(name: str, tmp_path: Path) -> None:
    parent, expected = BLOCKS[name]
    old = "{{ super() }}" if expected == "two13" else ""
    child = f'{{% extends "parent.html" %}}{{% block b %}}two{old}{{% endblock %}}'
    assert made(tmp_path, child, parent=parent) == expected


@pytest.mark.parametrize("given", ["box", "pair"])
def test_what_a_template_can_change_is_not_remembered(given: str, tmp_path: Path) -> None:
    template = (
        "{% macro show(of) %}{{ (of[0] if of is sequence else of).n }}{% endmacro %}"
        "{% set box = namespace(n=1) %}{% set pair = (box,) %}"
        f"{{{{ show({given}) }}}}{{% set box.n = 2 %}}{{{{ show({given}) }}}}"
    )
    assert made(tmp_path, template) == "12"


def test_the_way_to_the_root_and_marks_are_one_and_the_same_text_for_macros(
    tmp_path: Path,
) -> None:
    paths = "events/a.html", "actors/b.html", "index.html", "fr/actors/b.html"
    ways = [beside(Page(path, "404.html", PAGE.view, "en")) for path in paths]
    assert ways == ["../", "../", "./", "../../"]
    assert ways[0] is ways[1]
    marks = engine(tmp_path, "x").environment("en").filters["marks"]
    assert marks((*FRAME.subjects, *FRAME.subjects)) == "one two"
    assert marks(FRAME.subjects) is marks(list(FRAME.subjects))


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("m(1)", "1-None"),
        ("m(1, b=2)", "1-2"),
        ("m(b=2, a=1)", "1-2"),
        ("m(*[1, 2])", "1-2"),
        ("many(1, 2, 3)", "(2, 3)"),
        ("named(1, x=2)", "{&#39;x&#39;: 2}"),
        ('m("<b>")', "&lt;b&gt;-None"),
        ('"ab".upper()', "AB"),
    ],
)
def test_macros_are_called_in_every_way(call: str, expected: str, tmp_path: Path) -> None:
    macros = (
        "{% macro m(a, b=none) %}{{ a }}-{{ b }}{% endmacro %}"
        "{% macro many(a) %}{{ varargs }}{% endmacro %}"
        "{% macro named(a) %}{{ kwargs }}{% endmacro %}"
    )
    assert made(tmp_path, macros + "{{ " + call + " }}") == expected


def test_a_macro_is_called_with_a_block(tmp_path: Path) -> None:
    template = "{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}x{% endcall %}"
    assert made(tmp_path, template) == "<x>"


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("\n{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m() }}", "parameter 'a' was not provided"),
        ("\n{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m(1, 2) }}", "not more than 1 argument"),
        ("\n\n{{ page.frame.edition.center(9) }}", "unsafe"),
        ("\n\n{{ page.frame.edition() }}", "not callable"),
        ("\n\n{{ page.nothing }}", "no attribute 'nothing'"),
        ("\n\n{{ page.frame.subjects[0].nam }}", "no attribute 'nam'"),
        ("\n\n{{ page.frame.subjects | map(attribute='id') }}", "add |list or |join"),
        ("\n\n{{ page.frame.edition.upper }}", "a function cannot be shown: call it"),
        ("\n\n{% if true %}{{ 1 | nope }}{% endif %}", "No filter named 'nope' found"),
        ("\n\n{% if true %}{{ 1 if 2 is nope }}{% endif %}", "No test named 'nope' found"),
    ],
)
def test_a_fault_has_its_place_and_reason(template: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        made(tmp_path, template)
    (found,) = caught.value.diagnostics
    assert says in found.message
    assert isinstance(found.place, Span)
    assert (found.place.file, found.place.line) in (
        ("themes/mine/templates/404.html", n) for n in (2, 3)
    )


def spoken(tmp_path: Path, template: str, translated: str = "") -> str:
    """What a template says in French, by a catalogue with one entry for it."""
    msgid = template.partition('"')[2].partition('"')[0]
    files: dict[str, str | bytes] = {"templates/404.html": template}
    if translated:
        files["locale/fr.po"] = f'{HEAD}msgid "{msgid}"\nmsgstr "{translated}"\n'
    view = NotFoundView(replace(FRAME, edition="<2>"))
    return theme(tmp_path, files).render(Page("404.html", "404.html", view, "fr"))


@pytest.mark.parametrize(
    ("template", "translated", "expected"),
    [
        ('{{ _("Edition %(id)s", id=page.frame.edition) }}', "", "Edition &lt;2&gt;"),
        ('{{ _("Edition %(id)s", id=page.frame.edition) }}', "%(id)se", "&lt;2&gt;e"),
        ('{{ _("%(a)s to %(b)s", a=1, b="<") }}', "%(b)s, %(a)s", "&lt;, 1"),
        ('{{ _("%(a)s and %(a)s", a=1) }}', "", "1 and 1"),
        ('{{ _("%(a)s %%", a=1) }}', "", "1 %"),
        ('{{ _("all of %(a)s", a=1) }}', "tout", "tout"),
        ('{% set x = _("of %(a)s", a="<") %}{{ x }}', "de %(a)s", "de &lt;"),
        ('{{ _("x" ~ page.frame.mark) }}', "y", "y"),
        ('{{ ngettext("%(num)s <one>", "%(num)s <many>", 1) }}', "", "1 <one>"),
        ('{{ ngettext("%(num)s <one>", "%(num)s <many>", 2) }}', "", "2 <many>"),
        ('{{ ngettext("%(num)s of %(a)s", "-", 1, a="<") }}', "", "1 of &lt;"),
        ('{{ ngettext("%(num)s", "%(num)s", "<") }}', "", "&lt;"),
    ],
)
def test_words_with_variables(
    template: str, translated: str, expected: str, tmp_path: Path
) -> None:
    assert spoken(tmp_path, template, translated) == expected


def test_a_variable_that_words_ask_for_in_vain_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="'id'"):
        spoken(tmp_path, '{{ _("Edition %(id)s", number=1) }}')
