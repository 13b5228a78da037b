"""The sample articles are read as their writers meant them: the facts, all of the text and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.terms import simplify
from ingest import Article, read_articles

ARTICLES = Path(__file__).parent / "data" / "articles"


@dataclass(frozen=True)
class Expected:
    """What a reader would say of the page: its facts, the ends of its text, and what is no part of it."""

    id: str
    title: str
    source: str | None
    published: str | None
    author: str | None
    place: str | None
    first: str
    last: str
    headings: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


EXPECTED = (
    Expected(
        "sangzhi_general_hospital.html",
        title="一家总医院管到村：桑植县医保“一本账”改革走访",
        source="澧水新闻网",
        published="2025-10-28",
        author="彭远舟",
        place="桑植县",
        first="霜降刚过",
        last="到省城进修。",
        headings=("三级机构并成一家", "医保的钱怎么分", "医生往下走"),
        furniture=("罗青", "扫一扫", "慈利县", "永定区", "看牙", "90%都给医院", "沙发", "ICP", "下载客户端"),
    ),
    Expected(
        "yuanling_village_doctors.txt",
        title="沅陵：给1100名村医办一份“体面的差事”",
        source="沅水晚报",
        published="2024-06-18",
        author="舒立言 宋阳",
        place="沅陵县",
        first="早上七点半",
        last="全部补齐。",
        headings=("钱从哪里来", "人从哪里来", "难处还在"),
        furniture=("责任编辑", "客户端", "热线", "不得转载"),
    ),
    Expected(
        "xunwu_family_doctors.html",
        title="家庭医生上门这件事，寻乌是怎么做起来的",
        source="客乡健康",
        published="2024-09-03",
        author="钟小满",
        place="寻乌县",
        first="“刘医生",
        last="把上门的时间省下来。",
        headings=("01 签约先分“红黄绿”", "02 签约费怎么花", "04 短板"),
        furniture=("蓝字", "END", "古月", "脐橙", "坐诊表", "阅读原文", "牙科", "预览时标签"),
    ),
    Expected(
        "jianchuan_telemedicine.md",
        title="剑川县远程医疗运行两年小结",
        source="剑湖融媒",
        published="2025-03-07",
        author="杨丽萍",
        place="剑川县",
        first="剑川是云南",
        last="排班总对不上。",
        headings=("心电图：六分钟出结果", "拍片子：乡镇拍、县里看", "钱怎么算", "还要补的课"),
        furniture=("联系我们", "分享到", "投稿邮箱", "保留所有权利", "**", "|---"),
    ),
    Expected(
        "rugao_elderly_care.html",
        title="我市“医养结合”服务惠及三万余名老年人",
        source="市卫健委老龄健康科",
        published="2023-11-15",
        author=None,
        place="如皋市",
        first="如皋素有",
        last="提高到1比4。",
        furniture=("打印", "扫一扫", "上一条", "友情链接", "备案号", "今天是", "请输入关键字"),
    ),
    Expected(
        "flood_relief_yingde.txt",
        title="洪水退去的第三天：英德一个镇的重建日记",
        source="北江晚报",
        published="2024-04-26",
        author="潘少雄",
        place="英德市",
        first="水退以后",
        last="刚来拍过照。",
        furniture=("冯佳", "声明", "二维码"),
    ),
    Expected(
        "pingwu_emergency_stations.txt",
        title="平武：把救护车停到大山深处",
        source="涪江晨刊",
        published="2023-09-27",
        author="贾一宁",
        place="平武县",
        first="虎牙藏族乡",
        last="编进急救网。",
        furniture=("乔木", "官方微博", "返回目录", "A06"),
    ),
    Expected(
        "huoshan_drug_catalogue.txt",
        title="霍山：一張藥單管三級 慢病用藥不出村",
        source="江淮藥械采購信息網",
        published="2024-12-05",
        author=None,
        place="霍山县",
        first="大別山腹地",
        last="冷藏車。",
        furniture=("歡迎", "更多公告", "經營許可證", "客服電話", "???", "("),
    ),
    Expected(
        "昭觉_孕产妇.html",
        title="昭觉山里的“待产之家”：把生孩子的风险留在山下",
        source="大凉山观察",
        published="2025-03-08",
        author="阿依",
        place="昭觉县",
        first="离预产期",
        last="还缺一半。",
        headings=("一个村，一位“妈妈联络员”", "血库前移"),
        furniture=("点赞", "胎心", "入驻创作者", "布谷鸟", "看哭了", "养肝", "许可证"),
    ),
    Expected(
        "lankou_hospital_debt.html",
        title="岚口县医院还债记",
        source="临港周刊",
        published="2025-08-11",
        author="温如海",
        place=None,
        first="“欠条比病历还厚。”",
        last="还钱的人是谁。”",
        headings=("三把刀", "谁该为此负责"),
        furniture=("广告", "空港", "咖啡馆", "我就是走的", "海鸥", "举报电话", "2025年第31期"),
    ),
    Expected(
        "zunyi_service_prices.pdf",
        title="遵义市2024年医疗服务价格动态调整情况通报",
        source="市医疗保障局",
        published="2024-12-20",
        author=None,
        place="遵义市",
        first="为理顺比价关系",
        last="列入明年的调整范围。",
        headings=("一、调了什么", "五、存在的问题"),
        furniture=("第27期", "— 1 —", "— 2 —"),
    ),
    Expected(
        "deqing_health_records.docx",
        title="德清县居民健康档案“活用”工作调研报告",
        source="德清县卫生健康信息中心",
        published="2025-04",
        author="沈一航",
        place="德清县",
        first="一、基本情况",
        last="实现跨市互认。",
        headings=("一、基本情况", "四、问题与建议"),
    ),
    Expected(
        "reprints/yongxin_hospital_bus.html",
        title="永新：一辆大巴跑出的“流动医院”",
        source="禾水日报",
        published="2025-07-15",
        author="龙小川",
        place="永新县",
        first="清晨六点",
        last="贺世林说。",
        furniture=("转发到", "ICP", "副刊", "点击"),
    ),
    Expected(
        "reprints/yongxin_checkups_on_wheels.txt",
        title="车轮上的体检，送到永新133个村",
        source="禾水日报",
        published="2025-07-16",
        author=None,
        place="永新县",
        first="清晨六点",
        last="汛期前完工。",
        furniture=("网友回复", "渔夫", "绿豆汤", "下一页", "免责", "当前位置", "点击数"),
    ),
    Expected(
        "en/nantong_care_insurance.html",
        title="A city insures the last years of life",
        source="East River Post",
        published="2025-02-14",
        author="Helen Marsh",
        place="南通市",
        first="When Gu Meiying",
        last="so I use it.",
        headings=("Home first", "Watching the watchers"),
        furniture=("cookie", "newsletter", "hairy crabs", "JohnDoe", "min read", "rights reserved"),
    ),
    Expected(
        "en/yilong_tuberculosis.txt",
        title="Finding the cough before it spreads: how Yilong county hunts tuberculosis",
        source="Jialing Health Review",
        published="2024-05-06",
        author="Daniel Okoye and Xie Lin",
        place="仪陇县",
        first="YILONG, Sichuan",
        last="the school kitchen.",
        furniture=("Facebook", "Panda base", "Reproduction"),
    ),
    Expected(
        "en/huanren_case_payment.md",
        title="What a fixed price did to the wards of Huanren",
        source="Liao Mountain Observer",
        published="2024-10-21",
        author="Ruth Feldman",
        place="桓仁满族自治县",
        first="Until three years ago",
        last="orthopaedic surgeons.",
        headings=("Shorter stays, fewer drips", "What comes next"),
        furniture=("Donate", "Did you enjoy", "social media"),
    ),
    Expected(
        "brief-panan-tcm",
        title="磐安：药农的孩子当村里的中医",
        source="大盘山药乡报",
        published="2025-06",
        author="陈墨",
        place="磐安县",
        first="磐安出“浙八味”",
        last="逢人就讲。",
    ),
    Expected(
        "digest-tongcheng-canteen",
        title="桐城：中学食堂晒账本，孩子们当“品菜员”",
        source="龙眠教育周刊",
        published="2024-11-30",
        author=None,
        place="桐城市",
        first="中午11点50分",
        last="保温汤桶。",
    ),
)

each = pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.id)


@pytest.fixture(scope="module")
def read() -> dict[str, Article]:
    """The sample articles by id; none is refused."""
    found = list(read_articles(ARTICLES))
    assert [item for item in found if not isinstance(item, Article)] == []
    return {article.id: article for article in found if isinstance(article, Article)}


@each
def test_title(expected: Expected, read: dict[str, Article]) -> None:
    assert read[expected.id].title == expected.title


@each
def test_source_date_and_author(expected: Expected, read: dict[str, Article]) -> None:
    article = read[expected.id]
    source = simplify(article.source) if article.source else None
    assert (source, article.published, article.author) == (
        simplify(expected.source) if expected.source else None,
        expected.published,
        expected.author,
    )


@each
def test_the_text_begins_and_ends_with_the_article(expected: Expected, read: dict[str, Article]) -> None:
    text = read[expected.id].text.strip()
    assert text.startswith(expected.first), text[:80]
    assert re.split(r"\n（", text)[0].rstrip('"”').endswith(expected.last.rstrip('"”')), text[-80:]


@each
def test_headings_stand_on_lines_of_their_own(expected: Expected, read: dict[str, Article]) -> None:
    lines = read[expected.id].text.splitlines()
    assert [heading for heading in expected.headings if heading not in lines] == []


@each
def test_no_furniture_is_kept(expected: Expected, read: dict[str, Article]) -> None:
    assert [line for line in expected.furniture if line in read[expected.id].text] == []


@each
def test_the_place_of_the_article_is_found(expected: Expected, read: dict[str, Article]) -> None:
    assert read[expected.id].places[:1] == ((expected.place,) if expected.place else ())


def test_every_article_is_expected_or_a_row_like_another(read: dict[str, Article]) -> None:
    rows = {key for key in read if key.startswith(("brief-", "digest-"))}
    assert {expected.id for expected in EXPECTED} - rows == set(read) - rows
    assert len(rows) == 7


def test_tables_stay_as_rows(read: dict[str, Article]) -> None:
    markdown = [line for line in read["jianchuan_telemedicine.md"].text.splitlines() if "远程超声" in line]
    assert len(markdown) == 1
    assert re.findall(r"[\d,]+", markdown[0]) == ["0", "2,360"]
    docx = [line for line in read["deqing_health_records.docx"].text.splitlines() if "3.6" in line]
    assert len(docx) == 1
    assert re.findall(r"[\d.]+", docx[0]) == ["2023", "204", "3.6", "910"]
