"""The room on the disk of an embedded database: writing is refused while enough is left for a clean end."""

import shutil

from graph.access import Access

MEGABYTE = 1_048_576


def shortage(access: Access) -> str | None:
    """Return why nothing may be written to a database, in French; None where there is room or its disk is not ours."""
    if not access.folder or (free := shutil.disk_usage(access.folder).free) >= access.reserve_bytes:
        return None
    return (
        f"il reste {free // MEGABYTE} Mo sur le disque de « {access.folder} », il en faut "
        f"{access.reserve_bytes // MEGABYTE} pour écrire (CINQAXES_DISK_RESERVE_MEGABYTES) : cette écriture n’a pas "
        "commencé ; libérez de la place et relancez la commande"
    )
