"""The contract: what a theme may rely on, written from the views themselves.

``python -m briefgen.theme.contract`` writes ``themes/CONTRACT.md`` anew; a test fails when the
file is stale. The prose of the chapters is in ``contract.md`` beside this
module; whatever can be read off the code is filled in here.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.support import NullTranslations, Translations
from jinja2 import Environment

from briefgen import dates, plan
from briefgen.model import event, fields, judgement
from briefgen.pages import balance, checks, parts
from briefgen.pages.table import PAGES
from briefgen.resolve import judged, ledger
from briefgen.theme import BESIDE, filters
from briefgen.theme.sandbox import REFUSED_FILTERS, Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from types import ModuleType

PROSE = Path(__file__).with_name("contract.md")
SHARED = ((parts, ()), (plan, ("Link",)), (fields, ("Words",)), (dates, ("Edtf",)))
"""Modules whose values pages share; of some, these alone."""
VOCABULARIES = ((parts, "Mark"), (event, "Form"), (event, "Stance"), (ledger, "Status"),
                (dates, "Precision"), (checks, "Weighed"), (balance, "Grouping"),
                (judgement, "Likelihood"), (judged, "Due"))  # fmt: skip
PLAIN = {
    "str": "text", "int": "whole number", "float": "number", "bool": "true or false",
    "date": "day of Python's datetime", "Prose": "prose, for the filter `prose`",
}  # fmt: skip


class Named(NamedTuple):
    """A field or a function, and what its docstring says."""

    name: str
    kind: str
    says: str


def contract() -> str:
    """The text of ``themes/CONTRACT.md``."""
    text = PROSE.read_text("utf-8")
    for name, made in (
        ("pages", _pages()),
        ("parts", _parts()),
        ("vocabularies", _vocabularies()),
        ("filters", _filters()),
    ):
        text = text.replace(f"<!-- {name} -->", "\n".join(made))
    return text


def _pages() -> Iterator[str]:
    for module in PAGES:
        classes = _classes(module)
        for template, view in module.VIEWS.items():
            node = classes.pop(view.__name__)
            yield f"### `{template}`: {view.__name__}\n\n{_sentence(node)}\n\n{_table(node)}\n"
        for name, node in classes.items():
            yield f"#### {name}\n\n{_sentence(node)}\n\n{_table(node)}\n"


def _parts() -> Iterator[str]:
    for module, only in SHARED:
        for name, node in _classes(module).items():
            if name in (only or (name,)):
                yield f"### {name}\n\n{_sentence(node)}\n\n{_table(node)}\n"


def _vocabularies() -> Iterator[str]:
    for module, name in VOCABULARIES:
        value = _assignment(module, name)
        yield f"- **{name}**: {_kind(value)}"


def _filters() -> Iterator[str]:
    plain = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    made = Sandbox(autoescape=True, extensions=["jinja2.ext.i18n"])
    for environment in (plain, made):
        environment.install_gettext_translations(NullTranslations())  # type: ignore[attr-defined]  # the extension adds it
    filters.install(made, "en", Translations(), printed=False)
    yield from _functions("Filters", "{{ … | NAME }}", made.filters, plain.filters)
    yield from _functions("Functions", "{{ NAME(…) }}", made.globals, plain.globals)
    yield from _functions("Tests", "{% if … is NAME %}", made.tests, plain.tests)
    refused = ", ".join(f"`{name}`" for name in REFUSED_FILTERS)
    yield f"Jinja2's own filters, functions and tests are there too, except {refused} and `lipsum`."


def _functions(
    title: str, shape: str, held: Mapping[str, Any], known: Collection[str]
) -> Iterator[str]:
    yield f"**{title}**\n"
    for name in sorted(set(held) - set(known)):
        yield f"- `{shape.replace('NAME', name)}`: {_said(held[name])}"
    yield ""


def _said(function: Callable[..., object]) -> str:
    return _flat(inspect.getdoc(function))


def _classes(module: ModuleType) -> dict[str, ast.ClassDef]:
    """The public dataclasses and named tuples of a module, in its order."""
    found = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        if node.decorator_list or _tuple(node):
            found[node.name] = node
    return found


def _tuple(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "NamedTuple" for base in node.bases)


def _assignment(module: ModuleType, name: str) -> ast.expr:
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return node.value
    raise LookupError(f"{module.__name__} has no {name}")


def _sentence(node: ast.ClassDef) -> str:
    return textwrap.fill(_flat(ast.get_docstring(node)), 96)


def _flat(docstring: str | None) -> str:
    return " ".join((docstring or "").replace("``", "`").split())


def _table(node: ast.ClassDef) -> str:
    rows = [f"| `{f.name}` | {f.kind} | {f.says} |" for f in _named(node)]
    return "\n".join(["| field | type | |", "|---|---|---|", *rows])


def _named(node: ast.ClassDef) -> Iterator[Named]:
    """Fields with the docstrings under them, and properties with their own."""
    for at, item in enumerate(node.body):
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            after = node.body[at + 1] if at + 1 < len(node.body) else None
            yield Named(item.target.id, _kind(item.annotation), _docstring(after))
        elif isinstance(item, ast.FunctionDef) and _property(item) and item.returns:
            yield Named(item.name, _kind(item.returns), _flat(ast.get_docstring(item)))


def _property(item: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in item.decorator_list)


def _docstring(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return _flat(str(node.value.value))
    return ""


def _kind(node: ast.expr) -> str:
    """A type in words: ``tuple[Quote, ...]`` is "list of Quote"."""
    if isinstance(node, ast.Constant):
        return "none" if node.value is None else f"`{node.value!s}`"
    if isinstance(node, ast.BinOp):
        return f"{_kind(node.left)}, or {_kind(node.right)}"
    if isinstance(node, ast.Subscript):
        return _generic(ast.unparse(node.value), node.slice)
    name = ast.unparse(node).rpartition(".")[2]
    return PLAIN.get(name, name)


def _generic(name: str, inner: ast.expr) -> str:
    items = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if name == "Literal":
        return ", ".join(_kind(item) for item in items)
    if name == "tuple" and isinstance(items[-1], ast.Constant) and items[-1].value is ...:
        return f"list of {_kind(items[0])}"
    if name == "tuple":
        return f"({', '.join(_kind(item) for item in items)})"
    return _kind(items[0])


if __name__ == "__main__":
    (BESIDE / "CONTRACT.md").write_text(contract(), "utf-8")
