"""Errors of the operating system in French; Python words them in the language of the C library."""

import errno

FRENCH = {
    errno.EACCES: "accès refusé",
    errno.EADDRINUSE: "adresse déjà utilisée",
    errno.EADDRNOTAVAIL: "adresse inconnue de cette machine",
    errno.EEXIST: "existe déjà",
    errno.EISDIR: "c’est un dossier",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENOENT: "n’existe pas",
    errno.ENOSPC: "plus de place sur le disque",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EPERM: "opération interdite",
    errno.EROFS: "en lecture seule",
}


def reason_of(error: OSError) -> str:
    """Return the reason of a system error, in French for the usual ones."""
    return FRENCH.get(error.errno or 0, error.strerror or str(error))
