"""The digest and commit of the measured code, by which a release checks that its reports are current.

Only the code that answers requests counts, without its prose: comments, docstrings, and sentences that clients read,
such as the descriptions of the schema.
"""

import ast
import re
import subprocess
import tempfile
import zipfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEASURED = ("graph", "resolvers", "server/http")
"""The folders with the code that answers requests."""
SUFFIXES = frozenset({".py", ".cypher", ".graphql"})
DIGITS = 16
SENTENCE = re.compile(r"[A-Z].* .*\.", re.DOTALL)
"""The strings that are prose: descriptions begin with a capital letter and end with a full stop, unlike statements."""


def digest(root: Path = ROOT) -> str:
    """Return the digest of the measured code in a working copy."""
    hashed = sha256()
    for folder in MEASURED:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                code = _without_prose(path.read_text("utf-8")) if path.suffix == ".py" else path.read_text("utf-8")
                hashed.update(f"{path.relative_to(root).as_posix()}\0{code}\0".encode())
    return hashed.hexdigest()[:DIGITS]


def _without_prose(source: str) -> str:
    """Return Python code without comments and docstrings, and with empty strings for sentences."""
    return ast.unparse(_ProseRemover().visit(ast.parse(source)))


class _ProseRemover(ast.NodeTransformer):
    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        """Return the statement, or None to remove it if it is a string, such as a docstring."""
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            return None
        self.generic_visit(node)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        """Return the constant, or an empty string for a sentence."""
        return ast.Constant("") if isinstance(node.value, str) and SENTENCE.fullmatch(node.value) else node


def commit(root: Path = ROOT) -> str:
    """Return the commit of a working copy, with a plus if its measured code is modified; "" without git."""
    head = _git(root, "rev-parse", f"--short={DIGITS}", "HEAD")
    return f"{head}+" if head and _git(root, "status", "--porcelain", "--", *MEASURED) else head


def changes_since(before: str, root: Path = ROOT) -> list[str]:
    """Return a line for each commit after `before` that changed the measured code, newest first."""
    return _git(root, "log", "--format=%h %s", f"{before.rstrip('+')}..HEAD", "--", *MEASURED).splitlines()


def unpacked(commit: str, cache: Path, root: Path = ROOT) -> Path | None:
    """Return a folder in `cache` with all files of a commit; None if there is no such commit."""
    name = _git(root, "rev-parse", "--verify", "--end-of-options", f"{commit}^{{commit}}")
    if name and not (cache / name).exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, ignore_cleanup_errors=True) as draft:
            _git(root, "archive", f"--output={draft}/files.zip", name)
            with zipfile.ZipFile(f"{draft}/files.zip") as files:
                files.extractall(f"{draft}/files")
            Path(draft, "files").rename(cache / name)
    return cache / name if name else None


def _git(root: Path, *arguments: str) -> str:
    """Return the output of git; "" if it fails or is not installed."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)  # noqa: S607
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
