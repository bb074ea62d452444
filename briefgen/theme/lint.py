"""Lint: what is wrong with the files of a theme, found before any page is made.

Templates are read as text and as Jinja's syntax trees; none is run. What only shows when a
template runs, such as a name inside a part of a view, is found by the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateAssertionError, TemplateSyntaxError

from briefgen.errors import ContentError, Diagnostic, Span, did_you_mean
from briefgen.theme import catalogues, markup, names, scopes, shared
from briefgen.theme.source import Source
from briefgen.theme.views import views

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import nodes

    from briefgen.theme import Theme
    from briefgen.theme.sandbox import Sandbox

TEMPLATES = "templates/"
PRINT = "print/"
"""The folder in it of what is made for print."""


def lint(theme: Theme, *, printed: bool = True) -> tuple[Diagnostic, ...]:
    """Every fault of a theme, in the order of its files; empty if there is none.

    Without ``printed`` those for print are looked at only as far as the others refer to them.
    """
    environment = theme.engine.environment("en")
    found: list[Diagnostic] = [*_missing(theme)]
    sources = _sources(theme, environment, found, printed=printed)
    graph = {name: [to for to, _ in names.refers(source)] for name, source in sources.items()}
    imported = {to for source in sources.values() for to in shared.imports(source)}
    assigned = {name: names.assigned(source) for name, source in sources.items()}
    for name, source in sources.items():
        kin = _reached(name, _undirected(graph))
        given = {word for other in kin for word in assigned.get(other, ())}
        found += _faults(source, sources, graph, environment, given)
        found += shared.faults(source, imported=name in imported)
    found += _sheets(theme)
    found += catalogues.faults(theme)
    return tuple(dict.fromkeys(sorted(found, key=_order)))


def _order(one: Diagnostic) -> tuple[str, int, int, str, str]:
    place = one.place if isinstance(one.place, Span) else Span("")
    return place.file, place.line, place.col, one.code, one.message


def _missing(theme: Theme) -> Iterator[Diagnostic]:
    for name in views():
        if TEMPLATES + name not in theme.files:
            yield theme.missing(TEMPLATES + name)


def _sources(
    theme: Theme, environment: Sandbox, found: list[Diagnostic], *, printed: bool
) -> dict[str, Source]:
    """The templates that can be read at all; the others' faults go to ``found``."""
    sources: dict[str, Source] = {}
    paths = (path for path in theme.files if path.startswith(TEMPLATES))
    every = [path.removeprefix(TEMPLATES) for path in paths]
    todo = [name for name in every if printed or not name.startswith(PRINT)]
    for name in todo:  # which grows
        path = TEMPLATES + name
        try:
            text = theme.text(path)
            tree = environment.parse(text)
            undeclared = _undeclared(name, tree, environment)
        except ContentError as error:
            found += error.diagnostics
        except TemplateSyntaxError as error:
            place = Span(theme.shown(path), error.lineno)
            found.append(Diagnostic("H07", error.message or "cannot be read", place))
        else:
            made = sources[name] = Source(name, theme.shown(path), text, tree, undeclared)
            named = {to for to, _ in names.refers(made)}
            todo += sorted(named & {*every} - {*todo})
    return sources


def _undeclared(name: str, tree: nodes.Template, environment: Sandbox) -> frozenset[str]:
    """The names that a template takes from its context; compiling it, as is due, tells them."""
    try:
        return environment.undeclared(name)
    except TemplateAssertionError:  # of which ``_faults`` tells
        return scopes.undeclared(tree, environment)


def _faults(
    source: Source,
    sources: Mapping[str, Source],
    graph: Mapping[str, list[str]],
    environment: Sandbox,
    given: set[str],
) -> Iterator[Diagnostic]:
    """``given`` are names that templates related by extends or include set."""
    seen_by = {name: view for name, view in views().items() if source.name in _reached(name, graph)}
    yield from names.unknown(source, environment, given)
    yield from names.unescaped(source)
    yield from names.missing_fields(source, seen_by)
    yield from _references(source, sources, graph)
    yield from markup.faults(source, printed=source.name.startswith(PRINT))


def _references(
    source: Source, sources: Mapping[str, Source], graph: Mapping[str, list[str]]
) -> Iterator[Diagnostic]:
    for name, line in names.refers(source):
        place = source.word(line, name)
        if name not in sources:
            hint = did_you_mean(name, sources)
            yield source.fault("H01", f'there is no template "{name}"', place, hint)
        elif source.name in _reached(name, graph):
            yield source.fault("H05", "the template includes or extends itself", place)


def _reached(start: str, graph: Mapping[str, list[str]]) -> set[str]:
    """All names that can be reached from one, itself included."""
    found: set[str] = set()
    todo = [start]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo += graph.get(at, [])
    return found


def _undirected(graph: Mapping[str, list[str]]) -> dict[str, list[str]]:
    both: dict[str, list[str]] = {name: list(to) for name, to in graph.items()}
    for name, targets in graph.items():
        for target in targets:
            both.setdefault(target, []).append(name)
    return both


def _sheets(theme: Theme) -> Iterator[Diagnostic]:
    for path in theme.files:
        if path.endswith(".css"):
            try:
                text = theme.text(path)
            except ContentError as error:
                yield from error.diagnostics
                continue
            for at in markup.sheet(text):
                line = text.count("\n", 0, at) + 1
                place = Span(theme.shown(path), line, at - text.rfind("\n", 0, at))
                message = "the style sheet would make every reader's browser ask another site"
                yield Diagnostic("H17", message, place, "put the file into assets/")
