"""Pages as the big Chinese portals build them, around a given article; the markup is ours, the structure theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

CHANNELS = "新闻 国内 国际 军事 财经 股票 科技 体育 娱乐 汽车 房产 教育 健康 时尚 旅游 历史 文化 视频 图片 专题".split()
HEADLINES = (
    "两条地铁新线本月底试运行", "台风明天擦过东部沿海 多地停课", "春季招聘会提供三千个岗位", "老旧小区加装电梯有了新办法",
    "这座城市的夜市为什么火了", "冬小麦返青 农机手下田", "球队三连胜 主帅谈下一场", "博物馆夜场门票一分钟售罄",
    "新能源车充电为何排长队", "退休教师办起山村图书馆", "高考报名人数公布", "航天员出舱完成设备安装",
)  # fmt: skip
COMMENTS = (
    "这个办法好，我们县的医院早该这么改了，老百姓看病不用再跑那么远的路，药也便宜了不少。",
    "说得容易做起来难，乡镇卫生院留不住人才是根本问题，工资低，年轻医生来了就走。",
    "支持！希望医保报销比例再高一点，去年住院花了一万多，自己掏了四千块。",
)
STATEMENT = "特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台用户上传并发布，本平台仅提供信息存储服务。"
Paragraphs = Sequence[str]


def links(texts: Sequence[str], tag: str = "li") -> str:
    """Links in a list, as in navigation bars and boxes."""
    return "".join(f"<{tag}><a href='/{number}.html'>{text}</a></{tag}>" for number, text in enumerate(texts))


def document(head: str, body: str) -> str:
    """A whole page with scripts and styles around it."""
    scripts = "<script>window.__DATA__={a:'新闻'};</script><style>.a{color:red}</style>"
    return f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>{head}{scripts}</head><body>{body}{scripts}</body></html>"


def _paragraphs(texts: Paragraphs, opening: str = "<p>", closing: str = "</p>") -> str:
    return "\n".join(f"{opening}{text}{closing}" for text in texts)


def sina(title: str, texts: Paragraphs, caption: str) -> str:
    """Title bar with date and source, pictures with img_descr, an author line, rankings beside the text."""
    picture = f"<div class='img_wrapper'><img src='a.jpg' alt='{caption}'><span class='img_descr'>{caption}</span></div>"
    inside = _paragraphs(texts[:2], "<p cms-style='font-L'>　　") + picture + "<div id='left_hzh_ad'></div>"
    inside += _paragraphs(texts[2:], "<p cms-style='font-L'>　　") + "<p class='show_author'>责任编辑：孙小川 </p>"
    return document(
        f"<title>{title}|医改|卫生院_新浪样新闻</title><meta property='article:published_time' content='2025-04-25T10:46:00+08:00'>",
        f"<div class='top-nav'><ul>{links(CHANNELS)}</ul></div><div class='main-content w1240'><div class='path'>国内新闻 &gt; 正文</div>"
        f"<h1 class='main-title'>{title}</h1><div class='top-bar-wrap'><div class='date-source'><span class='date'>2025年04月25日 10:46</span>"
        "<a class='source'>山河日报</a></div><div class='page-tools'>缩小字体 放大字体 收藏 微博 微信 分享 0</div></div>"
        f"<div class='article-content clearfix'><div class='article-content-left'><div class='article' id='artibody'>{inside}</div>"
        f"<div class='article-bottom'><div class='keywords'>文章关键词： <a>医改</a> <a>卫生院</a></div><div class='article-notice'>我要反馈</div></div>"
        f"<div class='blk-related'><h2>相关新闻</h2><ul>{links(HEADLINES[:6])}</ul></div><div id='SI_Comment'>"
        + _paragraphs(COMMENTS, "<div class='cmnt-txt'>", "</div>")
        + f"</div></div><div class='article-content-right'><h3>点击排行</h3><ol>{links(HEADLINES)}</ol></div></div></div>"
        "<div class='footer'><a>新闻中心意见反馈留言板</a> Copyright © 1996-2025 All Rights Reserved 公司 版权所有</div>",
    )


def netease(title: str, texts: Paragraphs, caption: str) -> str:
    """post_body with a centred picture and its caption, a platform's statement, recommendations, comments."""
    picture = f"<p class='f_center'><img src='a.jpg'><br>{caption}<br></p>"
    return document(
        f"<title>{title}|村医|医保_网样订阅</title>",
        f"<div class='ntes_nav'>{links(CHANNELS, 'span')}</div><div class='wrapper'><div class='post_main'><div class='post_crumb'><a>首页</a> &gt; <a>新闻</a> &gt; 正文</div>"
        f"<h1 class='post_title'>{title}</h1><div class='post_info'>2025-04-25 10:46:41　来源: <a>山河日报</a> 北京 <a>举报</a></div>"
        "<div class='post_side'><a>0</a>分享至<p>用微信扫码二维码</p><p>分享至好友和朋友圈</p></div>"
        f"<div id='content'><div class='post_body'><p class='otitle'>（原标题：{title}）</p>{_paragraphs(texts[:1])}{picture}{_paragraphs(texts[1:])}</div>"
        f"<div class='post_author'><a><img></a>李四 本文来源：山河日报 责任编辑：李四_N0001</div><div class='post_statement'>{STATEMENT}</div>"
        f"<p>Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of the platform.</p></div>"
        f"<div class='post_next'><span>/阅读下一篇/</span><a>返回首页</a><a>下载客户端</a></div><div class='post_recommends'><h3>相关推荐</h3>{links(HEADLINES, 'h4')}</div>"
        f"<div class='post_comment'><h3>热点推荐</h3>{_paragraphs(COMMENTS)}</div></div><div class='post_sidebar'><h3>热门跟贴</h3><ul>{links(HEADLINES)}</ul></div></div>"
        "<div class='ne-foot'>关于我们 版权声明 联系方式 不良信息举报</div>",
    )


def wechat(title: str, texts: Paragraphs, caption: str) -> str:
    """Nested sections and spans under js_content, hidden until a script runs; follow-us lines inside the text."""
    lines = "".join(
        f"<section style='margin:8px'><span style='font-size:15px'>{text[:7]}<strong>{text[7:15]}</strong>{text[15:]}</span></section>"
        "<section><br></section>"
        for text in texts
    )
    return document(
        f"<title></title><meta property='og:title' content='{title}'><meta name='author' content='何苗'>",
        f"<div id='js_article' class='rich_media'><div id='img-content'><h1 class='rich_media_title' id='activity-name'>{title}</h1>"
        "<div id='meta_content'><span class='rich_media_meta_text'>何苗</span><a id='js_name'>山河健康</a><em id='publish_time'>2025-04-25 10:46</em><em>浙江</em></div>"
        "<div class='rich_media_content' id='js_content' style='visibility: hidden; opacity: 0;'><section><p>点击上方蓝字关注我们</p></section>"
        f"{lines}<p><img src='a.jpg'></p><p style='text-align:center'><span>▲{caption}</span></p>"
        "<section><p>— END —</p><p>编辑｜小桔　审核｜何苗</p><p>长按识别二维码关注我们</p><p>往期推荐</p><p><a>吃粗粮也会升血糖？</a></p><p><a>春天过敏怎么办</a></p></section></div>"
        "<div class='rich_media_tool'>阅读原文 阅读 <span>10万+</span> 赞 在看</div></div></div><div id='js_pc_qr_code'><p>微信扫一扫<br>关注该公众号</p></div>"
        "<div class='weui-dialog'>继续滑动看下一个 轻触阅读原文 知道了</div>",
    )


def people(title: str, texts: Paragraphs, caption: str) -> str:
    """rm_txt_con with indented paragraphs, the newspaper's page below, editors in brackets, rankings."""
    return document(
        f"<title>{title}--样民网</title><meta name='source' content='山河日报'><meta name='publishdate' content='2025-04-25'>",
        f"<div class='rm_topnav'>{links(CHANNELS, 'span')}</div><div class='layout rm_txt cf'><div class='col col-1 fl'><h3 class='pre'></h3><h1>{title}</h1>"
        "<div class='author cf'>本报记者 周明</div><div class='channel cf'><div class='col-1-1 fl'>2025年04月25日08:12 | 来源：<a>山河日报</a><i>小字号</i></div></div>"
        f"<div class='rm_txt_con cf'><div class='box_pic'><img src='a.jpg'></div><p class='pictext' style='text-align: center;'>图为{caption}。李红摄</p>"
        + _paragraphs(texts, "<p style='text-indent: 2em;'>\n\t")
        + "<p class='paper_num'>《 山河日报 》（ 2025年04月25日 07 版）</p><div class='zdfy clearfix'></div><div class='edit cf'>(责编：周明、李红)</div></div>"
        "<div class='share cf'>分享让更多人看到 <a>微信</a></div><div class='rm_relevant cf'><h3>相关新闻</h3>"
        f"<ul>{links(HEADLINES[:5])}</ul></div></div><div class='col col-2 fr'><h3>热门排行</h3><ul class='rm_ranking cf'>{links(HEADLINES)}</ul></div></div>"
        "<div class='rm_download'><p>样民日报客户端下载</p></div><div class='footer'>样民日报社概况 | 关于我们 | 报社招聘 互联网新闻信息服务许可证00000000000</div>",
    )


def toutiao(title: str, texts: Paragraphs, caption: str) -> str:
    """A feed's article: track marks, captions under pictures, long comments, recommendations with summaries."""
    feed = "".join(
        f"<div class='feed-card-article-l'><a class='title'>{text}</a><p>{text}，记者从有关部门获悉，具体安排将于近日公布，请市民留意出行时间…</p></div>"
        for text in HEADLINES
    )
    comments = "".join(f"<li><div class='comment-info'><a>用户{n}</a><p class='content'>{text}</p></div></li>" for n, text in enumerate(COMMENTS))
    return document(
        f"<title>{title}-今日样条</title>",
        f"<div class='main-nav-wrapper'>{links(CHANNELS)}</div><div class='article-detail-container'><div class='left-sidebar'>82 评论 收藏 微信 微博 复制链接</div><div class='main'><div class='article-content'>"
        f"<h1>{title}</h1><div class='article-meta'><span>2025-04-25 10:46</span><span>·</span><span class='name'><a>健康街坊</a></span></div>"
        f"<article class='syl-article-base tt-article-content syl-page-article'><p data-track='1'>{texts[0]}</p><div class='pgc-img'><img src='a.jpg'><p class='pgc-img-caption'>{caption}</p></div>"
        + _paragraphs(texts[1:], "<p data-track='2'>")
        + f"</article><div class='detail-end-extra'>举报 <a>评论 {len(COMMENTS)}</a></div></div><div class='ttp-comment-block'><h3>评论 {len(COMMENTS)}</h3><ul class='comment-list'>{comments}</ul></div>"
        f"<div class='detail-article-feed'>{feed}</div></div><div class='right-sidebar'><h3>相关推荐</h3>{links(HEADLINES, 'p')}</div></div>",
    )


def sohu(title: str, texts: Paragraphs, caption: str) -> str:
    """Everything in one article element: original title, text, "back to the portal", editor, statement."""
    return document(
        f"<title>{title}_医院_医保_患者</title><meta name='mediaid' content='山河健康'>",
        f"<header id='main-header'>{links(CHANNELS)}</header><div class='wrapper-box'><div class='left sidebar'><h4>山河健康</h4><p>1286 文章 305万 总阅读</p><a>查看TA的文章&gt;</a></div>"
        f"<div class='left main'><div data-spm='content' class='text'><div class='text-title'><h1>{title}</h1><div class='article-info'><span class='time'>2025-04-25 10:46</span> 来源: 山河健康</div></div>"
        f"<article class='article' id='mp-editor'><p data-role='original-title'>原标题：{title}</p>{_paragraphs(texts)}<p><img src='a.jpg'></p><p>{caption}　李红/摄</p>"
        "<p><a>返回样狐，查看更多</a></p><p data-role='editor-name'>责任编辑：<span></span></p></article><div class='statement'>平台声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。</div>"
        f"<div class='bottom-relate-wrap'><span>阅读 (<em>1.2万</em>)</span></div></div><div id='right-side-bar'><h3>24小时热文</h3>{links(HEADLINES)}</div>"
        f"<div class='c-comment-area'><div class='c-comment-header'>我来说两句 0人参与</div>{_paragraphs(COMMENTS, '<div>', '</div>')}</div><div class='groom-read'><h3>推荐阅读</h3>{links(HEADLINES)}</div></div></div>",
    )


def hashed(title: str, texts: Paragraphs, caption: str) -> str:
    """Class names that a build tool made; nothing but density tells the text."""
    return document(
        f"<title>{title}_样凰网</title>",
        f"<div class='x_3kF9a'>{links(CHANNELS, 'span')}</div><div class='q_2Jd81'><div class='r_7Hs02'><h1 class='t_1Kq77'>{title}</h1><div class='u_9Pz34'><span>2025年04月25日 10:46:41</span><span>来自河北</span></div>"
        f"<div class='w_5Tn60'><div><div class='y_8Gv13'>{_paragraphs(texts[:3])}<p class='z_pic'><img src='a.jpg'></p><p>{caption}　李红 摄</p>{_paragraphs(texts[3:])}</div></div></div>"
        f"<div class='m_4Ru58'>特别声明：以上作品内容为用户上传并发布，本平台仅提供信息存储空间服务。</div></div><div class='s_6Lw29'><div class='h_0Ye45'>热门推荐</div>{links(HEADLINES, 'p')}</div></div>"
        f"<div class='k_2Bd96'>{''.join(f'<div>{text}<span>回复</span></div>' for text in COMMENTS)}</div>",
    )


def county(title: str, texts: Paragraphs, caption: str) -> str:
    """A local government's page in nested tables, text in one cell broken by br."""
    text = "<br><br>　　".join(texts)
    return document(
        f"<title>{title}-山河县人民政府</title><meta name='ContentSource' content='县卫健局'><meta name='PubDate' content='2025-04-25 10:46'>",
        f"<table width='1000' align='center'><tr>{links(CHANNELS[:10], 'td')}</tr></table><table width='1000' align='center'><tr><td width='220' valign='top'><table><tr><td>政务动态</td></tr>"
        f"{''.join(f'<tr><td><a>{text}</a></td></tr>' for text in HEADLINES)}</table></td><td valign='top'><table width='100%'><tr><td>当前位置：<a>首页</a> &gt; <a>政务动态</a></td></tr>"
        f"<tr><td align='center'><b><font size='5'>{title}</font></b></td></tr><tr><td align='center'>发布时间：2025-04-25 10:46 信息来源：县卫健局 浏览次数：158次 【字体：大 中 小】</td></tr>"
        f"<tr><td class='nr'><font size='3'>　　{text}</font><br><img src='a.jpg'><br>（{caption}　李红 摄）</td></tr><tr><td align='right'>【打印本页】【关闭窗口】</td></tr>"
        "<tr><td>上一篇：<a>县里召开春耕现场会</a><br>下一篇：<a>县图书馆延长开放时间</a></td></tr></table></td></tr></table>"
        "<table width='1000'><tr><td align='center'>主办：山河县人民政府办公室 网站标识码：0000000000 冀ICP备00000000号</td></tr></table>",
    )


PORTALS: dict[str, Callable[[str, Paragraphs, str], str]] = {
    build.__name__: build for build in (sina, netease, wechat, people, toutiao, sohu, hashed, county)
}
