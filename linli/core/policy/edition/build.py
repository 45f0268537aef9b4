"""Building the reading edition of a package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linli.core.policy.anchors import SourceText
from linli.core.policy.edition.money import money_sections
from linli.core.policy.edition.parts import Edition, Entry, FullReading, Maker, Section
from linli.core.policy.edition.process import process_sections
from linli.core.policy.edition.selection import selection_sections
from linli.core.policy.model import Package


def edition(package: Package, texts: Mapping[str, str] | None = None, *, language: str = "zh") -> Edition:
    """The reading edition in Chinese (``zh``) or English (``en``; the package's own words stay Chinese).

    texts: source id → official text, to set the clauses' words beside the rules.
    """
    sources = {name: SourceText.of(text) for name, text in (texts or {}).items()}
    make = Maker(package, sources, language)
    sections = [
        *_head_sections(make),
        *process_sections(make),
        *money_sections(make),
        *selection_sections(make),
        *_tail_sections(make),
    ]
    titles = {source.id: source.title for source in package.sources}
    readings = tuple(
        FullReading(
            reading,
            make.clauses(reading.cite),
            tuple(titles.get(name, name) for name in reading.see),
            tuple(dict.fromkeys(make.used.get(reading.id, ()))),
        )
        for reading in package.interpretations
    )
    return Edition(
        id=package.id,
        name=package.name,
        jurisdiction=package.jurisdiction,
        hash=package.hash,
        language=language,
        lines=tuple(_head(make)),
        sections=tuple(section for section in sections if section.entries),
        readings=readings,
        has_text=bool(sources),
    )


def _head(make: Maker) -> Iterator[str]:
    for source in make.package.sources:
        dates = (("成文", "signed", source.signed), ("公布", "published", source.published),
                 ("施行", "in force from", source.effective), ("至", "until", source.until))  # fmt: skip
        told = [make.say(f"{chinese} {day}", f"{english} {day}") for chinese, english, day in dates if day]
        kind = make.say("（上位文件）" if source.external else "", " (external)" if source.external else "")
        yield make.say("，", ", ").join(
            part for part in (source.title + kind, source.number, source.issuer, *told) if part
        )
    scope = make.package.scope
    if scope:
        where = make.say("、", ", ").join(scope.where)
        yield make.say(f"范围：{scope.what}", f"Scope: {scope.what}") + (f"（{where}）" if where else "")


def _head_sections(make: Maker) -> Iterator[Section]:
    package = make.package
    defined = [
        make.entry(d.id, d.term, [d.means], cite=d.cite, readings=d.interpretations) for d in package.definitions
    ]
    goals = [make.entry(g.id, g.name, [g.means], cite=g.cite, readings=g.interpretations) for g in package.goals]
    yield Section("goals", make.say("目标", "Goals"), tuple(goals))
    yield Section("definitions", make.say("用语", "Terms"), tuple(defined))
    yield Section(
        "reading-of-days", make.say("期限与取整的读法", "How days and fen are read"), tuple(_conventions(make))
    )
    yield Section("roles", make.say("机构与职务", "Bodies and posts"), tuple(_roles(make)))


def _conventions(make: Maker) -> Iterator[Entry]:
    defaults = make.package.deadline_defaults
    lines = []
    if make.package.stages:
        lines = [
            make.say("“某日前”含当日" if defaults.before_day == "inclusive" else "“某日前”不含当日",
                     f"“before a day” is {defaults.before_day}"),
            make.say(f"“中旬前”止于当月 {defaults.mid_month} 日",
                     f"“before mid-month” ends on day {defaults.mid_month}"),
            make.say("遇休息日不顺延", "a rest day does not move the deadline")
            if defaults.non_working_day == "no-shift"
            else make.say("末日遇休息日顺延到下一工作日", "a last day on a rest day moves to the next working day"),
            make.say("成文前已过的期限照判逾期" if defaults.before_signed == "judge" else "成文前已过的期限只作记录",
                     "deadlines before the signing are judged" if defaults.before_signed == "judge"
                     else "deadlines before the signing are only kept on record"),
            make.say("时段约束全体项目" if defaults.windows_bind == "programme" else "时段约束每个小区",
                     f"windows bind the {defaults.windows_bind}"),
        ]  # fmt: skip
        yield make.entry("deadlines", make.say("期限", "Deadlines"), lines, cite=defaults.cite,
                         readings=defaults.interpretations)  # fmt: skip
    if make.package.rules:
        rounding = make.package.rounding
        line = make.say(
            "有上限的一方向下取整到分，余数归其余部分；平分按最大余数",
            "capped payers are rounded down to the fen, the rest takes what is left; equal parts by largest remainder",
        )
        yield make.entry("rounding", make.say("取整", "Rounding"), [line], cite=rounding.cite,
                         readings=rounding.interpretations)  # fmt: skip


def _roles(make: Maker) -> Iterator[Entry]:
    for role in make.package.roles:
        lines = [
            role.level,
            role.holder and make.say(f"由{role.holder}担任", f"held by {role.holder}"),
            role.seat and make.say(f"设在{role.seat}", f"sits at {role.seat}"),
        ]
        if role.members:
            lines.append(make.say("成员：", "Members: ") + make.say("、", ", ").join(role.members))
        if role.fallback:
            fallback = make.role(role.fallback)
            lines.append(make.say(f"未成立的由{fallback}代行", f"where there is none, {fallback} acts"))
        yield make.entry(role.id, role.name, lines, cite=role.cite, readings=role.interpretations)


def _tail_sections(make: Maker) -> Iterator[Section]:
    package = make.package
    principles = [make.entry(p.id, p.text, cite=p.cite, readings=p.interpretations) for p in package.principles]
    yield Section("principles", make.say("原则", "Principles"), tuple(principles))
    modes = {"proactive": ("主动公开", "published"), "notice": ("公示", "public notice"),
             "on-request": ("依申请公开", "on request"), "media": ("报道", "in the media"),
             "exposure": ("曝光", "exposed")}  # fmt: skip
    disclosed = [
        make.entry(d.id, d.what, [make.say(*modes[d.mode]), make.role(d.by)], cite=d.cite,
                   readings=d.interpretations)
        for d in package.disclosure
    ]  # fmt: skip
    yield Section("disclosure", make.say("公开", "Disclosure"), tuple(disclosed))
    terms = [
        make.entry(t.id, t.term, [make.say(f"由{t.filled_by}填定", f"To be filled by: {t.filled_by}"),
                                  make.say(f"在此之前：{t.until_filled}", f"Until then: {t.until_filled}")],
                   cite=t.cite, readings=t.interpretations)
        for t in package.open_terms
    ]  # fmt: skip
    yield Section("open-terms", make.say("待其他文件填定的用语", "Terms that other documents must fill"), tuple(terms))
