"""Pictures: size asked before decoding, re-encoded without metadata for viewing, a fingerprint of the look."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from linli.integrations.files.refusal import Refused

#: 60 million pixels: the largest telephones save 50; at four bytes each this stays below the memory allowed
MOST_PIXELS = 60_000_000
TEN_THOUSAND = 10_000
VIEW_EDGE, SMALL_EDGE = 1600, 320
VIEW_QUALITY, SMALL_QUALITY = 82, 74
#: the fingerprint: 8 rows of 8 comparisons between neighbours (dHash)
ROWS, COLUMNS = 8, 9
FORMATS = {"jpeg": ["JPEG"], "png": ["PNG"], "webp": ["WEBP"], "heic": ["HEIF"]}
#: what readers of pictures say about bytes that are none
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, struct.error,
)  # fmt: skip
SIXTY, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Origin:
    """When and where a photograph says it was taken; ``taken_at`` as local time of the camera, degrees as text with six
    places; empty where it does not say."""

    taken_at: str = ""
    latitude: str = ""
    longitude: str = ""


def look(path: Path, kind: str, out: Path) -> dict[str, Any]:
    """Size, origin and fingerprint; writes ``view.jpg`` and ``small.jpg`` into ``out``. Raises Refused."""
    if kind == "heic":
        _learn_heic()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS[kind]) as picture:
                return _look(picture, out)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        width, height = _declared(path, kind)
        raise Refused("evidence.pixels", width=width, height=height) from exc
    except BROKEN as exc:
        raise Refused("evidence.damaged") from exc


def _look(picture: Image.Image, out: Path) -> dict[str, Any]:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise Refused("evidence.pixels", width=width, height=height)
    origin = origin_of(picture.getexif())
    picture.draft("RGB", (VIEW_EDGE, VIEW_EDGE))  # a JPEG can be decoded smaller; all of it is read nevertheless
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    view = _on_white(turned)
    view.thumbnail((VIEW_EDGE, VIEW_EDGE))
    view.save(out / "view.jpg", "JPEG", quality=VIEW_QUALITY, optimize=True)
    view.thumbnail((SMALL_EDGE, SMALL_EDGE))
    view.save(out / "small.jpg", "JPEG", quality=SMALL_QUALITY)
    return {
        "width": width, "height": height, "look": fingerprint(view),
        "taken_at": origin.taken_at, "latitude": origin.latitude, "longitude": origin.longitude,
    }  # fmt: skip


def _on_white(picture: Image.Image) -> Image.Image:
    """Only the pixels: no profile, no comment, no place, and nothing see-through."""
    full = picture.convert("RGBA") if picture.mode in ("RGBA", "LA", "P", "PA") else picture.convert("RGB")
    if full.mode != "RGBA":
        clean = Image.new("RGB", full.size)
        clean.paste(full)
        return clean
    white = Image.new("RGB", full.size, "white")
    white.paste(full, mask=full.getchannel("A"))
    return white


def fingerprint(picture: Image.Image) -> str:
    """64 bits as 16 letters: where each of 8×8 places is brighter than its right neighbour. Few bits differ between a
    picture and the same one re-encoded or made smaller."""
    small = picture.convert("L").resize((COLUMNS, ROWS), Image.Resampling.LANCZOS)
    bright = small.tobytes()
    bits = 0
    for row in range(ROWS):
        for column in range(COLUMNS - 1):
            place = row * COLUMNS + column
            bits = bits * 2 + (bright[place] > bright[place + 1])
    return f"{bits:016x}"


def origin_of(exif: Image.Exif) -> Origin:
    """What the camera wrote down, as far as it makes sense."""
    details = exif.get_ifd(ExifTags.IFD.Exif)
    said = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or ""
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, 90)
    longitude = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, 180)
    both = bool(latitude and longitude)
    return Origin(_moment(str(said)), latitude if both else "", longitude if both else "")


def _moment(text: str) -> str:
    try:
        return datetime.strptime(text.strip("\x00 "), "%Y:%m:%d %H:%M:%S").isoformat()  # noqa: DTZ007 -- a camera's own
    except ValueError:
        return ""


def _degrees(place: Mapping[int, Any], tag: int, side: int, most: int) -> str:
    try:
        degrees, minutes, seconds = (Fraction(str(part)) for part in place[tag])
        value = degrees + minutes / SIXTY + seconds / HOUR
        if str(place.get(side, "")).strip("\x00 ").upper() in ("S", "W"):
            value = -value
    except (KeyError, ValueError, TypeError, ZeroDivisionError):
        return ""
    millionths = round(value * 1_000_000)
    whole, rest = divmod(abs(millionths), 1_000_000)
    return f"{'-' if millionths < 0 else ''}{whole}.{rest:06d}" if abs(value) <= most else ""


def _declared(path: Path, kind: str) -> tuple[int, int]:
    """The size that the file declares, read without looking at a pixel; (0, 0) when even that fails."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=FORMATS[kind]) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError):
        return (0, 0)


def _learn_heic() -> None:
    try:
        import pillow_heif  # noqa: PLC0415 -- the extra `heic`
    except ImportError as exc:
        raise Refused("evidence.heic") from exc
    pillow_heif.register_heif_opener()
