"""Checks archives: each part must have the size that the archive declares, since the limits on unpacking rely on it."""

import struct
import zipfile
import zlib
from pathlib import Path

CHUNK_BYTES = 1 << 20
_HEAD_BYTES = 30
_LENGTHS = slice(26, 30)
"""The offset, in the header of a part, of the lengths of its name and of its extra field."""


def has_false_size(path: Path, part: zipfile.ZipInfo) -> bool:
    """Return whether a part is larger than the archive declares; readers differ in which of these sizes they trust."""
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size != part.file_size
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return True
    unpacked, left, unpacker = 0, part.compress_size, zlib.decompressobj(-zlib.MAX_WBITS)
    with path.open("rb") as file:
        file.seek(part.header_offset)
        name, extra = struct.unpack("<HH", file.read(_HEAD_BYTES)[_LENGTHS])
        file.seek(name + extra, 1)
        while left > 0 and unpacked <= part.file_size:
            packed = file.read(min(CHUNK_BYTES, left))
            left -= len(packed) or left
            while packed and unpacked <= part.file_size:
                unpacked += len(unpacker.decompress(packed, CHUNK_BYTES))
                packed = unpacker.unconsumed_tail
    return unpacked > part.file_size
