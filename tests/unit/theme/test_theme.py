"""Themes: how one is found, extended, read and rendered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen.errors import BriefgenError, ConfigError, ContentError, Diagnostic, Span
from briefgen.loader.files import digests
from briefgen.pages.notfound import NotFoundView
from briefgen.state import State
from briefgen.theme import THEME, faults, load
from tests.unit.theme.scratch import FRAME, PAGE, theme

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.theme import Theme

BASE = "<title>{{ page.frame.title.text }}</title>\n{% block body %}plain{% endblock %}\n"
CHILD = '{% extends "base.html" %}\n{% block body %}{{ page.frame.edition }}{% endblock %}\n'


def test_a_theme_overrides_single_templates_of_the_one_it_extends(tmp_path: Path) -> None:
    theme(tmp_path, {"templates/base.html": BASE, "templates/404.html": CHILD}, "first")
    second = theme(
        tmp_path,
        {"templates/base.html": BASE.replace("title>", "h1>")},
        "second",
        extends="first",
    )
    assert second.render(PAGE) == "<h1>&lt;b&gt;Ferry&lt;/b&gt;</h1>\n1"
    assert load(tmp_path, "first").render(PAGE).startswith("<title>")
    assert second.shown("templates/404.html") == "themes/first/templates/404.html"
    assert second.shown("templates/base.html") == "themes/second/templates/base.html"


@pytest.mark.lasting
def test_the_built_in_theme_can_be_extended(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": "mine"}, extends="default")
    assert made.render(PAGE) == "mine"
    assert "assets" in {path.partition("/")[0] for path in made.files}
    assert faults(made) == ()


@pytest.mark.lasting
def test_the_default_theme_is_without_fault(root: Path) -> None:
    assert faults(load(root, "default")) == ()


def test_a_change_of_a_part_changes_its_digest_alone(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"templates/404.html": "a", "assets/a.css": "p {}"}
    before = theme(tmp_path, files).digests
    after = theme(tmp_path, {"assets/a.css": "p { color: inherit }"}).digests
    assert [part for part in before if before[part] != after[part]] == ["assets"]


def test_values_are_escaped_whatever_the_template_is_called(tmp_path: Path) -> None:
    for name in ("404.html", "404.html.j2", "404.svg", "404.txt"):
        made = theme(tmp_path, {f"templates/{name}": "{{ page.frame.title.text }}"})
        page = replace(PAGE, template=name)
        assert made.render(page) == "&lt;b&gt;Ferry&lt;/b&gt;", name


def test_content_is_never_a_template(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": "{{ page.frame.edition }}"})
    frame = replace(FRAME, edition="{{ 7 * 7 }}{% raw %}")
    page = replace(PAGE, held=NotFoundView(frame))
    assert made.render(page) == "{{ 7 * 7 }}{% raw %}"


@pytest.mark.parametrize("name", ["nowhere", "../default", "default/templates", ".", ""])
def test_a_theme_that_is_not_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, name)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("H03", THEME)
    assert "default" in found.hint


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    theme(tmp_path, {}, "one")
    theme(tmp_path, {}, "two", extends="one")
    (tmp_path / "themes/one/theme.toml").write_text('extends = "two"\n')
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "two")
    assert caught.value.diagnostics[0].code == "H02"


@pytest.mark.parametrize("text", ["name = ", "extends = 3", 'name = "é"'.encode("latin-1")])
def test_a_broken_theme_toml_is_refused(text: str | bytes, tmp_path: Path) -> None:
    folder = tmp_path / "themes/mine"
    folder.mkdir(parents=True)
    (folder / "theme.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "mine")
    assert caught.value.diagnostics[0].code == "H04"
    assert caught.value.diagnostics[0].place == Span("themes/mine/theme.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('extend = "default"\n', [(1, "extend", 'did you mean "extends"?')]),
        ('name = "mine"\n\nfoo = 1\n', [(3, "foo", "a theme has name and extends")]),
        ('"nam" = "x"\n[colours]\nred = 1\n', [(1, "nam", 'did you mean "name"?'),
                                             (2, "colours", "a theme has name and extends")]),
        ("a.b = 1\n", [(1, "a", "a theme has name and extends")]),
    ],
)  # fmt: skip
def test_an_unknown_key_of_theme_toml_is_told_with_its_line(
    text: str, expected: list[tuple[int, str, str]], tmp_path: Path
) -> None:
    theme(tmp_path, {})
    (tmp_path / "themes/mine/theme.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "mine")
    assert caught.value.diagnostics == tuple(
        Diagnostic("H04", f'unknown key "{key}"', Span("themes/mine/theme.toml", line), hint)
        for line, key, hint in expected
    )


def test_a_row_of_themes_may_be_so_long_and_no_longer(tmp_path: Path) -> None:
    theme(tmp_path, {"templates/404.html": "first"}, "t0")
    for n in range(1, 5):
        theme(tmp_path, {}, f"t{n}", extends=f"t{n - 1}")
    assert load(tmp_path, "t4").render(PAGE) == "first"
    with pytest.raises(ConfigError) as caught:
        theme(tmp_path, {}, "t5", extends="t4")
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("H02", Span("themes/t1/theme.toml"))
    assert found.message == 'the theme "t5" extends more than 4 themes, one after another'


def test_links_out_of_the_theme_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    outside = tmp_path / "secret.html"
    outside.write_text("secret")
    made = theme(tmp_path, {"templates/404.html": "x", "templates/.hidden.html": "y"})
    (tmp_path / "themes/mine/templates/link.html").symlink_to(outside)
    assert list(load(tmp_path, "mine").files) == ["templates/404.html"]
    assert list(made.files) == ["templates/404.html"]


@pytest.mark.parametrize("name", ["x.css~", "#x.css#", "old~/x.css", ".old/x.css"])
def test_what_a_build_does_not_look_at_is_no_part_of_a_theme(name: str, tmp_path: Path) -> None:
    """Else a change of it would be published by a build from nothing, and by no other."""
    assert not theme(tmp_path, {f"assets/{name}": "a"}).files
    assert not digests(tmp_path / "themes/mine/assets")


def test_what_is_published_is_what_the_digests_are_of(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/404.html": "x", "assets/x.css": "a"})
    assert made.digests
    for path in made.files.values():
        path.write_text("changed meanwhile")
    assert [made.read(path) for path in ("templates/404.html", "assets/x.css")] == [b"x", b"a"]


def test_a_broken_catalogue_is_refused_with_its_place(tmp_path: Path) -> None:
    made = theme(
        tmp_path, {"templates/404.html": "x", "locale/en.po": 'msgid "a"\nmsgstr "b"\nnonsense\n'}
    )
    with pytest.raises(ContentError) as caught:
        made.render(PAGE)
    (found,) = caught.value.diagnostics
    assert found.code == "H20"
    assert found.place == Span("themes/mine/locale/en.po", 3)


def test_words_come_from_the_catalogue_of_the_language_and_region(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    made = theme(
        tmp_path,
        {
            "templates/404.html": '{{ _("Claims") }}, {{ _("Actors") }}',
            "locale/fr.po": f'{head}msgid "Claims"\nmsgstr "Affirmations"\n',
            "locale/fr-ML.po": f'{head}msgid "Actors"\nmsgstr "Acteurs"\n',
        },
    )
    assert made.render(replace(PAGE, lang="fr")) == "Affirmations, Actors"
    assert made.render(replace(PAGE, lang="fr-ML")) == "Affirmations, Acteurs"
    assert made.render(replace(PAGE, lang="ar")) == "Claims, Actors"


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/405.html": "x"})
    with pytest.raises(BriefgenError) as caught:
        made.render(PAGE)
    (found,) = caught.value.diagnostics
    assert (found.code, found.hint) == ("H01", 'did you mean "templates/405.html"?')


def test_a_sound_theme_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def lint(theme: Theme, *, printed: bool) -> tuple[Diagnostic, ...]:
        looked.append(theme.text("templates/404.html"))
        return (Diagnostic("H99", "a fault"),) if looked[-1] == "bad" else ()

    monkeypatch.setattr("briefgen.theme.lint.lint", lint)
    with State.nowhere() as state:
        for text in ("good", "good", "bad", "bad", "good"):
            found = faults(theme(tmp_path, {"templates/404.html": text}), state)
            assert bool(found) == (text == "bad")
    assert looked == ["good", "bad", "bad"]


@pytest.mark.lasting
def test_a_broken_catalogue_is_found_in_a_theme_that_was_sound(tmp_path: Path) -> None:
    with State.nowhere() as state:
        assert faults(theme(tmp_path, {"locale/en.po": ""}, extends="default"), state) == ()
        broken = theme(tmp_path, {"locale/en.po": "nonsense"}, extends="default")
        with pytest.raises(ContentError) as caught:
            faults(broken, state)
    assert [one.code for one in caught.value.diagnostics] == ["H20"]


def test_a_theme_that_is_sound_for_the_web_is_looked_at_for_print(tmp_path: Path) -> None:
    made = theme(tmp_path, {"templates/print/x.html": "{{ nope }}"})
    with State.nowhere() as state:
        assert not [f for f in faults(made, state, printed=False) if f.code == "H18"]
        assert [f for f in faults(made, state) if f.code == "H18"]
