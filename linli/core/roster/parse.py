"""Reading an appointment list (领导小组成员名单) as documents print it.

    组  长：某  某  区委常委、常务副区长
    成  员：某  某  区住房和城乡建设局局长
            某某某  区财政局局长

Names and posts are parted by any number of spaces of any width, names of two characters are padded, lines wrap, ranks
stand before the first person of their kind. What cannot be read with certainty is read as well as can be and doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from linli.core.roster.posts import has_title, split_post
from linli.core.roster.sitting import Roster, Sitting
from linli.core.wording import say

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE = {"(": "（", ")": "）", ":": "：", ",": "，", ";": "；"}
_NUMBERED = re.compile(
    r"^(?:[（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）、.．]|[①-⑳]|[•·●\-*])\s*(?=\S)|^\d{1,3}\s+(?=\S)"
)
_RANK_WORDS = (
    ("office_deputy", "办公室副主任|办公室常务副主任"),
    ("office_lead", "办公室主任"),
    ("office_member", "办公室成员|办公室组成人员"),
    ("deputy", "第一副组长|常务副组长|执行副组长|副组长|常务副总指挥|副总指挥|副指挥长|副召集人"),
    ("lead", "组长|总指挥|指挥长|召集人"),
    ("member", "成员单位|成员|组员"),
    ("liaison", "联络员|联系人"),
)
_OFFICE_RANKS = (("office_deputy", "副主任"), ("office_lead", "主任"), ("office_member", "成员"))


def _spaced(word: str) -> str:
    return r"\s*".join(word)


def _heading(words: str, *, colon: bool) -> re.Pattern[str]:
    either = "|".join(_spaced(word) for word in words.split("|"))
    after = r"\s*(?:（[^（）]{0,12}）)?\s*：" if colon else r"(?:\s*(?:（[^（）]{0,12}）)?\s*：|\s{1,}(?=\S)|\s*$)"
    return re.compile(f"^(?:{either}){after}\\s*")


_HEADINGS = [(rank, _heading(words, colon=False)) for rank, words in _RANK_WORDS]
_OFFICE_HEADINGS = [(rank, _heading(words, colon=True)) for rank, words in _OFFICE_RANKS]
_OFFICE_SECTION = re.compile(r"^(?:[^，。；]{0,24})办\s*公\s*室(?:组成人员|成员)?(?:名单|如下)*[：]?$")
_NAME = re.compile("^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]{1,8}[·•][\u3400-\u9fff]{1,10}$")
_BRACKETED = re.compile("（([^（）]*)）")
_ASIDE = re.compile(r"^(?:女|男|兼|.{1,4}族|正.{1,3}级|副.{1,3}级)$")
_PHONE = re.compile(r"^(?:电话|手机|联系电话)?[：]?\+?\d[\d\-]{6,14}$")
_TABLE_HEAD = re.compile(r"姓\s*名")
_SENTENCE = re.compile("[，。]")
_ACTING = re.compile("由?([^，。；]{2,40}?)(?:同志)?(?:兼任|担任|任)(?:领导小组)?办公室(副?)主任")
_ACTING_FIRST = re.compile("办公室(副?)主任由([^，。；]{2,40}?)(?:同志)?(?:兼任|担任)")
_CITY_WORDS = re.compile("[省市区县州街镇乡]|中国|国家")
_LONGEST_NAME = 4
#: how many characters a name has, the likeliest first
_NAME_LENGTHS = (3, 2, 4)
_SHORTEST_SENTENCE = 20


def read_roster(text: str) -> Roster:
    """Every person of the list in its order, and every line that names nobody."""
    reading = _Reading()
    for number, line in enumerate(text.splitlines(), 1):
        reading.take(number, _plain(line))
    return Roster(tuple(_doubted(reading.sittings)), tuple(reading.unread))


def _plain(line: str) -> str:
    """One kind of space, colon and bracket; nothing invisible."""
    line = _INVISIBLE.sub("", line).translate(_NARROW)
    line = re.sub(r"\s", " ", line)
    for narrow, wide in _WIDE.items():
        line = line.replace(narrow, wide)
    return line.strip()


@dataclass
class _Reading:
    """One pass over the lines. ``rank``: that of the last heading; ``in_office``: below the heading of the office."""

    sittings: list[Sitting] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    rank: str = ""
    in_office: bool = False

    def take(self, number: int, line: str) -> None:
        if not line:
            return
        if self._office_in_words(number, line):
            return
        if _OFFICE_SECTION.match(line):
            self.in_office, self.rank = True, ""
            self.unread.append((number, line))
            return
        rest = self._after_heading(_NUMBERED.sub("", line))
        if rest is None:
            return
        if not self.rank or _TABLE_HEAD.match(rest) or _is_prose(rest):
            self.unread.append((number, line))
            return
        for part in re.split("[；。]", rest):
            if part.strip():
                self._person(number, part.strip())

    def _after_heading(self, line: str) -> str | None:
        """What follows the rank at the head of the line, or the line itself; None when nothing follows."""
        for rank, pattern in [*(_OFFICE_HEADINGS if self.in_office else []), *_HEADINGS]:
            found = pattern.match(line)
            if found:
                self.rank = rank
                return line[found.end() :].strip() or None
        return line

    def _office_in_words(self, number: int, line: str) -> bool:
        """``领导小组下设办公室，办公室主任由…局长某某兼任``: the office inside a sentence."""
        if not _SENTENCE.search(line):
            return False
        found = [(m.start(), m[1], m[2]) for m in _ACTING_FIRST.finditer(line)]
        found += [(m.start(), m[2], m[1]) for m in _ACTING.finditer(line)]
        for _start, deputy, who in sorted(found):
            self.sittings.append(self._from_words(number, who, "office_deputy" if deputy else "office_lead"))
        if found:
            self.unread.append((number, line))
        return bool(found)

    def _from_words(self, number: int, who: str, rank: str) -> Sitting:
        """Post and name without a space between: the name of somebody in the list, else the last characters."""
        bare = who.replace(" ", "")
        known = next((s.name for s in self.sittings if len(s.name) > 1 and bare.endswith(s.name)), "")
        if known:
            return _sitting(rank, known, bare.removesuffix(known), number, concurrent=True)
        for length in _NAME_LENGTHS[:2]:
            if has_title(bare[:-length]):
                name, post = bare[-length:], bare[:-length]
                return _sitting(rank, name, post, number, doubts=(say("roster.doubt_no_space"),))
        return _sitting(rank, bare, "", number, doubts=(say("roster.doubt_no_name"),))

    def _person(self, number: int, text: str) -> None:
        tokens = [token for token in text.split(" ") if token]
        phones = [token for token in tokens if _PHONE.match(token)]
        tokens = [token for token in tokens if token not in phones]
        doubts = (say("roster.doubt_phone"),) if phones else ()
        if not tokens:
            self.unread.append((number, text))
            return
        if self._continues(tokens):
            last = self.sittings[-1]
            self.sittings[-1] = _sitting(
                last.rank, last.name, last.post + "".join(tokens), last.line, doubts=last.doubts,
                concurrent=last.concurrent,
            )  # fmt: skip
            return
        names = text.split("、")
        if len(names) > 1 and all(_NAME.match(name.replace(" ", "")) and not has_title(name) for name in names):
            self.sittings += [_sitting(self.rank, name.replace(" ", ""), "", number) for name in names]
            return
        name, post, more = _name_and_post(tokens)
        self.sittings.append(_sitting(self.rank, name, post, number, doubts=(*more, *doubts)))

    def _continues(self, tokens: list[str]) -> bool:
        """Whether this is the rest of the line before: a post left unfinished, and nothing like a person."""
        if not self.sittings or len(tokens) > 1:
            return False
        last, word = self.sittings[-1], tokens[0]
        if last.rank != self.rank:
            return False
        unfinished = not has_title(last.post)
        return unfinished and (has_title(last.post + word) or not _NAME.match(word))


def _is_prose(text: str) -> bool:
    return len(text) > _SHORTEST_SENTENCE and "，" in text and text.endswith("。")


def _name_and_post(tokens: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """The name, the post and the doubts of one person's words."""
    words = _without_brackets(tokens)
    single = 0
    while single < min(len(words), _LONGEST_NAME) and len(words[single]) == 1:
        single += 1
    if single > 1:
        return "".join(words[:single]), "".join(words[single:]), ()
    if single == 1 and len(words) > 1 and len(words[1]) == 2:
        doubt = () if len(words) > 2 else (say("roster.doubt_no_space"),)
        return "".join(words[:2]), "".join(words[2:]), doubt
    if _NAME.match(words[0]) and not (len(words) > 1 and has_title(words[0]) and _looks_like_a_name(words[1:])):
        return words[0], "".join(words[1:]), ()
    comma = re.match("^([\u3400-\u9fff]{2,4})，(.+)$", "".join(words))
    if comma:
        return comma[1], comma[2], ()
    if _looks_like_a_name(words[-1:]) and has_title("".join(words[:-1])):
        return words[-1], "".join(words[:-1]), ()
    if len(words) > 2 and len(words[-1]) == len(words[-2]) == 1 and has_title("".join(words[:-2])):
        return "".join(words[-2:]), "".join(words[:-2]), ()
    return _without_space("".join(words))


def _without_brackets(tokens: list[str]) -> list[str]:
    """``某某（女）``, ``某某（区财政局局长）``: asides fall away, a post in brackets becomes a word of its own."""
    text = " ".join(tokens)
    found = _BRACKETED.search(text)
    while found:
        inside = found[1].replace(" ", "")
        if _ASIDE.match(inside):
            text = f"{text[: found.start()]} {text[found.end() :]}"
        elif _NAME.match(text[: found.start()].replace(" ", "")) and has_title(inside):
            text = f"{text[: found.start()]} {inside} {text[found.end() :]}"
        else:
            break
        found = _BRACKETED.search(text)
    return text.split() or tokens


def _looks_like_a_name(words: list[str]) -> bool:
    word = "".join(words)
    return bool(_NAME.match(word)) and not has_title(word)


def _without_space(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Name and post run together: the name ends where a place begins."""
    for length in _NAME_LENGTHS:
        if has_title(text) and len(text) > length + 2 and _CITY_WORDS.match(text[length:]):
            return text[:length], text[length:], (say("roster.doubt_no_space"),)
    return "", text, (say("roster.doubt_no_name"),)


def _sitting(
    rank: str, name: str, post: str, line: int, *, doubts: tuple[str, ...] = (), concurrent: bool = False
) -> Sitting:
    marked = re.search(r"（\s*兼\s*）|兼$", post) is not None
    post = re.sub(r"（\s*兼\s*）|兼$", "", post).strip("，、 ")
    body, title = split_post(post)
    return Sitting(rank, name, post, body, title, concurrent or marked, line, doubts)


def _doubted(sittings: list[Sitting]) -> list[Sitting]:
    """The same with what only the whole list shows: no post, nothing that ends like a post, one name twice."""
    seen: set[tuple[str, str]] = set()
    found = []
    for one in sittings:
        doubts = list(one.doubts)
        if not one.post:
            doubts.append(say("roster.doubt_no_post"))
        elif not has_title(one.post):
            doubts.append(say("roster.doubt_post"))
        if one.name and (one.rank, one.name) in seen:
            doubts.append(say("roster.doubt_twice"))
        seen.add((one.rank, one.name))
        found.append(replace(one, doubts=tuple(doubts)))
    return found
