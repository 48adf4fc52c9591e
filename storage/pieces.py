"""A stream that only its key opens and that shows every change: compressed, and sealed with AES-GCM piece by piece.

The nonce of a piece is its number, and whether it is the last one; each is bound to the words that stand before the
first. So a piece that was changed, moved or left out is found, and the end of a stream that was cut off is missed. A
key is for one stream only: a nonce may never be used twice with it.
"""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 256 * 1024  # bytes, before sealing
TAG_BYTES = 16
NUMBER_BYTES = 11
GZIP = 31  # how zlib names gzip's format, which has a checksum of its own


class CutOrChangedError(Exception):
    """The stream is cut off or was changed, or is not of this key."""


class _Cipher:
    """Seals or opens the pieces of one stream in their order."""

    def __init__(self, key: bytes, bound: bytes) -> None:
        self._aead, self._bound, self._number = AESGCM(key), bound, 0

    def seal(self, piece: bytes, *, last: bool) -> bytes:
        return self._aead.encrypt(self._nonce(last=last), piece, self._bound)

    def open(self, piece: bytes, *, last: bool) -> bytes:
        try:
            return self._aead.decrypt(self._nonce(last=last), piece, self._bound)
        except InvalidTag as error:
            raise CutOrChangedError from error

    def _nonce(self, *, last: bool) -> bytes:
        self._number += 1
        return self._number.to_bytes(NUMBER_BYTES, "big") + bytes([last])


class Sealing:
    """Writes a stream into a file, after what stands there already and is `bound` to it."""

    def __init__(self, file: BinaryIO, key: bytes, bound: bytes) -> None:
        self._file, self._cipher = file, _Cipher(key, bound)
        self._press, self._waiting = zlib.compressobj(wbits=GZIP), bytearray()

    def write(self, data: bytes) -> None:
        """Add to the stream."""
        self._put(self._press.compress(data))

    def finish(self) -> None:
        """Bring the stream to its end; without it nobody can read it to its end."""
        self._put(self._press.flush())
        self._file.write(self._cipher.seal(bytes(self._waiting), last=True))

    def _put(self, data: bytes) -> None:
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._file.write(self._cipher.seal(bytes(self._waiting[:PIECE]), last=False))
            del self._waiting[:PIECE]


def opened_lines(file: BinaryIO, key: bytes, bound: bytes) -> Iterator[bytes]:
    """The lines of a stream, each without its end; a file is read from where it stands.

    Raises:
        CutOrChangedError: at the first piece that is not as it was sealed, or at the end if that is not the end.
    """
    rest, unpress = b"", zlib.decompressobj(wbits=GZIP)
    for piece in _opened(file, _Cipher(key, bound)):
        *lines, rest = (rest + unpress.decompress(piece)).split(b"\n")
        yield from lines


def _opened(file: BinaryIO, cipher: _Cipher) -> Iterator[bytes]:
    piece = file.read(PIECE + TAG_BYTES)
    while following := file.read(PIECE + TAG_BYTES):
        yield cipher.open(piece, last=False)
        piece = following
    yield cipher.open(piece, last=True)
