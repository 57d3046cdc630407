"""The transaction log of an offline run, as coded records.

Free of packages, since it is read in the environment of the official client as well.
"""

import struct

HEADER_BYTES = 7
BLOCK_BYTES = 32768
FULL, LAST = 1, 4


def records(path):
    """The records of a log, coded; `struct.error` if it ends inside a header."""
    data, position, record = path.read_bytes(), HEADER_BYTES, b""
    while position < len(data):
        left = BLOCK_BYTES - position % BLOCK_BYTES
        if left < HEADER_BYTES:
            position += left
            continue
        _, size, kind = struct.unpack_from("<IHB", data, position)
        position += HEADER_BYTES
        record += data[position : position + size]
        position += size
        if kind in (FULL, LAST):
            yield record
            record = b""
