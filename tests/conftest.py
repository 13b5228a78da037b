"""What all tests share."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session", autouse=True)
def _interruptible() -> None:
    """A run in the background ignores Ctrl-C, and what it starts would too, which some tests interrupt."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of our own sample articles and questions."""
    return DATA


@pytest.fixture(scope="session")
def real_articles() -> Path:
    """The folder of a user's real articles; the test is skipped where it is not at hand."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("the real articles are not at hand (../shared/articles)")
    return folder


COUNTIES = (
    {
        "id": "linhe",
        "title": "临河县医保基金打包管理见成效",
        "source": "临河日报",
        "published": "2025-03-12",
        "text": "临河县把全县7家乡镇卫生院并入县医院集团。一是把85%的医保基金打包交给集团统筹使用;"
        "二是结余资金留给集团自行分配;三是年底按考核结果清算。\n\n2024年,集团结余资金1260万元,比上一年多出三成。\n\n"
        "县卫健局局长周梦溪说,村医的年收入由3.1万元升到5.4万元。",
        "places": ("临河县",),
    },
    {
        "id": "qingshan",
        "title": "青杉县:远程心电进村",
        "source": "山城晚报",
        "published": "2024-11-05",
        "text": "青杉县的108个村卫生室全部配备了心电设备。村医采集数据后,县心电中心在十分钟内给出诊断。\n\n"
        "去年,县心电中心完成诊断2.3万例,其中急症640例。\n\n项目由县财政出资980万元,县人民医院负责运行。",
        "places": ("青杉县",),
    },
    {
        "id": "qingshan-copy",
        "title": "青杉县的心电网络",
        "source": "健康转载网",
        "published": "2024-11-07",
        "text": "青杉县的108个村卫生室全部配备了心电设备。村医采集数据后,县心电中心在十分钟内给出诊断。\n\n"
        "去年,县心电中心完成诊断2.3万例,其中急症640例。\n\n项目由县财政出资980万元,县人民医院负责运行。",
        "places": ("青杉县",),
    },
    {
        "id": "undated",
        "title": "柳湾镇的家庭医生",
        "source": None,
        "published": None,
        "text": "柳湾镇有12支家庭医生团队,签约居民4.6万人。每支团队由一名全科医生、一名护士和一名公共卫生人员组成。\n\n"
        "慢性病患者每季度随访一次。",
        "places": ("柳湾镇",),
    },
    {
        "id": "english",
        "title": "Hillford trust opens evening clinics",
        "source": "Hillford Gazette",
        "published": "2025-01-20",
        "language": "en",
        "text": "The Hillford health trust opened 14 evening clinics in January. They saw 9,300 patients in their "
        "first month, and the average wait fell to 25 minutes.\n\n"
        "The trust paid for the clinics with a grant of 2.4 million dollars.",
        "places": (),
    },
)


@pytest.fixture(scope="session")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of five short articles: two Chinese counties, one of them twice, an undated town, and one in English."""
    from index import Index
    from ingest.article import Article

    folder = tmp_path_factory.mktemp("counties") / "index"
    with Index.open(folder) as index:
        index.add([Article(**fields) for fields in COUNTIES])
    return folder
