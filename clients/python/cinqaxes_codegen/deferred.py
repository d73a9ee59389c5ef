"""Builds input types only on first use: a filter refers to hundreds of other types, which take long to build."""

import ast

from ariadne_codegen.plugins.base import Plugin

EAGER = "model_rebuild"


class DeferredInputs(Plugin):
    """Makes pydantic build input types only on first use, by `defer_build`."""

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Remove from the module the calls that would build each input type during its import."""
        module.body = [statement for statement in module.body if not _builds(statement)]
        return module

    def copy_code(self, copied_code: str) -> str:
        """Set `defer_build` in the configuration of the package's models."""
        return copied_code.replace("ConfigDict(", "ConfigDict(defer_build=True, ")


def _builds(statement: ast.stmt) -> bool:
    """Return whether a statement is a call of `model_rebuild`."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == EAGER
