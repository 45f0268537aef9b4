"""Amounts, shares and days that cannot be read."""

from __future__ import annotations

AMOUNTS: dict[str, tuple[str, str]] = {
    "amount.fen": (
        "分",
        "fen (0.01 yuan)",
    ),
    "amount.centi": (
        "0.01平方米",
        "0.01 m²",
    ),
    "amount.share_form": (
        "比例请写成 95% 或 2/3",
        "write a share as 95% or 2/3",
    ),
    "amount.not_a": (
        "「{text}」不是{what}",
        "“{text}” is not {what}",
    ),
    "amount.comma": (
        "「{text}」的千分位逗号位置不对",
        "a thousands separator of “{text}” is in the wrong place",
    ),
    "amount.not_whole": (
        "「{text}」不是整{unit}，linli 不代为四舍五入",
        "“{text}” is no whole number of {unit}; linli does not round it for you",
    ),
    "amount.money": (
        "金额",
        "an amount of money",
    ),
    "amount.too_large": (
        "「{text}」超出可处理的上限",
        "“{text}” is more than can be handled",
    ),
    "amount.area": (
        "面积",
        "an area",
    ),
    "amount.zero_below": (
        "分母不能是 0",
        "the lower part of a fraction cannot be 0",
    ),
    "amount.not_factor": (
        "「{text}」不是系数，请写成 0.7 或 2/3",
        "“{text}” is not a coefficient; write 0.7 or 2/3",
    ),
    "amount.negative_split": (
        "负数不能分摊；审减是两次分摊之差",
        "a negative amount cannot be divided; a cut is the difference of two divisions",
    ),
    "amount.negative_weight": (
        "金额和权重都不能为负",
        "neither the amount nor a weight can be negative",
    ),
    "amount.no_weight": (
        "权重全为零，无法分摊",
        "all weights are zero; nothing can be divided by them",
    ),
    "day.not_a_day": (
        "「{text}」不是日期，请写成 2020-03-20",
        "“{text}” is not a date; write 2020-03-20",
    ),
    "day.not_a_month": (
        "「{text}」不是月份，请写成 2017-12",
        "“{text}” is not a month; write 2017-12",
    ),
    "day.too_early": (
        "「{text}」太早了，请核对年份",
        "“{text}” is too early, please check the year",
    ),
    "day.no_such_day": (
        "「{text}」这一天不存在",
        "there is no such day as “{text}”",
    ),
    "day.unpublished": (
        "{year} 年放假安排未公布，算不出工作日",
        "the public holidays of {year} have not been announced, so its working days cannot be counted",
    ),
    "day.negative_days": (
        "工作日数不能为负",
        "a number of working days cannot be negative",
    ),
    "day.no_calendar": (
        "数工作日要有放假安排",
        "counting working days takes a list of public holidays",
    ),
}
