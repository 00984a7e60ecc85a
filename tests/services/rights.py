"""What each function of the services asks of who calls it, read from the code.

A function asks by opening a transaction (`registry.transaction`, `recording` and what is built on them) or by
`registry.require`; what it calls outside of those asks for itself, or writes without anybody having been asked.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import firereg.services
from firereg.domain.roles import Right
from firereg.services import history

ROOT = Path(firereg.services.__file__).parent
_MODEL_WRITES = frozenset(
    ("create", "insert", "insert_many", "update", "delete", "replace", "save", "delete_instance")
)
_STORE_WRITES = frozenset(
    (
        *("bulk.insert_rows", "bulk.update_rows", "search.put", "search.remove", "due_dates.move"),
        "journal.append",
    )
)
_OWNERS = frozenset(("its", "model", "row", "t"))
_BUILT_ON = {  # transactions of other names, and the right that each asks for where it is not told another
    "history._turning": Right.RECORD,
    "accounts._confirmed": Right.ADMINISTER,
    "exports.recording": Right.LOOK,
}
_NO_RIGHT, _GIVEN = "none", "what the caller says"
Asked = Right | str


@dataclass
class Function:
    """A function of a service: which rights it asks for, whether it writes or calls outside of their reach."""

    name: str
    node: ast.FunctionDef
    asks: set[Asked] = field(default_factory=set)
    writes: bool = False
    calls: set[str] = field(default_factory=set)
    calls_outside: set[str] = field(default_factory=set)

    @property
    def public(self) -> bool:
        """Whether others may call it."""
        return not self.name.partition(".")[2].startswith("_")

    def takes(self, kind: str) -> bool:
        """Whether it takes something of this type."""
        args = (*self.node.args.posonlyargs, *self.node.args.args, *self.node.args.kwonlyargs)
        return any(one.annotation is not None and ast.unparse(one.annotation) == kind for one in args)


def functions(folder: Path = ROOT) -> dict[str, Function]:
    """Every function and method of the modules in a folder, by "module.name"."""
    found: dict[str, Function] = {}
    for path in sorted(folder.glob("*.py")):
        found |= _read(path)
    for name in _leaking(found):
        found[name].writes = True
    return found


def right_asked(found: dict[str, Function], name: str) -> Right | None:
    """The strongest right that a function asks for, by itself or by what it calls; None for none."""
    seen: set[str] = set()
    asked: set[Asked] = set()
    todo = [name]
    while todo:
        here = todo.pop()
        if here in found and here not in seen:
            seen.add(here)
            asked |= found[here].asks
            todo += found[here].calls
    return max((one for one in asked if isinstance(one, Right)), key=list(Right).index, default=None)


def _leaking(found: dict[str, Function]) -> set[str]:
    """Those that write, by themselves or by what they call, where nobody was asked."""
    leaking = {name for name, one in found.items() if one.writes}
    while True:
        more = {name for name, one in found.items() if name not in leaking and one.calls_outside & leaking}
        if not more:
            return leaking
        leaking |= more


def _read(path: Path) -> dict[str, Function]:
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.name: f"{path.stem}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("firereg.services"):
            module = (node.module or "").removeprefix("firereg.services").removeprefix(".")
            for alias in node.names:
                names[alias.asname or alias.name] = f"{module}.{alias.name}" if module else alias.name
    read = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            read[f"{path.stem}.{node.name}"] = _Reader(names, f"{path.stem}.{node.name}", node).function
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    name = f"{path.stem}.{node.name}.{method.name}"
                    read[name] = _Reader(names, name, method).function
    return read


class _Reader:
    """Reads one function, and knows of each place whether a right was asked for there."""

    def __init__(self, names: dict[str, str], name: str, node: ast.FunctionDef) -> None:
        self._names = names
        self.function = Function(name, node)
        required = {right for call in _calls(node) if (right := self._required(call))}
        self.function.asks |= required
        for statement in node.body:
            self._visit(statement, asked=bool(required))

    def _visit(self, node: ast.AST, *, asked: bool) -> None:
        if isinstance(node, ast.With):
            for item in node.items:
                rights = self._opened(item.context_expr)
                self.function.asks |= rights
                self._visit(item.context_expr, asked=asked or bool(rights))
                asked = asked or bool(rights)
            for statement in node.body:
                self._visit(statement, asked=asked)
            return
        if isinstance(node, ast.Call):
            self._call(node, asked=asked)
        for child in ast.iter_child_nodes(node):
            self._visit(child, asked=asked)

    def _call(self, call: ast.Call, *, asked: bool) -> None:
        target = self._target(call)
        if target:
            self.function.calls.add(target)
            if not asked:
                self.function.calls_outside.add(target)
        if not asked and (target in _STORE_WRITES or self._writes_model(call)):
            self.function.writes = True

    def _target(self, call: ast.Call) -> str:
        """The function that is called, as "module.name"."""
        if isinstance(call.func, ast.Name):
            return self._names.get(call.func.id, "")
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            owner = call.func.value.id
            return f"{self._names.get(owner, owner)}.{call.func.attr}"
        return ""

    def _writes_model(self, call: ast.Call) -> bool:
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in _MODEL_WRITES:
            return False
        of_models = isinstance(call.func.value, ast.Attribute) and ast.unparse(call.func.value.value) == "t"
        root = call.func.value.value if of_models else call.func.value
        return isinstance(root, ast.Name) and (root.id in _OWNERS or root.id[:1].isupper())

    def _required(self, call: ast.Call) -> Asked | None:
        is_it = isinstance(call.func, ast.Attribute) and call.func.attr == "require"
        return self._right_in(call.args) if is_it else None

    def _opened(self, expression: ast.expr) -> set[Asked]:
        """The rights that `with` this asks for."""
        if not isinstance(expression, ast.Call):
            return set()
        if isinstance(expression.func, ast.Attribute) and expression.func.attr == "transaction":
            return {self._right_in(expression.args) or (_GIVEN if expression.args else Right.RECORD)}
        target = self._target(expression)
        if target == "history.recording":
            return {max(map(history.right_of, self._actions(expression.args[1])), key=list(Right).index)}
        usual = _BUILT_ON.get(target)
        return {self._right_in(expression.args) or usual} if usual else set()

    def _actions(self, argument: ast.expr) -> list[str]:
        """The names that a change may have; of a name that is worked out before, all that may come out."""
        nodes = self._worked_out(argument.id) if isinstance(argument, ast.Name) else [argument]
        texts = [one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Constant)]
        return [str(one.value) for one in texts] or [""]

    def _right_in(self, arguments: Sequence[ast.expr]) -> Asked | None:
        """The right that an argument names, the weakest where it depends."""
        if any(isinstance(one, ast.Constant) and one.value is None for one in arguments):
            return _NO_RIGHT
        parts = [part for one in arguments for part in ast.walk(one)]
        if any(isinstance(part, ast.Name) and part.id == "right" for part in parts):
            parts = [part for one in self._worked_out("right") for part in ast.walk(one)]
        named = [
            Right[part.attr]
            for part in parts
            if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "Right"
        ]
        return min(named, key=list(Right).index, default=None)

    def _worked_out(self, name: str) -> list[ast.expr]:
        """What is put into a name within the function."""
        return [
            one.value
            for one in ast.walk(self.function.node)
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name
        ]


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))
