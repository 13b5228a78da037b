"""Writes the sample articles that no editor writes: a PDF, a DOCX and a page in annotated traditional script.

Run it from anywhere (`python tests/data/make_articles.py`); the same input gives the same bytes, except for the DOCX.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx import Document
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

ARTICLES = Path(__file__).parent / "articles"

PRICES_TITLE = "遵义市2024年医疗服务价格动态调整情况通报"
PRICES = """
2024年12月20日　市医疗保障局价格科
为理顺比价关系、体现医务人员技术劳务价值，我市于2024年5月启动了新一轮医疗服务价格调整，9月1日起在全市公立医院执行。现将有关情况通报如下。
#一、调了什么
本轮共调整项目486个，其中上调341个，下调145个。上调的主要是护理、手术、中医和儿科项目：一级护理由每天12元调为28元，阑尾切除等常规手术平均上调15%，六岁以下儿童的手术和穿刺项目在此基础上再加收两成。下调的集中在大型设备检查和检验：计算机断层扫描平均下调18%，部分生化检验下调两到三成。
#二、为什么调
近三年，药品和耗材集中采购为全市腾出费用空间约3.4亿元，设备检查价格却多年没有变化，护士夜班一夜的收费抵不上一次血常规。按照“总量控制、结构调整、有升有降、逐步到位”的要求，本轮上调总金额控制在2.1亿元以内，不超过腾出空间的三分之二，其余留给医保基金和患者。
#三、触发条件
我市建立了年度评估制度。同时符合以下四项条件方可启动调价：医疗总费用增幅低于10%，医疗服务收入占比低于35%，医保基金累计结余可支付六个月以上，患者个人负担率没有上升。其中任何一项不满足，当年不得调整。
#四、群众负担
调价部分全部纳入医保支付范围。执行三个月来，全市公立医院住院患者个人负担率由29.4%降为27.8%，门诊次均费用下降2.6元。医疗服务收入占比由28.6%升至34.1%。市级热线12345收到与调价有关的来电219件，主要反映护理费上涨没有提前告知，已要求各医院在入院时逐人说明。
#五、存在的问题
一是九家县级医院的成本核算人员不足，上报数据返工率偏高；二是个别乡镇卫生院仍沿用旧价目表，市局在抽查中发现此类问题16起，多收费用已全部退还；三是互联网复诊的收费标准偏低，医生接诊意愿不强，拟列入明年的调整范围。
（联系人：价格科 周工　此件公开发布）
""".strip()

RECORDS_TITLE = "德清县居民健康档案“活用”工作调研报告"
RECORDS = """
调研单位：德清县卫生健康信息中心　执笔：沈一航　2025年4月
#一、基本情况
德清县地处杭嘉湖平原西部，常住人口五十六万。2019年以前，健康档案分散在卫生院、医院和疾控部门的不同系统里，居民自己看不到，医生也懒得翻，被称为“死档”。2020年起，县里投入6200万元建设统一的健康数据平台，把143家医疗卫生机构的诊疗、体检、接种和随访记录归到每个人名下，目前已为46.8万人建档。
#二、主要做法
档案向本人开放。居民凭社保卡或刷脸即可在手机和村口的自助机上查询，不会用智能手机的老人可授权子女代看。去年，档案被居民打开了312万次，平均每份六到七次。
|年份|开放查询（万次）|避免重复检查（万次）|节约费用（万元）
|2022|85|1.9|470
|2023|204|3.6|910
|2024|312|5.2|1380
检查结果互认。医生开单时，系统会提示患者近期做过的同类检查，医生若坚持再做，须写明理由。2024年因此少做检查5.2万次，为患者和医保节约1380万元。
排队时间缩短。档案与挂号打通以后，县人民医院内科的平均候诊时间由42分钟降到19分钟。
#三、隐私怎么保护
每一次调阅都会留痕，并在十分钟内向居民本人推送短信，居民认为不妥的可以一键申诉。两年来共受理申诉67件，3名无诊疗关系而擅自查看他人档案的医务人员受到停职处理。精神、生殖和传染病三类记录默认隐藏，须本人输入口令方能显示。
#四、问题与建议
部分民营诊所仍用手写处方，录入滞后；老年人体检数据有抄录现象，抽查不合格率为4.5%。建议把档案质量与公共卫生经费挂钩，并尽快与杭州、湖州的医院实现跨市互认。
""".strip()

CATALOGUE = """
歡迎光臨江淮藥械采購信息網
霍山：一張藥單管三級 慢病用藥不出村
發布時間：2024/12/05 信息來源：江淮藥械采購信息網
　　大別山腹地的霍山縣，不少老人患有高血壓、冠心病，過去每個月都要坐兩個鐘頭的班車到縣城開藥。縣醫院用的藥，鄉鎮沒有；鄉鎮有的，村里又買不到，同一種病在三級機構開出三種藥。
　　2023年初，霍山縣把縣、鄉、村三級醫療機構的用藥目錄合成一張，共862種，由縣域醫共體的藥事中心統一采購、統一配送、統一結算。村衛生室的可用藥品從146種增加到312種，縣醫院專家開的方子，村里也能續上。
　　患者病情穩定的，一次可以開足三個月的量。村衛生室缺貨的藥，村醫在系統里下單，縣里的倉庫在48小時內送到，路遠的由郵政車捎帶，不另收錢。
　　藥事中心有24名藥師，輪流在線審方，每月審核處方1.2萬張，攔下的不合理處方占3.1%，主要是重復用藥和劑量過大。藥師還要下村，教老人把過期的藥交回來，去年回收了1.6噸。
　　目錄合一以后，采購量大了，談價也有了底氣。縣醫保局測算，去年全縣慢病患者藥費比上年少支出690萬元，短缺藥的報缺率由11%降到2.4%。
　　也有新的煩惱：幾種利潤薄的急救藥，配送企業不愿意送；衡山鎮之外的三個山區鄉，冷鏈藥品仍要到縣里取。縣里打算明年自建兩輛冷藏車。
更多公告>> 中標結果 | 招標預告 | 會員服務
經營許可證編號：皖ICP證000000號 版權所有 江淮藥械 客服電話：400-000-0000
""".strip()


def make_pdf(path: Path) -> None:
    """A notice of two pages, each with a running header and a page number."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=14, leading=26, firstLineIndent=28, wordWrap="CJK"
    )
    heading = ParagraphStyle("heading", parent=body, fontSize=15, spaceBefore=8)
    title = ParagraphStyle("title", parent=body, fontSize=19, leading=34, alignment=1, firstLineIndent=0)
    story = [Paragraph(PRICES_TITLE, title)]
    story += [
        Paragraph(line.lstrip("#"), heading if line.startswith("#") else body) for line in PRICES.splitlines()
    ]

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(72, A4[1] - 40, "遵义市医疗保障局　情况通报　第27期")
        canvas.drawCentredString(A4[0] / 2, 36, f"— {document.page} —")

    template = SimpleDocTemplate(str(path), pagesize=A4, title=PRICES_TITLE, invariant=1)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)


def make_docx(path: Path) -> None:
    """A report with headings, a table and document properties."""
    document = Document()
    document.core_properties.title = RECORDS_TITLE
    document.core_properties.author = "沈一航"
    document.core_properties.created = document.core_properties.modified = datetime(2025, 4, 16, 9, 0)
    document.add_heading(RECORDS_TITLE, level=0)
    rows: list[list[str]] = []
    for line in RECORDS.splitlines():
        if line.startswith("|"):
            rows.append(line[1:].split("|"))
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=len(rows[0]))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
            rows = []
        if line.startswith("#"):
            document.add_heading(line[1:], level=1)
        else:
            document.add_paragraph(line)
    document.save(str(path))


def annotate(text: str) -> str:
    """Traditional text as some sites print it: a pinyin after every second character that simplification changes.

    >>> annotate("醫療")
    '醫(yī)療'
    """
    simplified = OpenCC("t2s").convert(text)
    annotated, changed = [], 0
    for character, simple in zip(text, simplified, strict=True):
        annotated.append(character)
        if character != simple:
            changed += 1
            if changed % 2:
                annotated.append(f"({lazy_pinyin(character, style=Style.TONE)[0]})")
    return "".join(annotated)


def make_traditional(path: Path) -> None:
    """A page saved as text from a trading site: annotations, destroyed spaces, its own banner and footer."""
    lines = [annotate(line.replace("　　", "??? ")) for line in CATALOGUE.splitlines()]
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make_pdf(ARTICLES / "zunyi_service_prices.pdf")
    make_docx(ARTICLES / "deqing_health_records.docx")
    make_traditional(ARTICLES / "huoshan_drug_catalogue.txt")
