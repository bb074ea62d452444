"""Rendering is pure: macros remember only what cannot change, and pages share nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import ContentError, Span
from briefgen.pages.notfound import NotFoundView
from tests.unit.theme.scratch import FRAME, PAGE, theme

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = {
    "other": "{% macro m(a) %}{{ a }}{{ k.n }}{% endmacro %}",
    "base": '{{ m("x") }}{% set n = 2 %}{{ m("x") }}',
    "piece": "{% macro m(a) %}{{ a }}{{ ns.n }}{% endmacro %}{{ m(1) }}"
    "{% set ns.n = 7 %}{{ m(1) }}",
}
READING = {
    "set again": (
        (
            '{% set n=1 %}{% macro m(a) %}{{ n }}{{ a }}{% endmacro %}{{ m("x") }}'
            '{% set n=2 %} {{ m("x") }}'
        ),
        "1x 2x",
    ),
    "set again in a branch": (
        (
            "{% set n=1 %}{% macro m(a) %}{{ n }}{{ a }}{% endmacro %}{{ m(3) }}"
            "{% if true %}{% set n=2 %}{% endif %}{{ m(3) }}"
        ),
        "1323",
    ),
    "set later": (
        '{% macro m(a) %}{{ n | default("-") }}{% endmacro %}{{ m(1) }}{% set n=2 %}{{ m(1) }}',
        "-2",
    ),
    "a namespace that changes": (
        (
            "{% set ns = namespace(n=0) %}{% macro m(a) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}"
            "{% endmacro %}{{ m(1) }} {{ m(1) }}"
        ),
        "1 2",
    ),
    "a namespace in a list": (
        (
            "{% set ns = namespace(n=0) %}{% set l = [{1: ns}] %}"
            "{% macro m(a) %}{{ l[0][1].n }}{% endmacro %}{{ m(1) }}{% set ns.n = 5 %}{{ m(1) }}"
        ),
        "05",
    ),
    "by way of another macro": (
        (
            "{% set n=1 %}{% macro k(a) %}{{ n }}{{ a }}{% endmacro %}"
            "{% macro m(a) %}{{ k(a) }}{% endmacro %}{{ m(3) }} {% set n=2 %}{{ m(3) }}"
        ),
        "13 23",
    ),
    "a cycler": (
        (
            "{% set c = cycler(1, 2) %}{% macro m(a) %}{{ c.next() }}{% endmacro %}"
            "{{ m(3) }}{{ m(3) }}"
        ),
        "12",
    ),
    "the step of a cycler": (
        (
            "{% set c = cycler(1, 2).next %}{% macro m(a) %}{{ c() }}{% endmacro %}"
            "{{ m(3) }}{{ m(3) }}"
        ),
        "12",
    ),
    "what can be gone through once": (
        (
            "{% set g = [1, 2] | map('string') %}"
            "{% macro m(a) %}{% for x in g %}{{ x }}{% endfor %}{% endmacro %}{{ m(3) }}-{{ m(3) }}"
        ),
        "12-",
    ),
    "an import that sees the page": (
        (
            '{% set k = namespace(n=0) %}{% import "other.html" as o with context %}'
            "{% macro m(a) %}{{ o.m(a) }}{% endmacro %}"
            "{{ m(1) }}{% set k.n = 1 %} {{ m(1) }}"
        ),
        "10 11",
    ),
    "a block that reads it": (
        (
            "{% block b %}{{ path }}{% endblock %}"
            "{% macro m(a) %}{{ self.b() }}{{ a }}{% endmacro %}"
            "-{{ m(1) }}{{ m(1) }}"
        ),
        "404.html-404.html1404.html1",
    ),
    "what a template includes": (
        "{% set ns = namespace(n=0) %}{% include 'piece.html' %}",
        "1017",
    ),
}


@pytest.mark.parametrize("name", READING)
def test_a_macro_that_reads_what_changes_is_asked_again(name: str, tmp_path: Path) -> None:
    template, expected = READING[name]
    files = {f"templates/{other}.html": text for other, text in OTHERS.items()}
    made = theme(tmp_path, {**files, "templates/404.html": template})
    assert made.render(PAGE) == expected


def test_a_macro_sees_what_an_extended_template_sets(tmp_path: Path) -> None:
    child = '{% extends "base.html" %}{% macro m(a) %}{{ a }}{{ n | default("-") }}{% endmacro %}'
    files = {"templates/404.html": child, "templates/base.html": OTHERS["base"]}
    assert theme(tmp_path, {**files}).render(PAGE) == "x-x2"


HELD = {
    "a namespace": ("{% set ns = namespace(n=0) %}", '"ns" (Namespace)', "inside the macro"),
    "under another name": ("{% set j = joiner %}{% set k = j() %}", '"k" (Joiner)', "inside"),
    "in a list": ("{% set _l = [cycler(1)] %}", '"_l" (list)', "inside"),
    "in words": ("{% set d = {1: cycler(1)} %}", '"d" (dict)', "inside"),
    "before words": ("{% set d = {cycler(1): 1} %}", '"d" (dict)', "inside"),
    "by way of words": ("{% set v = {1: cycler(1)}.values() %}", '"v" (dict_values)', "inside"),
    "what can be gone through once": ("{% set g = [1] | map('string') %}", '"g" (gen', "|list"),
    "backwards": ("{% set g = [1] | reverse %}", '"g" (list_reverseiterator)', "|list"),
}


@pytest.mark.parametrize("name", HELD)
@pytest.mark.parametrize("imported", ['"count.html"', '"count" ~ ".html"'])
def test_an_import_that_pages_could_change_is_refused(
    name: str, imported: str, tmp_path: Path
) -> None:
    text, message, hint = HELD[name]
    template = f"{{% import {imported} as c %}}x"
    files = {"templates/404.html": template, "templates/count.html": "\n" + text}
    with pytest.raises(ContentError) as caught:
        theme(tmp_path, {**files}).render(PAGE)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("H21", Span("themes/mine/templates/count.html", 2))
    assert message in found.message
    assert hint in found.hint


def test_an_import_may_hold_what_does_not_change(tmp_path: Path) -> None:
    text = (
        "{% set words = {1: ['a', (2.5, none)]} %}{% set keys = words.keys() %}"
        "{% set f = language %}"
        "{% macro any() %}{{ varargs }}{% endmacro %}{% set also = any %}{% import 'b.html' as b %}"
        "{% set said %}x{% endset %}{% set lacking = b.nothing %}{% set kind = namespace %}"
    )
    template = '{% import "a.html" as a %}{{ a.words[1][0] }}{{ a.f("fr") }}{{ a.also(1) }}'
    files = {"templates/404.html": template, "templates/a.html": text, "templates/b.html": ""}
    assert theme(tmp_path, {**files}).render(PAGE) == "aFrench(1,)"


def test_a_page_is_the_same_whatever_was_made_before(tmp_path: Path) -> None:
    template = (
        '{% import "a.html" as a %}{% set ns = namespace(n=page.frame.edition) %}'
        "{% macro m(x) %}{{ x }}{{ page.frame.edition }}{{ ns.n }}{% endmacro %}"
        "{{ m(1) }} {{ a.count('abc') }}"
    )
    text = (
        "{% macro count(x) %}{% set ns = namespace(n=0) %}"
        "{% for _ in x %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}{% endmacro %}"
    )
    made = theme(tmp_path, {"templates/404.html": template, "templates/a.html": text})
    other = replace(PAGE, held=NotFoundView(replace(FRAME, edition="2")))
    assert [made.render(page) for page in (PAGE, other, PAGE)] == ["111 3", "122 3", "111 3"]
