"""The free disk space of an embedded database: writes are refused before too little is left for a clean shutdown."""

import shutil

from graph.access import Access

MEGABYTE = 1_048_576


def shortage(access: Access) -> str | None:
    """Return in French why nothing may be written; None if there is space, or the database is not embedded."""
    if not access.folder or (free := shutil.disk_usage(access.folder).free) >= access.reserve_bytes:
        return None
    return (
        f"il reste {free // MEGABYTE} Mo sur le disque de « {access.folder} », il en faut "
        f"{access.reserve_bytes // MEGABYTE} pour écrire (CINQAXES_DISK_RESERVE_MEGABYTES) : cette écriture n’a pas "
        "commencé ; libérez de la place et relancez la commande"
    )
