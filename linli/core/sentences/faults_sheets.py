"""What the rows, headers and cells of a sheet are refused for."""

from __future__ import annotations

SHEETS: dict[str, tuple[str, str]] = {
    "cell.only": (
        "只能填：{words}",
        "only one of these: {words}",
    ),
    "cell.below": (
        "不能小于 {least}",
        "cannot be less than {least}",
    ),
    "cell.above": (
        "不能大于 {most}",
        "cannot be more than {most}",
    ),
    "cell.truncated": (
        "数字被 Excel 截断（超过 15 位），请把该列设为文本后重新填写",
        "Excel has cut this number (more than 15 digits); format the column as text and fill it in again",
    ),
    "cell.not_a_day": (
        "不是日期，请写成 2020-03-20",
        "not a date; write 2020-03-20",
    ),
    "cell.no_time": (
        "这里只要日期，不要时刻，请写成 2020-03-20",
        "only the date is wanted here, not the time; write 2020-03-20",
    ),
    "cell.serial": (
        "这是 Excel 内部的日期序号（相当于 {day}），请把单元格格式设为日期",
        "this is Excel's internal date number (the same as {day}); format the cell as a date",
    ),
    "cell.ambiguous": (
        "这一格是数，分不清 {value} 还是 {value}0，请把该列设为文本后重新填写",
        "this cell is a number, which could mean {value} or {value}0; format the column as text and fill it in again",
    ),
    "cell.too_long": (
        "太长（{length:,} 个字）",
        "too long ({length:,} characters)",
    ),
    "cell.error": (
        "这一格是错误值，请改正或删去",
        "this cell is an error value; correct or delete it",
    ),
    "cell.turned_day": (
        "Excel 把它当成了日期或时间，请把该列设为文本后重新填写",
        "Excel has taken it for a date or time; format the column as text and fill it in again",
    ),
    "cell.not_number_but_day": (
        "这里要写数，却是日期或是/否",
        "a number is wanted here, but this is a date or a yes/no",
    ),
    "cell.not_whole": (
        "不是整数",
        "not a whole number",
    ),
    "cell.not_year": (
        "不是年份，请写四位数，如 1998",
        "not a year; write four digits, such as 1998",
    ),
    "cell.no_such_time": (
        "「{text}」这个时刻不存在",
        "there is no such time as “{text}”",
    ),
    "cell.required": (
        "必填，不能留空",
        "required; it cannot be left empty",
    ),
    "cell.garbled": (
        "有乱码（文件曾以错误的编码保存过）",
        "garbled text (the file was once saved in the wrong encoding)",
    ),
    "cell.control": (
        "有看不见的控制字符",
        "invisible control characters",
    ),
    "cell.not_number": (
        "不是数",
        "not a number",
    ),
    "cell.longer_than": (
        "太长（{length} 个字），最多 {longest} 个字",
        "too long ({length} characters), at most {longest}",
    ),
    "header.missing": (
        "缺少列「{column}」",
        "the column “{column}” is missing",
    ),
    "header.near": (
        "是不是「{near}」？请改成「{column}」",
        "did you mean “{near}”? Change it to “{column}”",
    ),
    "header.missing_hint": (
        "请补上这一列，或下载模板重新填写",
        "add this column, or download the template and fill it in",
    ),
    "header.twice": (
        "列「{title}」出现了两次（{first} 列和 {second} 列）",
        "the column “{title}” is there twice (columns {first} and {second})",
    ),
    "header.twice_hint": (
        "请删去其中一列",
        "delete one of the two columns",
    ),
    "sheet.expect_text": (
        "文字",
        "text",
    ),
    "sheet.expect_money": (
        "金额（元），如 1234.56",
        "an amount in yuan, such as 1234.56",
    ),
    "sheet.expect_area": (
        "面积（平方米），如 85.50",
        "an area in square metres, such as 85.50",
    ),
    "sheet.expect_number": (
        "数",
        "a number",
    ),
    "sheet.expect_day": (
        "日期，如 2020-03-20",
        "a date, such as 2020-03-20",
    ),
    "sheet.expect_moment": (
        "日期或时刻，如 2020-03-20 09:30",
        "a date or moment, such as 2020-03-20 09:30",
    ),
    "sheet.expect_count": (
        "整数",
        "a whole number",
    ),
    "sheet.expect_year": (
        "四位年份，如 1998",
        "a year of four digits, such as 1998",
    ),
    "sheet.check_both": (
        "请核对这两格",
        "check these two cells",
    ),
    "sheet.expect_unit": (
        "数（{unit}）",
        "a number (in {unit})",
    ),
    "sheet.more_faults": (
        "还有 {count:,} 处问题没有列出",
        "{count:,} further faults are not listed",
    ),
    "sheet.mend_first": (
        "请先改正以上各处",
        "mend the places above first",
    ),
    "sheet.in_wan": (
        "「{column}」看起来是以“万”为单位填的，请换算后再填",
        "“{column}” seems to be given in units of 10,000 (万); convert it first",
    ),
    "sheet.ratio": (
        "与「{below}」对不上：{value:,.2f} {unit}",
        "does not fit “{below}”: {value:,.2f} {unit}",
    ),
    "sheet.unknown_column": (
        "{file}：不认识的列「{title}」，已忽略",
        "{file}: unknown column “{title}”, ignored",
    ),
    "sheet.hidden_rows": (
        "{file}：有 {rows} 行是隐藏的，也已读入",
        "{file}: {rows} rows are hidden; they were read too",
    ),
    "sheet.total_row": (
        "这是合计行，不是数据",
        "this is a row of totals, not of data",
    ),
    "sheet.too_wide": (
        "这一行比表头多出几格",
        "this row has more cells than the header",
    ),
    "sheet.double": (
        "与第 {row} 行重复",
        "the same as row {row}",
    ),
    "sheet.times_wan": (
        "「{column}」看起来多了一万倍，请核对单位",
        "“{column}” seems to be ten thousand times too large; check the unit",
    ),
    "sheet.ratio_range": (
        "{low:g} 至 {high:g} {unit}",
        "{low:g} to {high:g} {unit}",
    ),
    "sheet.total_row_hint": (
        "请删去合计行，合计由 linli 计算",
        "delete the row; linli adds up by itself",
    ),
    "sheet.too_wide_hint": (
        "若是金额里的千分位逗号，请去掉逗号或给这一格加英文双引号",
        "if it is a thousands separator inside an amount, remove it or put the cell in double quotes",
    ),
    "sheet.double_hint": (
        "请合并或删去其中一行",
        "merge the two rows or delete one",
    ),
    "sheet.merged": (
        "数据区里有合并单元格 {area}",
        "merged cells {area} among the data",
    ),
    "sheet.formula": (
        "{place} 是公式，linli 只收数值",
        "{place} is a formula; linli takes values only",
    ),
    "sheet.no_rows": (
        "表头下面没有数据",
        "there is nothing below the header",
    ),
    "sheet.no_rows_hint": (
        "请从表头的下一行开始填写",
        "fill in from the row below the header",
    ),
    "sheet.no_sheet": (
        "工作簿里没有可读的工作表（隐藏的不算）",
        "the workbook has no sheet that can be read (hidden ones do not count)",
    ),
    "sheet.two_sheets": (
        "有 {count} 张工作表都有这些列：{names}",
        "{count} sheets have these columns: {names}",
    ),
    "sheet.two_sheets_hint": (
        "请合成一张，或只留一张再上传",
        "put them into one, or keep only one, then upload again",
    ),
    "sheet.merged_hint": (
        "请取消合并，并在每一行都填上内容",
        "unmerge them and fill in every row",
    ),
    "sheet.formula_hint": (
        "请复制该列，用“选择性粘贴—数值”贴回",
        "copy the column and paste it back as values (“paste special, values”)",
    ),
    "sheet.error_value": (
        "{column}{row} 是错误值",
        "{column}{row} is an error value",
    ),
    "sheet.mend": (
        "请改正或删去",
        "correct or delete it",
    ),
}
