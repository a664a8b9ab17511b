"""Text has one way to a widget and one way to a terminal; no program is ever started.

The last of these is case 61 of reliability.md, in tests/cases.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, published_files

PACKAGE = Path("trajectory")
TEXT_HELPER = PACKAGE / "tui" / "text.py"
PRINTING = PACKAGE / "cli" / "printing.py"

HELPERS = {"content", "one_line", "cell", "words", "typed", "plain"}
"""The functions of tui/text.py. Each draws what cannot be seen, and reads no markup."""
MADE_OF_TEXT = {"Content", "Text"}
MARKUP = {"from_markup", "from_ansi", "markup", "escape", "render", "append_text"}
SHOWN_BY = {"Static", "Label", "Option", "Button", "Checkbox", "RadioButton", "Tab", "notify"}
"""Widgets and calls whose first argument is shown, and read as markup unless told otherwise."""
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
STARTS_PROGRAMS = {
    *("subprocess", "pty", "multiprocessing", "webbrowser", "code", "runpy", "ctypes"),
    *("pickle", "marshal", "shelve"),
}
STARTING = {
    *("system", "popen", "startfile", "fork", "forkpty", "posix_spawn", "posix_spawnp", "suspend"),
    *(f"{verb}{how}" for verb in ("exec", "spawn") for how in ("l", "le", "lp", "lpe", "v", "ve")),
    *("execvp", "execvpe", "spawnvp", "spawnvpe", "create_subprocess_exec"),
    *("create_subprocess_shell", "eval", "exec", "__import__", "open_url"),
}
NAMES_OF_PROGRAMS = {"EDITOR", "VISUAL", "PAGER", "BROWSER", "SHELL"}

Rule = Callable[[ast.AST], bool]


def called(node: ast.AST) -> str:
    """The last part of the name of what is called; empty for what is no call."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
        case _:
            return ""


def fixed(node: ast.expr) -> bool:
    """Whether an expression can only be text of ours: constants, repeated or chosen from."""
    match node:
        case ast.Constant():
            return True
        case ast.BinOp(left=left, op=ast.Mult()):
            return fixed(left)
        case ast.IfExp(body=one, orelse=other):
            return fixed(one) and fixed(other)
        case _:
            return False


def makes_text_beside_the_helper(node: ast.AST) -> bool:
    """`Content(entry.text)`, `Text(f"...")`, `Text.assemble(...)`, markup of any kind."""
    if not isinstance(node, ast.Call):
        return False
    match node.func:
        case ast.Name(id=name) if name in MADE_OF_TEXT:
            return not all(map(fixed, node.args))
        case ast.Attribute(attr="from_markup", value=ast.Name(id="Content")):
            return not all(map(fixed, node.args)) or not all(
                word.arg and isinstance(word.value, ast.Name | ast.Constant)
                for word in node.keywords
            )
        case ast.Attribute(attr="assemble" | "styled" | "from_text", value=ast.Name(id=name)):
            return name in MADE_OF_TEXT
        case _:
            return False


def shows_a_string(node: ast.AST) -> bool:
    """`Static(f"...")`, `self.update(title + x)`, `notify(str(error))` without a helper."""
    if not isinstance(node, ast.Call) or called(node) not in {*SHOWN_BY, "update", "add_row"}:
        return False
    return any(is_built(argument) for argument in node.args)


def is_built(node: ast.expr) -> bool:
    """Whether an expression is a string that is put together where it stands."""
    match node:
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return is_built(left) or is_built(right) or (fixed(left) and not fixed(right))
        case ast.Call(func=ast.Name(id="str" | "repr" | "format")):
            return True
        case ast.Call(func=ast.Attribute(attr="format", value=ast.Constant())):
            return True
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant())):
            return True
        case ast.Attribute(attr="text" | "title" | "said" | "name"):
            return True
        case ast.IfExp(body=one, orelse=other):
            return is_built(one) or is_built(other)
        case _:
            return False


def notifies_with_markup(node: ast.AST) -> bool:
    """A toast reads markup unless it is told not to."""
    if called(node) != "notify" or not isinstance(node, ast.Call):
        return False
    off = any(word.arg == "markup" and ast.unparse(word.value) == "False" for word in node.keywords)
    first = node.args[0] if node.args else None
    return not off or called(first or node) not in HELPERS


def titles_with_a_string(node: ast.AST) -> bool:
    """`border_title`, `tooltip`, `placeholder` ... set to anything but words of ours."""
    if not isinstance(node, ast.Assign):
        return False
    shown = {"border_title", "border_subtitle", "tooltip", "placeholder", "title", "sub_title"}
    return any(
        isinstance(target, ast.Attribute) and target.attr in shown for target in node.targets
    ) and not (isinstance(node.value, ast.Constant | ast.Name) or called(node.value) in HELPERS)


def prints(node: ast.AST) -> bool:
    """`print`, `click.echo`, `sys.stdout.write`, `console.print`, `logging` ..."""
    if called(node) in {"print", "secho", "echo_via_pager", "print_exc", "print_exception", "warn"}:
        return True
    match node:
        case ast.Attribute(attr="echo", value=ast.Name(id="click")):
            return True
        case ast.ImportFrom(module="click", names=names):
            return any(name.name == "echo" for name in names)
        case ast.Call(
            func=ast.Attribute(
                attr="write" | "writelines", value=ast.Attribute(attr=stream) | ast.Name(id=stream)
            )
        ):
            return stream in {*STREAMS, "buffer"}
        case ast.Import(names=names):
            return any(name.name == "logging" for name in names)
        case _:
            return False


def starts_a_program(node: ast.AST) -> bool:
    """An import that can start programs, a call that does, the name of somebody's program."""
    match node:
        case ast.Import(names=names):
            return any(name.name.partition(".")[0] in STARTS_PROGRAMS for name in names)
        case ast.ImportFrom(module=str(module)):
            return module.partition(".")[0] in STARTS_PROGRAMS
        case ast.Constant(value=str(text)):
            return text in NAMES_OF_PROGRAMS
        case _:
            return called(node) in STARTING


def modules(folder: Path = PACKAGE, without: Collection[Path] = ()) -> Iterator[Path]:
    for path in published_files():
        if path.suffix == ".py" and folder in path.parents and path not in without:
            yield path


def found(rule: Rule, paths: Iterator[Path]) -> list[str]:
    return [
        f"{path}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for path in paths
        for node in nodes(path)
        if rule(node)
    ]


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))))


TUI = PACKAGE / "tui"
IN_TUI: tuple[Rule, ...] = (
    makes_text_beside_the_helper,
    shows_a_string,
    notifies_with_markup,
    titles_with_a_string,
)


@pytest.mark.parametrize("rule", IN_TUI)
def test_a_widget_gets_a_persons_text_from_the_helper_only(rule: Rule) -> None:
    assert found(rule, modules(TUI, (TEXT_HELPER,))) == []


def test_whatever_is_printed_goes_through_one_module() -> None:
    assert found(prints, modules(without=(PRINTING,))) == []


@pytest.mark.parametrize(
    "rule, code",
    [
        (makes_text_beside_the_helper, "Content(entry.text)"),
        (makes_text_beside_the_helper, "Text(f'{x}')"),
        (makes_text_beside_the_helper, "Content.from_markup(f'[b]{x}[/]')"),
        (makes_text_beside_the_helper, "Text.assemble((x, 'bold'))"),
        (shows_a_string, "Static(f'{x}')"),
        (shows_a_string, "self.update('a' + x)"),
        (shows_a_string, "Option(str(path))"),
        (shows_a_string, "label.update(', '.join(names))"),
        (shows_a_string, "Label(entry.text)"),
        (notifies_with_markup, "self.notify('x')"),
        (notifies_with_markup, "self.app.notify(error, markup=False)"),
        (titles_with_a_string, "box.border_title = plan.title"),
        (prints, "print(x)"),
        (prints, "click.echo(x)"),
        (prints, "sys.stderr.write(x)"),
        (starts_a_program, "import subprocess"),
        (starts_a_program, "from subprocess import run"),
        (starts_a_program, "os.system(x)"),
        (starts_a_program, "os.environ['EDITOR']"),
    ],
)
def test_what_is_looked_for_is_found(rule: Rule, code: str) -> None:
    assert any(rule(node) for node in ast.walk(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "Content(' ' * width)",
        "Static('Trajectory', id='name')",
        "label.update(one_line(entry.text))",
        "self.app.notify(plain(x), markup=False)",
        "line.border_title = 'Find a plan'",
        "names.update(found)",
        "stream.write(x)",
    ],
)
def test_what_is_safe_is_left_alone(code: str) -> None:
    rules = (*IN_TUI, prints, starts_a_program)
    assert not any(rule(node) for node in ast.walk(ast.parse(code)) for rule in rules)
