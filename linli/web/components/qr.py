"""QR codes as SVG in the page: dark on white in every theme, because cameras want it so."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString


def qr(text: str, *, label: str, scale: int = 5) -> SafeString:
    """A QR code of ``text`` (error correction M). ``label``: what it is, for those who do not see it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(
        scale=scale, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True, title=label
    )
    return SafeString(drawn.replace("<svg ", '<svg role="img" ', 1))
