"""What people send besides words, as the content of a message."""

import io
from typing import Any

from PIL import Image
from telegram import Sticker, Voice

from sandbox.files import FileStore
from sandbox.methods.sending import as_document, photo_sizes
from sandbox.params import Upload
from sandbox.texts import typed

Content = dict[str, Any]


def photo(files: FileStore, data: bytes | None, caption: str) -> Content:
    """A photo; without data, a small grey one.

    Raises:
        ApiError: 400, when Telegram would refuse the photo.
    """
    file = files.add_photo(Upload("photo.jpg", data or _grey_picture()))
    return {"photo": photo_sizes(file)} | _captioned(caption)


def document(files: FileStore, upload: Upload, caption: str) -> Content:
    """A file of any kind."""
    return {"document": as_document(files.add("document", upload))} | _captioned(caption)


def sticker(files: FileStore, emoji: str) -> Content:
    """A still sticker."""
    file = files.add("sticker", Upload("sticker.webp", b"RIFF", "image/webp"))
    return {
        "sticker": Sticker(
            file.file_id, file.unique_id, 512, 512, is_animated=False, is_video=False, type="regular", emoji=emoji
        )
    }


def voice(files: FileStore, seconds: int) -> Content:
    """A voice message."""
    file = files.add("voice", Upload("voice.oga", b"OggS", "audio/ogg"))
    return {"voice": Voice(file.file_id, file.unique_id, seconds, file.mime, len(file.data))}


def _captioned(caption: str) -> Content:
    formatted = typed(caption)
    return {"caption": formatted.text or None, "caption_entities": formatted.entities or None}


def _grey_picture() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "grey").save(picture, "JPEG")
    return picture.getvalue()
