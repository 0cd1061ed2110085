"""The tables and pictures of docs/architecture.md, from the imports of the packages."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
ENGINE = ("files", "catalogue", "facts", "profile", "model", "recommend", "evaluation", "exchange")


def engine_picture() -> str:
    """The packages of the engine, an arrow from each to those that it imports."""
    graph = _graph("engine")
    arrows = _arrows(graph, [f"engine.{name}" for name in ENGINE])
    return _mermaid("LR", arrows)


def engine_table() -> str:
    """Modules, lines and imports of each package of the engine."""
    graph = _graph("engine", "tui")
    rows = ["| package | modules | lines | imports | is imported by |", "|---|---|---|---|---|"]
    packages = [f"engine.{name}" for name in ENGINE]
    for package in packages:
        others = [each for each in (*packages, "tui") if each != package]
        files = sorted((ROOT / package.replace(".", "/")).rglob("*.py"))
        lines = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)
        out = [each for each in others if each != "tui" and _imports(graph, package, each)]
        into = [each for each in others if _imports(graph, each, package)]
        cells = (_short(package), len(files), f"{lines:,}", _names(out), _names(into))
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def parts_picture() -> str:
    """The parts of the app, an arrow from each to those that it is given."""
    graph = _graph("tui")
    modules = [each for each in _imported_by(graph, "tui.parts") if each.endswith(_PART)]
    return _mermaid("TD", _arrows(graph, [*modules, "tui.session"]))


_PART = (".part", ".steering", ".search")


def _graph(*packages: str) -> grimp.ImportGraph:
    """The imports as they are: grimp's cache mixes up graphs that share a package.

    See findings/grimp-cache-stale-after-another-graph.sh.
    """
    first, *others = packages
    return grimp.build_graph(first, *others, cache_dir=None)


def _imported_by(graph: grimp.ImportGraph, module: str) -> Sequence[str]:
    return sorted(graph.find_modules_directly_imported_by(module))


def _imports(graph: grimp.ImportGraph, importer: str, imported: str) -> bool:
    return graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)


def _arrows(graph: grimp.ImportGraph, modules: Sequence[str]) -> Iterable[tuple[str, str]]:
    for importer in modules:
        for imported in modules:
            if importer != imported and graph.direct_import_exists(
                importer=importer,
                imported=imported,
                as_packages=not importer.startswith("tui"),
            ):
                yield _short(importer), _short(imported)


def _mermaid(direction: str, arrows: Iterable[tuple[str, str]]) -> str:
    lines = (f"    {importer} --> {imported}" for importer, imported in arrows)
    return "\n".join(["```mermaid", f"graph {direction}", *lines, "```"])


def _short(module: str) -> str:
    """A package without engine or tui before it, a part by its folder."""
    _, _, name = module.partition(".")
    folder, _, last = (name or module).partition(".")
    return folder if last in ("", "part") else last


def _names(packages: Iterable[str]) -> str:
    return ", ".join(map(_short, packages)) or "nothing"
