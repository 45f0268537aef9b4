"""A package is read strictly: what is wrong is refused, all of it at once, each fault with its place and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.core.faults import BadInput, Fault
from linli.core.policy import find, load, shipped
from tests.core.policy.invented import FILES, FUNDING, PACKAGE, PROCESS, spoilt, write


def faults_of(folder: Path) -> list[Fault]:
    with pytest.raises(BadInput) as caught:
        load(folder)
    return list(caught.value.faults)


def only_fault(folder: Path) -> Fault:
    faults = faults_of(folder)
    assert len(faults) == 1, [str(fault) for fault in faults]
    return faults[0]


def line_of(stem: str, text: str) -> int:
    name = next(name for name in FILES if name.startswith(stem))
    return FILES[name][: FILES[name].index(text)].count("\n") + 1


def test_a_sound_package_loads_with_exact_numbers(tmp_path: Path) -> None:
    package = load(write(tmp_path))
    assert package.id == "qingshi-2030"
    assert str(package.rules[0].cap) == "4/5"  # type: ignore[union-attr]
    assert package.pots[0].total == 100_000_000
    assert len(package.hash) == 64


def test_only_package_yaml_is_mandatory(tmp_path: Path) -> None:
    (tmp_path / "package.yaml").write_text(
        'format: "0.1"\nid: votes-only\nname: 只有表决\njurisdiction: 全国\n'
        'sources: [{id: law, title: 某法, external: "yes"}]\n'
        "votes:\n  - {id: v, name: 过半, tests: [{measure: area, more_than: 1/2}], cite: [law]}\n",
        encoding="utf-8",
    )
    assert load(tmp_path).votes[0].id == "v"


def test_the_hash_changes_with_the_rules_and_not_with_line_ends_or_cases(tmp_path: Path) -> None:
    first = load(write(tmp_path / "a")).hash
    folder = write(tmp_path / "b", 资金=None)
    funding = folder / "funding.yaml"
    funding.write_bytes(funding.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).hash == first
    assert load(write(tmp_path / "c", **spoilt("funding", "80%", "81%"))).hash != first


def test_every_fault_is_told_at_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        funding=FUNDING.replace("payer: fiscal", "payer: fiscl"),
        process=PROCESS.replace("who: street", "who: steet").replace("stage: A1, basis", "stage: A9, basis"),
    )
    faults = faults_of(folder)
    assert [(fault.file, fault.path) for fault in faults] == [
        ("funding.yaml", "rules[0].payer"),
        ("process.yaml", "stages[1].after[0].stage"),
        ("process.yaml", "duties[0].who"),
    ]
    assert faults[0].hint == "是不是「fiscal」？"
    assert all(fault.line and fault.expected for fault in faults)


def test_a_fault_tells_file_line_column_path_found_and_expected(tmp_path: Path) -> None:
    fault = only_fault(write(tmp_path, **spoilt("funding", "cap: 80%", "cap: 0.8")))
    assert (fault.file, fault.line, fault.column) == ("funding.yaml", line_of("funding", "cap:"), "10")
    assert (fault.path, fault.found) == ("rules[0].cap", "0.8")
    assert "95% 或 2/3" in fault.message


@pytest.mark.parametrize(
    ("stem", "old", "new", "told"),
    [
        ("funding", "    cap: 80%\n", "    cap: 80%\n    cap: 90%\n", "写了两次"),
        ("funding", "cap: 80%", "cap: &x 80%", "锚"),
        ("funding", "cap: 80%", "cap: *x", "别名"),
        ("funding", "cap: 80%", "cap: !!str 80%", "标签"),
        ("funding", "rules:", "---\nrules: []\n---\nrules:", "一份内容"),
        ("funding", "    cap: 80%\n", "    cap: 80%\n    capp: 80%\n", "不认识的键"),
        ("funding", "kind: capped_subsidy", "kind: caped_subsidy", "不认识这种写法"),
        ("funding", "    rest: residents\n", "", "缺少「rest」"),
        ("funding", "cap: 80%", "cap:", "没有写值"),
        ("funding", "cap: 80%", "cap: [80%]", "一段文字"),
        ("funding", "cap: 80%", "cap: 180%", "0 与 100%"),
        ("funding", "cap: 80%", "cap: 1/0", "分母"),
        ("funding", 'cite: ["8.1"]', 'cite: ["第八条"]', "出处"),
        ("funding", 'cite: ["8.1"]', "cite: []", "没有写出处"),
        ("funding", 'cite: ["8.1"]', 'cite: ["other:8.1"]', "没有登记这个来源"),
        ("package", 'format: "0.1"', 'format: "9.9"', "0.1"),
        ("package", "total: 5", "total: 6", "各期之和是 5"),
        ("package", "total: 5", 'total: "5.0"', "整数"),
        ("package", "amount: 100.00万元", "amount: 100.01万元", "各笔之和"),
        ("package", "amount: 100.00万元", "amount: 100.00", "单位"),
        ("package", "from: law", "from: laww", "没有这个来源"),
        ("process", "on: 2030-04-10", "on: 2030-02-30", "不存在"),
        ("process", "by: month-end, on: 2030-03,", "on: 2030-03,", "缺少「by」"),
        ("process", "by: month-end, on: 2030-03,", "by: before-day, on: 2030-03,", "month-end"),
        ("process", "on: 2030-03,", "on: 2030-13,", "月份"),
        ("process", "vote: two_thirds, matter", "vote: two_third, matter", "没有这个表决规则"),
        ("process", "matter: application", "matter: aplication", "没有这个表决事项"),
        ("process", "{document: application, signed_by", "{document: applicatoin, signed_by", "没有这个文件"),
        ("process", "interpretations: [Q-1]", "interpretations: [Q-2]", "没有这个解释"),
        ("process", "at_least: 2/3", "at_least: 2/3, more_than: 1/2", "只写一个"),
        ("process", "at_least: 2/3", "at_least: 5/3", "0 与 100%"),
        ("process", "after: [{stage: A1, basis: numbering}]", "after: [{stage: A2, basis: text}]", "绕成了圈"),
        ("roles", "level: 社区,", "level: 社区, fallback: committee,", "绕成了圈"),
        ("items", "F-road", "F-raod", "资金规则不存在"),
        ("items", "F-road", "", "不能空着"),
        ("items", "potholes=0", "potholes<=many", "要是数"),
        ("items", "potholes=0", "potholes", "请写成"),
        ("items", "potholes=0", "potholes=<5", "请写成"),
        ("items", "平整,", "平\u202e整,", "控制字符"),
        ("package", "from: law", 'from: "law\\e[31m"', "控制字符"),
        ("items", "1.2,基础,供水", "1.1,基础,供水", "同一项目列了两次"),
        ("items", "资金规则", "资金规定", "缺少列「资金规则」"),
        ("items", "平整,", "平整,多,出,来,的,", "多出单元格"),
        ("items", "不漏", '"不漏', "读不下去"),
        ("clauses", "8-9", "八至九", "行号"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_words(tmp_path: Path, stem: str, old: str, new: str, told: str) -> None:
    faults = faults_of(write(tmp_path, **spoilt(stem, old, new)))
    assert any(told in fault.message or told in fault.expected for fault in faults), [str(f) for f in faults]
    assert all(fault.file and fault.line for fault in faults)


def test_two_rules_of_one_id_are_refused_with_both_places(tmp_path: Path) -> None:
    fault = only_fault(_two_rules(tmp_path))
    assert fault.found == "F-road"
    assert "另一处在 funding.yaml 第 2 行" in fault.hint


def _two_rules(folder: Path) -> Path:
    again = FUNDING[FUNDING.index("  - id: F-road") : FUNDING.index("  - id: F-water")]
    return write(folder, funding=FUNDING + again)


def test_two_rules_for_one_segment_are_refused(tmp_path: Path) -> None:
    fault = only_fault(write(tmp_path, **spoilt("funding", "{id: after_meter", "{id: before_meter")))
    assert (fault.message, fault.found) == ("同一分段有两条规则，只能有一条", "before_meter")


def test_no_rule_for_a_segment_or_item_is_refused(tmp_path: Path) -> None:
    empty = FUNDING[: FUNDING.index("      - {id: before")].replace("segments:", "segments: []") + '    cite: ["9.1"]\n'
    assert "一个分段也没有" in only_fault(write(tmp_path / "a", funding=empty)).message
    faults = faults_of(write(tmp_path / "b", funding=None))
    assert [fault.path for fault in faults] == ["items[0].rule", "items[1].rule"]


def test_text_that_yaml_would_guess_stays_text(tmp_path: Path) -> None:
    folder = write(tmp_path, **spoilt("package", "name: 青石市老旧小区改造", "name: no"))
    assert load(folder).name == "no"
    anchor = load(write(tmp_path / "b", **spoilt("funding", '["8.1"]', "[8.10]"))).rules[0].cite
    assert anchor == ("8.10",)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (PACKAGE.encode("gb18030"), "不是 UTF-8"),
        (PACKAGE.encode("utf-16"), "不是 UTF-8"),
        (PACKAGE.encode() + b"\0", "空字符"),
        (b"[" * 100_000, "嵌套"),
        (("a: " * 1).encode() + b"{" * 50_000, "嵌套"),
        (b"", "缺少"),
        (b"- a\n- b\n", "键: 值"),
        (b"a: b: c\n", "语法"),
        (b"a:\tb\n\t- c", "语法"),
        (b"? [a]\n: b\n", "键必须是一个词"),
        (b"x" * 5_000_000, "文件过大"),
    ],
)
def test_bytes_that_are_no_package_are_refused(tmp_path: Path, raw: bytes, told: str) -> None:
    folder = write(tmp_path)
    (folder / "package.yaml").write_bytes(raw)
    faults = faults_of(folder)
    assert any(told in fault.message for fault in faults), [str(fault) for fault in faults][:5]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for name in ("package.yaml", "items.csv"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())
    assert load(folder).id == "qingshi-2030"


def test_files_that_would_never_be_read_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "fundings.yaml").write_text("rules: []", encoding="utf-8")
    fault = only_fault(folder)
    assert (fault.file, fault.hint) == ("fundings.yaml", "是不是「funding.yaml」？")


def test_the_same_part_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, roles=FILES["roles.yaml"] + "rules: []\n")
    assert any("两个文件" in fault.message for fault in faults_of(folder))


def test_links_and_folders_in_place_of_files_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "a")
    (folder / "roles.yaml").unlink()
    (folder / "roles.yaml").symlink_to("roles.yaml")
    assert any("链接" in fault.message for fault in faults_of(folder))
    folder = write(tmp_path / "b")
    (folder / "items.csv").unlink()
    (folder / "items.csv").mkdir()
    assert any("不是普通文件" in fault.message for fault in faults_of(folder))


def test_a_file_that_cannot_be_read_is_told_once_not_by_everything_that_refers_to_it(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "roles.yaml").write_bytes(FILES["roles.yaml"].encode("gb18030"))
    assert "UTF-8" in only_fault(folder).message


@pytest.mark.parametrize("name", ["没有这个包", "../../etc", "", "a\0b", "x" * 5000, "/dev/null"])
def test_a_package_that_is_not_there_is_said_so(name: str) -> None:
    with pytest.raises(BadInput):
        load(find(name)) if name else load(Path("/nonexistent"))


def test_an_empty_folder_is_no_package(tmp_path: Path) -> None:
    assert "不是政策包" in only_fault(tmp_path).message


def test_shipped_packages_are_found_by_id() -> None:
    ids = {path.name for path in shipped()}
    assert {"liuzhou-2017-pilot", "xiangshan-2020", "cn-civil-code"} <= ids
    assert find("xiangshan-2020").name == "xiangshan-2020"


def test_a_near_miss_of_an_id_is_offered_the_right_one() -> None:
    with pytest.raises(BadInput, match="xiangshan-2020"):
        find("xiangshan-202")


@given(noise=st.binary(max_size=200), at=st.integers(min_value=0, max_value=len(PROCESS)))
def test_noise_in_a_file_is_a_fault_or_harmless_but_never_a_crash(
    noise: bytes, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(tmp_path_factory.mktemp("noise"))
    raw = PROCESS.encode()
    (folder / "process.yaml").write_bytes(raw[:at] + noise + raw[at:])
    try:
        load(folder)
    except BadInput as exc:
        assert exc.faults  # noqa: PT017 - either outcome is right


@given(
    words=st.lists(
        st.sampled_from(["rules", "- ", "  ", ":", "\n", "{", "}", "[", "]", "id", "80%", '"', "|", "?", "甲"])
    )
)
def test_any_text_as_funding_is_a_fault_or_harmless_but_never_a_crash(
    words: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = write(tmp_path_factory.mktemp("words"), funding="".join(words))
    try:
        load(folder)
    except BadInput as exc:
        assert all(str(fault) for fault in exc.faults)  # noqa: PT017 - either outcome is right


def test_a_fault_is_one_line_whatever_was_typed() -> None:
    told = str(Fault("不对", file="a.csv", line=3, found="x\ny\x1b[31m"))
    assert told == "a.csv:3：不对；读到「x·y·[31m」"
