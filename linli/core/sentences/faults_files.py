"""What a file or workbook is refused for before its rows are read."""

from __future__ import annotations

FILES: dict[str, tuple[str, str]] = {
    "file.encoding": (
        "文件编码读不出来",
        "the encoding of the file cannot be read",
    ),
    "file.encoding_expected": (
        "UTF-8（可带 BOM）或 GB18030 的 CSV",
        "CSV in UTF-8 (with or without BOM) or GB18030",
    ),
    "file.encoding_hint": (
        "请用 WPS 或 Excel 打开后另存为「CSV UTF-8」或 .xlsx",
        "open it in WPS or Excel and save it as “CSV UTF-8” or .xlsx",
    ),
    "file.too_large": (
        "表太大",
        "the table is too large",
    ),
    "file.rows_columns": (
        "不超过 {rows:,} 行、{columns} 列",
        "at most {rows:,} rows and {columns} columns",
    ),
    "file.split_blank": (
        "请分成几个文件，或删去表后多余的空行空列",
        "split it into several files, or delete surplus empty rows and columns after the table",
    ),
    "file.not_utf8": (
        "既不是 UTF-8 也不是 GB18030",
        "neither UTF-8 nor GB18030",
    ),
    "file.zero_bytes": (
        "含有二进制零字节",
        "it holds binary zero bytes",
    ),
    "file.empty": (
        "文件是空的",
        "the file is empty",
    ),
    "file.fill_in": (
        "请填好后再上传",
        "fill it in, then upload it again",
    ),
    "file.quotes": (
        "引号不成对，后面的内容会粘成一格",
        "quotation marks do not pair; what follows would run into one cell",
    ),
    "file.quotes_hint": (
        "请检查这一行起的英文双引号；格内的引号要写两遍",
        "check the straight double quotes from this line on; a quote inside a cell is written twice",
    ),
    "file.save_as": (
        "请用 Excel 或 WPS 打开，另存为 .xlsx 或「CSV UTF-8」",
        "open it in Excel or WPS and save it as .xlsx or “CSV UTF-8”",
    ),
    "file.pdf": (
        "PDF 文件",
        "a PDF file",
    ),
    "file.rtf": (
        "RTF 文件",
        "an RTF file",
    ),
    "file.gzip": (
        "gzip 压缩包",
        "a gzip archive",
    ),
    "file.rar": (
        "RAR 压缩包",
        "a RAR archive",
    ),
    "file.7z": (
        "7z 压缩包",
        "a 7z archive",
    ),
    "file.picture": (
        "图片",
        "a picture",
    ),
    "file.uploaded": (
        "上传的文件",
        "the uploaded file",
    ),
    "file.locked": (
        "加了密码的工作簿",
        "a workbook with a password",
    ),
    "file.old_xls": (
        "旧版 .xls 工作簿",
        "an old .xls workbook",
    ),
    "file.wrong_kind": (
        "文件内容与要求的格式不符",
        "the content of the file is not of the kind wanted",
    ),
    "file.xlsx_or_csv": (
        ".xlsx 或 .csv",
        ".xlsx or .csv",
    ),
    "file.web_page": (
        "网页或 XML 文本（改了扩展名）",
        "a web page or XML text (with the ending changed)",
    ),
    "file.xlsx_or_csv_table": (
        ".xlsx 或 .csv 表格",
        "a table in .xlsx or .csv",
    ),
    "file.text_not_excel": (
        "不是 Excel 工作簿（像是文本）",
        "no Excel workbook (it looks like text)",
    ),
    "file.workbook": (
        "Excel 工作簿",
        "an Excel workbook",
    ),
    "file.rename_csv": (
        "若是 CSV，请把文件名改为 .csv",
        "if it is a CSV, change the file's ending to .csv",
    ),
    "file.folder": (
        "这是文件夹，不是表格",
        "this is a folder, not a table",
    ),
    "file.folder_hint": (
        "请给出文件夹里的那个文件",
        "name the file inside the folder",
    ),
    "file.missing": (
        "找不到这个文件",
        "there is no such file",
    ),
    "file.missing_hint": (
        "请核对路径和文件名",
        "check the path and the file's name",
    ),
    "file.too_big": (
        "文件太大，没有读取",
        "the file is too large and was not read",
    ),
    "file.megabytes": (
        "不超过 {size} MB",
        "at most {size} MB",
    ),
    "file.too_big_hint": (
        "请删去图片和无关的工作表，或分成几个文件",
        "delete pictures and sheets that do not belong, or split it into several files",
    ),
    "file.ends_xlsx": (
        "文件名以 .xlsx 结尾",
        "a name that ends in .xlsx",
    ),
    "file.rename_xlsx": (
        "请把文件名改回 .xlsx",
        "change the file's ending back to .xlsx",
    ),
    "file.unlock": (
        "请取消密码后再上传",
        "remove the password, then upload it again",
    ),
    "file.cannot_open": (
        "文件打不开",
        "the file cannot be opened",
    ),
    "workbook.declaration": (
        "工作簿里有不该有的 XML 声明，不予读取",
        "the workbook holds an XML declaration that does not belong; it was not read",
    ),
    "workbook.odd_parts": (
        "工作簿内部结构不正常（部件过多或重名）",
        "the inside of the workbook is not regular (too many parts, or doubled names)",
    ),
    "workbook.xlsb": (
        "这是 .xlsb 二进制工作簿",
        "this is a binary .xlsb workbook",
    ),
    "workbook.ods": (
        "这是 OpenDocument（.ods 等）文件",
        "this is an OpenDocument file (.ods and the like)",
    ),
    "workbook.word": (
        "这是 Word 或 PowerPoint 文件，不是表格",
        "this is a Word or PowerPoint file, not a table",
    ),
    "workbook.zip": (
        "这是一个压缩包，不是 Excel 工作簿",
        "this is an archive, not an Excel workbook",
    ),
    "workbook.unzipped": (
        "工作簿解开后太大",
        "the workbook is too large once unpacked",
    ),
    "workbook.bomb": (
        "工作簿的压缩比异常（疑似压缩炸弹），不予读取",
        "the workbook's compression is abnormal (perhaps a zip bomb); it was not read",
    ),
    "workbook.many_sheets": (
        "工作表太多",
        "too many sheets",
    ),
    "workbook.save_xlsx": (
        "请另存为 .xlsx",
        "save it as .xlsx",
    ),
    "workbook.odd_packing": (
        "工作簿用了不常见的压缩方法，不予读取",
        "the workbook uses an unusual compression; it was not read",
    ),
    "workbook.locked": (
        "工作簿加了密码",
        "the workbook has a password",
    ),
    "workbook.unzipped_most": (
        "解开后不超过 {size} MB",
        "at most {size} MB unpacked",
    ),
    "workbook.split": (
        "请分成几个文件",
        "split it into several files",
    ),
    "workbook.copy_data": (
        "请只复制数据到新的工作簿再上传",
        "copy only the data into a new workbook, then upload that",
    ),
    "workbook.sheets": (
        "{count} 张",
        "{count} sheets",
    ),
    "workbook.sheets_most": (
        "不超过 {most} 张",
        "at most {most} sheets",
    ),
    "workbook.save_new": (
        "请另存为新的 .xlsx",
        "save it as a new .xlsx",
    ),
    "workbook.reach": (
        "有内容的格子到了第 {row:,} 行、第 {column:,} 列",
        "filled cells reach row {row:,}, column {column:,}",
    ),
    "workbook.cells_most": (
        "不超过 {rows:,} 行、{columns} 列、{cells:,} 格",
        "at most {rows:,} rows, {columns} columns and {cells:,} cells",
    ),
    "workbook.split_surplus": (
        "请分成几个文件，或删去表后多余的内容",
        "split it into several files, or delete what is left over after the table",
    ),
    "workbook.damaged": (
        "文件损坏，或不是正常的 Excel 工作簿",
        "the file is damaged, or is no regular Excel workbook",
    ),
    "workbook.save_again": (
        "请用 Excel 或 WPS 打开，另存为新的 .xlsx 再上传",
        "open it in Excel or WPS, save it as a new .xlsx, then upload that",
    ),
    "book.formula": (
        "单元格里是公式，请改成值",
        "the cell holds a formula; put its value there",
    ),
    "book.two_ways": (
        "这个文件在“文件”表和它自己的表里写得不一样，请只在它自己的表里改",
        "this file reads differently in the sheet “文件” and in its own sheet; change it in its own sheet only",
    ),
    "book.error": (
        "单元格里是错误值",
        "the cell holds an error value",
    ),
    "book.no_files": (
        "工作簿里没有“文件”表，不是 linli policy sheets 写出的",
        "the workbook has no sheet “文件”; it was not written by linli policy sheets",
    ),
    "book.unknown_sheet": (
        "不认识的表，它不会被读取",
        "unknown sheet; it will not be read",
    ),
    "book.no_such_file": (
        "政策包里没有这种文件",
        "a package has no such file",
    ),
    "book.sheet_name": (
        "这张表的名字不能用",
        "a sheet cannot have this name",
    ),
    "book.not_by_row": (
        "这个文件里这一部分的写法不能逐行改，请在“文件”表里改",
        "this part of the file is written in a way that cannot be changed row by row; change it in the sheet “文件”",
    ),
    "book.column_missing": (
        "缺少这一列",
        "this column is missing",
    ),
    "book.would_change": (
        "这个文件放进表格会走样，没有写出",
        "this file would be changed by being put into sheets; it was not written",
    ),
}
