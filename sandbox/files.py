"""Files on Telegram's side: their identifiers, their limits, and the links that `getFile` hands out."""

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Literal

from PIL import Image, UnidentifiedImageError

from sandbox.params import Params, Upload
from sandbox.replies import ApiError, bad_request

MAX_PHOTO_BYTES = 10 << 20
MAX_UPLOAD_BYTES = 50 << 20
MAX_DOWNLOAD_BYTES = 20 << 20
MAX_PHOTO_SIDES = 10_000
MAX_PHOTO_RATIO = 20
LINK_LIFETIME = timedelta(hours=1)

Kind = Literal["photo", "document", "sticker", "voice"]
_FOLDERS: dict[Kind, tuple[str, str]] = {
    "photo": ("photos", ".jpg"),
    "document": ("documents", ".bin"),
    "sticker": ("stickers", ".webp"),
    "voice": ("voice", ".oga"),
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file: `width` and `height` in pixels are 0 for anything but pictures."""

    file_id: str
    unique_id: str
    kind: Kind
    name: str
    mime: str
    data: bytes = field(repr=False)
    width: int
    height: int
    path: str


class FileStore:
    """Every file that bot and people have sent."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._links: dict[str, tuple[str, datetime]] = {}

    def add(self, kind: Kind, upload: Upload, size: tuple[int, int] = (0, 0)) -> StoredFile:
        """Keep a file as it is; identifiers follow from its number, so that they are the same in every run."""
        number = len(self._files) + 1
        digest = hashlib.sha256(f"{kind} {number}".encode()).hexdigest()
        folder, ending = _FOLDERS[kind]
        ending = PurePosixPath(upload.name).suffix or ending
        file = StoredFile(
            file_id=f"{kind.upper()}-{digest[:40]}",
            unique_id=f"AQAD{digest[40:52]}",
            kind=kind,
            name=upload.name,
            mime=upload.mime or "application/octet-stream",
            data=upload.data,
            width=size[0],
            height=size[1],
            path=f"{folder}/file_{number}{ending}",
        )
        self._files[file.file_id] = file
        return file

    def add_photo(self, upload: Upload) -> StoredFile:
        """Keep a photo.

        Raises:
            ApiError: 400, when it is too big, no picture, or of forbidden dimensions.
        """
        if len(upload.data) > MAX_PHOTO_BYTES:
            raise bad_request(
                f"file of size {len(upload.data)} bytes is too big for a photo; "
                f"the maximum size is {MAX_PHOTO_BYTES} bytes"
            )
        size, mime = _picture(upload.data)
        return self.add("photo", Upload(upload.name, upload.data, mime), size)

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this identifier."""
        return self._files.get(file_id)

    def sent(self, params: Params, kind: Literal["photo", "document"]) -> StoredFile:
        """The file of a `sendPhoto` or `sendDocument`: uploaded with the call, or sent before.

        Raises:
            ApiError: 400 or 413, in Telegram's words.
        """
        upload = params.upload(kind)
        if upload is None:
            return self._known(params.text(kind), kind)
        if not upload.data:
            raise bad_request("file must be non-empty")
        if len(upload.data) > MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        return self.add_photo(upload) if kind == "photo" else self.add(kind, upload)

    def _known(self, name: str, kind: Kind) -> StoredFile:
        if not name or name.startswith("attach://"):
            raise bad_request(f"there is no {kind} in the request")
        if name.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        file = self._files.get(name)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
        return file

    def link(self, file_id: str, now: datetime) -> StoredFile:
        """Open a file for download for an hour.

        Raises:
            ApiError: 400, when it is unknown or larger than 20 MB.
        """
        file = self._files.get(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.data) > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        self._links[file.path] = (file_id, now + LINK_LIFETIME)
        return file

    def download(self, path: str, now: datetime) -> bytes:
        """The bytes behind a link.

        Raises:
            ApiError: 404, when the link was never given or has run out.
        """
        file_id, until = self._links.get(path, ("", now))
        if now >= until:
            raise ApiError(404, "Not Found")
        return self._files[file_id].data


def _picture(data: bytes) -> tuple[tuple[int, int], str]:
    """Width, height and MIME type; only the header is read."""
    try:
        with warnings.catch_warnings():
            # A picture large enough to warn about is refused below by its dimensions anyway.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                (width, height), mime = image.size, Image.MIME.get(image.format or "", "image/jpeg")
    except UnidentifiedImageError:
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    except Image.DecompressionBombError:
        raise bad_request("PHOTO_INVALID_DIMENSIONS") from None
    if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return (width, height), mime
