"""Policy packages: the document as data. Loading with every fault at once, anchors to the text, reading edition."""

from linli.core.policy.packages import load
from linli.core.policy.shelf import find, shipped

__all__ = ["find", "load", "shipped"]
