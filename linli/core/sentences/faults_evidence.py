"""What a file offered as evidence is refused for: what it is, why it is not kept, what to do instead."""

from __future__ import annotations

EVIDENCE: dict[str, tuple[str, str]] = {
    "evidence.nothing": ("没有选文件", "no file was chosen"),
    "evidence.nothing_hint": ("请先选一个或几个文件，再按上传", "choose one or several files, then upload"),
    "evidence.empty": ("文件是空的（0 字节）", "the file is empty (0 bytes)"),
    "evidence.empty_hint": (
        "多半是没有拍好或没有传完，请重新拍照或重新保存后再传",
        "most likely it was not saved or sent completely; take or save it again",
    ),
    "evidence.too_big": ("文件太大", "the file is too large"),
    "evidence.too_big_most": ("每个不超过 {size} MB", "at most {size} MB each"),
    "evidence.too_big_hint": (
        "请压缩图片，或把 PDF 分成几个再传",
        "make pictures smaller, or split the PDF, then upload again",
    ),
    "evidence.too_many": (
        "一次选的文件太多，或加起来太大，没有收下",
        "too many files at once, or too large together; none was taken",
    ),
    "evidence.too_many_hint": (
        "请分几次上传：每次不超过 {count} 个、共 {size} MB",
        "upload in several goes: at most {count} files and {size} MB at once",
    ),
    "evidence.no_room": (
        "服务器磁盘快满了，为保住已有资料，暂不收新文件",
        "the server's disk is nearly full; to keep what is there, no new file is taken",
    ),
    "evidence.no_room_hint": ("请通知系统管理员腾出空间", "tell the administrator to make room"),
    "evidence.accepted": (
        "照片（JPEG、PNG、WebP）、PDF、OFD、Word/Excel/PowerPoint（.docx .xlsx .pptx）、DWG 图纸、纯文本",
        "photographs (JPEG, PNG, WebP), PDF, OFD, Word/Excel/PowerPoint (.docx .xlsx .pptx), DWG drawings, plain text",
    ),
    "evidence.unknown": ("认不出是什么文件", "the file is of no kind that is known here"),
    "evidence.unknown_hint": (
        "文件按内容识别，改扩展名没有用；请另存为 PDF 或照片再传",
        "files are told by their content, not by their name; save it as a PDF or a photograph",
    ),
    "evidence.archive": (
        "这是压缩包（{what}）：里面有什么要一份一份看得见，才能当材料",
        "this is an archive ({what}): what is inside must be seen piece by piece to count as evidence",
    ),
    "evidence.archive_hint": (
        "请解开后把里面的文件逐个上传（可以一次多选）",
        "unpack it and upload the files themselves",
    ),
    "evidence.program": (
        "这是程序或脚本，不是材料；为了大家的电脑安全，不能收",
        "this is a program or a script, no evidence; for everybody's safety it is not taken",
    ),
    "evidence.program_hint": (
        "如果以为它是文档，请不要打开它，并告诉系统管理员",
        "if you took it for a document, do not open it, and tell the administrator",
    ),
    "evidence.web_page": (
        "这是网页、SVG 或 XML，打开时可能运行脚本，不能收",
        "this is a web page, SVG or XML, which may run scripts when opened; it is not taken",
    ),
    "evidence.web_page_hint": ("请打印成 PDF 或截图再传", "print it to PDF, or take a picture of it"),
    "evidence.old_office": (
        "这是旧版 Office 文件（.doc .xls .ppt 等）或加了密码的 Office 文件，里面的宏和密码看不出来，不能收",
        "an old Office file (.doc .xls .ppt) or one with a password; whether it holds macros cannot be told",
    ),
    "evidence.old_office_hint": (
        "请取消密码，用 WPS 或 Office 另存为 .docx、.xlsx、.pptx 或 PDF 再传",
        "remove the password and save it as .docx, .xlsx, .pptx or PDF",
    ),
    "evidence.macros": (
        "文件里有宏（会自动运行的程序），不能收",
        "the file holds macros (programs that run by themselves)",
    ),
    "evidence.macros_hint": ("请另存为不带宏的 .docx 或 .xlsx", "save it without macros as .docx or .xlsx"),
    "evidence.external": (
        "文件打开时会去别的地方取内容（{where}），不能收：那边一改，材料就变了",
        "when opened the file fetches content from elsewhere ({where}); what changes there would change the evidence",
    ),
    "evidence.external_hint": (
        "请断开外部链接、换掉远程模板，或另存为 PDF 再传",
        "break the links and the remote template, or save it as PDF",
    ),
    "evidence.encrypted": ("文件加了密码，别人打不开", "the file has a password; nobody else can open it"),
    "evidence.encrypted_hint": ("请取消密码后再传", "remove the password, then upload it again"),
    "evidence.active": (
        "文件里有会自动运行的内容（{what}），不能收",
        "the file holds content that runs by itself ({what}); it is not taken",
    ),
    "evidence.active_hint": ("请重新“打印成 PDF”再传", "print it to PDF again, then upload that"),
    "evidence.bomb": (
        "文件解开后大得不正常（像压缩炸弹），没有打开",
        "unpacked, the file is abnormally large (like a zip bomb); it was not opened",
    ),
    "evidence.bomb_hint": (
        "请用 WPS 或 Office 打开后另存为新文件再传",
        "open it in WPS or Office and save it as a new file",
    ),
    "evidence.pixels": (
        "图片太大：宽 {width} × 高 {height} 像素",
        "the picture is too large: {width} × {height} pixels",
    ),
    "evidence.pixels_most": ("不超过 {most} 万像素", "at most {most}0,000 pixels"),
    "evidence.pixels_hint": ("请缩小后再传；手机照片一般没有问题", "make it smaller; photographs of phones are fine"),
    "evidence.damaged": (
        "文件不完整或损坏，打不开",
        "the file is incomplete or damaged and cannot be opened",
    ),
    "evidence.damaged_hint": (
        "多半是没有传完；请在自己的电脑或手机上打开看看，再重新传",
        "most likely it was cut off; open it on your own device, then upload it again",
    ),
    "evidence.two_in_one": (
        "这个文件同时是两种文件（{what}），不能收",
        "this file is two kinds of file at once ({what}); it is not taken",
    ),
    "evidence.two_in_one_hint": (
        "请用看图或办公软件打开后另存为新文件再传",
        "open it in its program, save it as a new file, and upload that",
    ),
    "evidence.too_slow": (
        "文件看不完（太复杂，或有意做坏），没有收下",
        "the file could not be looked through (too intricate, or broken on purpose); it was not taken",
    ),
    "evidence.heic": (
        "这是 HEIC 照片，这台服务器看不了",
        "this is a HEIC photograph, which this server cannot read",
    ),
    "evidence.heic_hint": (
        "请在手机“相机—格式”里选“兼容性最佳”，或另存为 JPEG 再传",
        "choose “Most Compatible” in the phone's camera settings, or save it as JPEG",
    ),
}
