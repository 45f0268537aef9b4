"""The policies on screen: edition, readings, coverage, the official text handed in by the office."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.stages.policy_shelf import shelf
from tests.web.conftest import SignIn
from tests.world import World

SHIPPED = ["xiangshan-2020", "liuzhou-2017-pilot"]


def test_every_package_at_hand_is_listed(sign_in: SignIn) -> None:
    text = sign_in("auditor").get("/policies/").text
    for package in shelf().by_hash.values():
        assert package.id in text


@pytest.mark.parametrize("package_id", SHIPPED)
def test_every_rule_stands_beside_its_clause(sign_in: SignIn, package_id: str) -> None:
    package = shelf().with_id(package_id)
    assert package is not None
    text = sign_in("auditor").get(f"/policies/{package_id}/").text
    for rule in package.rules:
        assert rule.name in text
    for reading in package.interpretations:
        assert f"#r-{reading.id}" in text or not any(reading.id in rule.interpretations for rule in package.rules)


@pytest.mark.parametrize("package_id", SHIPPED)
def test_a_citation_leads_to_one_place(sign_in: SignIn, package_id: str) -> None:
    ids = re.findall(r'id="([^"]+)"', sign_in("auditor").get(f"/policies/{package_id}/").text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("package_id", SHIPPED)
def test_pending_readings_come_first_and_can_be_seen_alone(sign_in: SignIn, package_id: str) -> None:
    package = shelf().with_id(package_id)
    assert package is not None
    client = sign_in("auditor")
    every = client.get(f"/policies/{package_id}/readings/").text
    shown = re.findall(r'<article class="reading (\w+)"', every)
    assert len(shown) == len(package.interpretations)
    assert shown == sorted(shown)
    alone = client.get(f"/policies/{package_id}/readings/?only=pending").text
    assert set(re.findall(r'<article class="reading (\w+)"', alone)) <= {"pending"}


def test_a_package_nobody_has_is_not_found(sign_in: SignIn) -> None:
    for rest in ("", "readings/", "coverage/", "text/"):
        assert sign_in("office").get(f"/policies/nothing/{rest}").status_code == 404


def test_the_official_words_stand_beside_the_clauses_once_supplied(sign_in: SignIn, world: World) -> None:
    client = sign_in("office")
    lines = "\n".join(f"第{number}行的虚构文字。二。三。四。五。六。七。八。九。" for number in range(1, 160))
    given = SimpleUploadedFile("原文.txt", lines.encode())
    looked = client.post("/policies/xiangshan-2020/text/", {"source": "xs", "file": given})
    assert "要重新读" in looked.text
    token = re.search(r'name="token" value="([0-9a-f]{32})"', looked.text)
    assert token, "a text whose clauses changed is kept if the office insists"
    kept = client.post("/policies/xiangshan-2020/text/", {"source": "xs", "token": token[1]}, follow=True)
    assert "正式文本已收下" in kept.text
    assert "处引用的原文和编写时不同" in kept.text
    assert "行的虚构文字" in client.get("/policies/xiangshan-2020/").text


def test_a_file_that_is_no_text_is_refused_kindly(sign_in: SignIn) -> None:
    given = SimpleUploadedFile("原文.txt", b"\x00\x01\x02\xff")
    answer = sign_in("office").post("/policies/xiangshan-2020/text/", {"source": "xs", "file": given})
    assert answer.status_code == 422
