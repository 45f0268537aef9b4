"""Where an attempt to come in comes from."""

from __future__ import annotations

from dataclasses import dataclass

ADDRESS_LENGTH, BROWSER_LENGTH = 45, 40


@dataclass(frozen=True, slots=True)
class Visitor:
    """``address``: of the network, at most 45 characters; ``browser``: its family, such as ``Firefox · Linux``;
    ``token``: what this browser keeps since somebody came in with it, may be empty."""

    address: str
    browser: str = ""
    token: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.address[:ADDRESS_LENGTH])
        object.__setattr__(self, "browser", self.browser[:BROWSER_LENGTH])
