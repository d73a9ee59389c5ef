"""Inputs that are built when they are first used: a filter leads to hundreds of others, which take long together."""

import ast

from ariadne_codegen.plugins.base import Plugin

EAGER = "model_rebuild"


class DeferredInputs(Plugin):
    """Leaves the building of inputs to pydantic, which knows how to do it late."""

    def generate_inputs_module(self, module: ast.Module) -> ast.Module:
        """Take away the calls that build each input when the module is imported."""
        module.body = [statement for statement in module.body if not _builds(statement)]
        return module

    def copy_code(self, copied_code: str) -> str:
        """Have the models of the package say that they are built late."""
        return copied_code.replace("ConfigDict(", "ConfigDict(defer_build=True, ")


def _builds(statement: ast.stmt) -> bool:
    """Return whether a statement is a call of `model_rebuild`."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == EAGER
