"""Organisations and people from sheets and lists: looked at first, every fault told at once, then written whole or not
at all."""

from linli.stages.people.run import KINDS, commit, kind_names, preview, template

__all__ = ["KINDS", "commit", "kind_names", "preview", "template"]
