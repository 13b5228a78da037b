"""Words that say nothing about what a passage is about: function words and the words of asking."""

from __future__ import annotations

_ENGLISH = """
a an the of in on at to for from by with and or as is are was were be been being it its this that these those he
she they them his her their we our you your i my me do does did done has have had having can could will would
shall should may might must not no what which who whom whose when where why how many much there here than then so
such into onto about also but if
"""
_CHINESE = """
的 了 在 是 和 与 及 或 也 都 而 被 把 对 从 到 于 之 其 该 这 那 这个 那个 这些 那些 有 个 为 以 上 中 下 等 由 所 就
并 很 会 能 着 过 得 地 我 你 他 她 它 们 我们 他们 你们 什么 哪 哪个 哪些 哪里 哪儿 谁 何 何时 怎么 怎样 如何 为什么
为何 多少 几 几个 吗 呢 吧 啊
"""
STOP_WORDS = frozenset(f"{_ENGLISH} {_CHINESE}".split())
