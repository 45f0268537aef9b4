"""A supplied official text is held against the fingerprints before it is kept."""

from __future__ import annotations

from linli.apps.records.models import OfficialText
from linli.apps.records.queries import official_texts
from linli.stages.official_texts import commit_text, preview_text
from tests.world import NOW, World

INVENTED = "一份别的文件。\n\n它只有两行。\n" * 60


def test_another_text_is_told_clause_by_clause_and_not_kept_by_looking(world: World) -> None:
    looked = preview_text(world.package, "xs", filename="别的.txt", content=INVENTED.encode())
    assert looked.rows
    assert looked.warnings or looked.faults
    assert {line.key for line in looked.summary} >= {"changed"}
    assert not OfficialText.objects.exists()


def test_a_source_the_package_does_not_have_and_a_text_that_cannot_be_read_are_faults(world: World) -> None:
    assert preview_text(world.package, "xx", filename="a.txt", content=b"a").faults
    assert preview_text(world.package, "xs", filename="a.txt", content=b"\xff\xfe\x00\x81\x00").faults


def test_a_text_is_kept_once_and_the_next_one_supersedes_it(world: World) -> None:
    lines = "\n".join(f"第{number}行。" + "又一句。" * 9 for number in range(1, 140))
    given = {"actor": world["office"], "now": NOW, "filename": "a.txt"}
    for text in (lines, lines, lines + "\n"):
        assert commit_text(world.package, "xs", content=text.encode(), **given).written
    assert official_texts("xiangshan-2020") == {"xs": lines + "\n"}
    assert OfficialText.objects.count() == 2
