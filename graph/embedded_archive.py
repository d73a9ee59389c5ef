"""The class data archive of the database, with which Java starts faster and uses less memory.

`python -m graph.embedded_archive` writes it into the folder of the installed wheel, during one start of the database.
Without the archive, or with an archive written by another Java, the database still starts, but more slowly.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from graph.embedded import EmbeddedDatabase
from graph.embedded_access import EmbeddedError
from graph.embedded_wheel import class_archive

_WRITING_SECONDS: Final = 180.0


def write() -> Path:
    """Write the archive, replacing an older one, and return its path.

    Raises:
        EmbeddedError: the database does not start here, or Java wrote no archive.
    """
    archive = class_archive()
    draft = archive.with_name(f"{archive.name}.{os.getpid()}")
    archive.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = EmbeddedDatabase(Path(folder), java_flags=[f"-XX:AOTCacheOutput={draft}"])
        database.start()
        database.finish(_WRITING_SECONDS)
    if not draft.exists():
        message = f"Java n’a pas écrit l’archive des classes de la base embarquée ({archive})."
        raise EmbeddedError(message)
    draft.chmod(0o644)  # every user who may run the database may read its classes
    return draft.replace(archive)


if __name__ == "__main__":
    try:
        write()
    except (EmbeddedError, OSError) as error:
        sys.exit(f"La base embarquée démarrera sans archive de classes : {error}")
