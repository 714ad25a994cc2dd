#!/usr/bin/env python3
"""Writes the throw-away site on which bytes are counted.

usage: corpus.py OUT TOTAL_PAGES

Half of the pages are in Chinese, half in English, 20 in a folder; chapter N of
one language is the translation of chapter N of the other. A page has 4 to 8
headings, a list, a table, two blocks of code, 5 links and some 1,500 Han
characters or 1,000 English words, the same on every machine. It has no
formulas: not every generator sets them at build time, and the numbers of other
generators are of these texts without formulas.
"""
import os, random, re, sys

EN_NOUN = """career model agent writer editor studio prompt draft review client
contract market skill portfolio designer engineer analyst teacher student team
budget metric dataset pipeline workflow tool template feedback mentor industry
role task deadline project interview resume network community audience brand
license risk policy privacy copyright bias signal benchmark forecast trend
story image video voice caption script lesson course chapter exercise plan
goal habit review question answer example pattern mistake lesson cost value
price salary offer option skillset decision strategy hypothesis experiment
result quality judgment taste context domain knowledge product service""".split()
EN_VERB = """plans builds reviews measures explains compares improves rewrites
tests publishes negotiates learns teaches automates documents checks adapts
shapes reduces extends supports questions verifies combines records samples
ranks filters translates summarizes schedules delivers""".split()
EN_ADJ = """generative careful bilingual practical early senior junior honest
narrow broad reliable slow fast expensive cheap visible hidden repeatable
creative technical commercial personal public shared daily weekly strategic
uncertain measurable modest durable""".split()
EN_ADV = """often rarely quickly quietly together later first usually clearly
again carefully""".split()
EN_LINK = """and but because while although so unless before after""".split()

ZH_NOUN = """职业 模型 智能体 作者 编辑 工作室 提示词 草稿 评审 客户 合同 市场 技能 作品集
设计师 工程师 分析师 老师 学生 团队 预算 指标 数据集 流水线 工作流 工具 模板 反馈 导师 行业
角色 任务 期限 项目 面试 简历 人脉 社区 受众 品牌 许可 风险 政策 隐私 版权 偏见 信号 基准
预测 趋势 故事 图像 视频 声音 字幕 脚本 课程 章节 练习 计划 目标 习惯 问题 答案 案例 模式
错误 教训 成本 价值 价格 薪酬 机会 选择 决策 战略 假设 实验 结果 质量 判断 品味 语境 领域 知识
产品 服务 内容 生成 创作 规划""".split()
ZH_VERB = """规划 构建 评审 衡量 解释 比较 改进 重写 测试 发布 谈判 学习 教授 自动化 记录 检查
适应 塑造 减少 扩展 支持 质疑 验证 组合 采样 排序 筛选 翻译 总结 安排 交付""".split()
ZH_ADJ = """生成式的 谨慎的 双语的 实用的 早期的 资深的 初级的 诚实的 狭窄的 广泛的 可靠的 缓慢的
快速的 昂贵的 便宜的 可见的 隐藏的 可重复的 有创意的 技术性的 商业化的 个人的 公开的 共享的
每天的 每周的 长期的 不确定的 可衡量的""".split()
ZH_LINK = """因此 但是 因为 同时 虽然 除非 然后 所以 而且 另外""".split()

INLINE = [r"E = mc^2", r"p(x \mid y_{%d})", r"\alpha + \beta_{%d}", r"\sqrt{n}",
          r"\frac{a}{%d b}", r"O(n \log n)", r"\sum_{i=1}^{%d} x_i",
          r"\hat{y} = Wx + b", r"\lambda \in (0, %d)", r"x_{t+1} = x_t - \eta g_t",
          r"\mu \pm 2\sigma", r"\Delta s = %d t"]
DISPLAY = [
    r"\text{value}(s) = \max_{a} \left( r_a + \gamma \sum_{s'} p(s' \mid s, a)\, v_{%d}(s') \right)",
    r"\mathcal{L}_{%d}(\theta) = -\frac{1}{N} \sum_{i=1}^{N} \log p_\theta(y_i \mid x_i) + \lambda \lVert \theta \rVert_2^2",
    r"\int_{0}^{T} e^{-\rho t} w_{%d}(t)\, dt = \frac{w_0}{\rho - g}\left(1 - e^{-(\rho - g)T}\right)",
    r"\begin{pmatrix} a_{11} & a_{12} \\ a_{21} & a_{22} \end{pmatrix}^{%d} \begin{pmatrix} x \\ y \end{pmatrix}",
]


def en_sentence(r):
    def np():
        return ("the " if r.random() < .6 else "a ") + r.choice(EN_ADJ) + " " + r.choice(EN_NOUN)
    s = f"{np()} {r.choice(EN_VERB)} {np()}"
    if r.random() < .6:
        s += f" {r.choice(EN_ADV)}"
    if r.random() < .7:
        s += f", {r.choice(EN_LINK)} {np()} {r.choice(EN_VERB)} {np()}"
    s = s[0].upper() + s[1:]
    x = r.random()
    if x < .06:
        w = s.split(" "); k = r.randrange(len(w)); w[k] = f"**{w[k]}**"; s = " ".join(w)
    elif x < .10:
        s += f" with `{r.choice(EN_NOUN)}_{r.choice(EN_NOUN)}`"
    return s + "."


def zh_sentence(r):
    def np():
        return r.choice(ZH_ADJ) + r.choice(ZH_NOUN)
    s = f"{np()}{r.choice(ZH_VERB)}{r.choice(ZH_NOUN)}"
    if r.random() < .7:
        s += f",{r.choice(ZH_LINK)}{np()}可以{r.choice(ZH_VERB)}{np()}"
    if r.random() < .4:
        s += f",{r.choice(ZH_LINK)}{r.choice(ZH_NOUN)}需要{r.choice(ZH_VERB)}"
    x = r.random()
    if x < .06:
        s = f"**{r.choice(ZH_NOUN)}**" + s
    elif x < .10:
        s += f",参见 `{r.choice(EN_NOUN)}_{r.choice(EN_NOUN)}`"
    return s + "。"


def py_code(r, n):
    a, b, c = r.choice(EN_NOUN), r.choice(EN_NOUN), r.choice(EN_NOUN)
    return f'''from dataclasses import dataclass, field


@dataclass
class {a.capitalize()}{n}:
    """Scores one {b} against its {c}."""
    name: str
    weight: float = {r.randint(1, 99) / 100}
    tags: list[str] = field(default_factory=list)

    def score(self, values: dict[str, float]) -> float:
        total = 0.0
        for key, value in sorted(values.items()):
            if key in self.tags and value > {r.randint(1, 9)}:
                total += value * self.weight  # {r.choice(EN_NOUN)}
        return round(total, {r.randint(1, 4)})


if __name__ == "__main__":
    item = {a.capitalize()}{n}("{b}-{n}", tags=["{c}", "{r.choice(EN_NOUN)}"])
    print(f"{{item.name}}: {{item.score({{'{c}': {r.randint(10, 99)}.5}})}}")
'''


def go_code(r, n):
    a, b = r.choice(EN_NOUN), r.choice(EN_NOUN)
    return f'''package main

import (
\t"fmt"
\t"sort"
\t"strings"
)

// {a.capitalize()}{n} counts each {b} in a {r.choice(EN_NOUN)}.
func {a.capitalize()}{n}(text string, limit int) []string {{
\tcounts := map[string]int{{}}
\tfor _, w := range strings.Fields(text) {{
\t\tcounts[strings.ToLower(w)]++
\t}}
\tkeys := make([]string, 0, len(counts))
\tfor k := range counts {{
\t\tkeys = append(keys, k)
\t}}
\tsort.Slice(keys, func(i, j int) bool {{ return counts[keys[i]] > counts[keys[j]] }})
\treturn keys[:min(limit, len(keys))] // at most {r.randint(2, 90)}
}}

func main() {{ fmt.Println({a.capitalize()}{n}("{b} {a} {b}", {r.randint(2, 9)})) }}
'''


def name(n):
    return f"ch{n:05d}"


def section_of(n):
    return (n - 1) // 20 + 1


def page(lang, n, total, seed, link):
    """Returns (title, section title, body)."""
    r = random.Random(f"{seed}/{lang}/{n}")
    # a translation pair has the same formulas and the same code
    both = random.Random(f"{seed}/both/{n}")
    zh = lang == "zh"
    noun = ZH_NOUN if zh else EN_NOUN
    sent = zh_sentence if zh else en_sentence
    title = (f"第 {n} 章 {r.choice(ZH_NOUN)}与{r.choice(ZH_NOUN)}" if zh
             else f"Chapter {n}: {r.choice(EN_NOUN)} and {r.choice(EN_NOUN)}")
    heads = r.randint(4, 8)
    target = 1290 if zh else 800   # characters / words of prose; the rest is list, table, code, links
    per = target / (heads + 1)
    size = (lambda s: len(s)) if zh else (lambda s: len(s.split()))

    def prose(goal):
        out, got = [], 0
        para = []
        while got < goal:
            s = sent(r); got += size(s); para.append(s)
            if len(para) >= r.randint(3, 6):
                out.append(("" if zh else " ").join(para)); para = []
        if para:
            out.append(("" if zh else " ").join(para))
        return out

    out = prose(per)
    blocks = []
    # formulas, links, code, table and list are spread over the sections
    lst = "\n".join(f"- {sent(r)}" for _ in range(5))
    th = ("指标", "数值", "说明") if zh else ("Metric", "Value", "Note")
    table = f"| {th[0]} | {th[1]} | {th[2]} |\n| --- | ---: | --- |\n" + "\n".join(
        f"| {r.choice(noun)} | {r.randint(1, 999)} | {sent(r).replace('**', '')} |" for _ in range(5))
    inl = [f"${(x % n) if '%d' in x else x}$" for x in both.sample(INLINE, 3)]
    disp = f"$$\n{both.choice(DISPLAY) % n}\n$$"
    targets = []
    while len(targets) < 5:
        t = r.randint(1, total)
        targets.append(t)
    links = [f"[{('第 %d 章' if zh else 'chapter %d') % t}]({link(lang, n, t)})" for t in targets]
    mathp = (f"设 {inl[0]} 与 {inl[1]},于是得到 {inl[2]}。" if zh
             else f"Let {inl[0]} and {inl[1]}, so that we get {inl[2]}.")
    linkp = (("参见" + "、".join(links) + "。") if zh else "See " + ", ".join(links) + ".")
    blocks = [lst, f"```python\n{py_code(both, n)}```", mathp + "\n\n" + disp, f"```go\n{go_code(both, n)}```", table, linkp]
    for i in range(heads):
        level = "##" if i == 0 or r.random() < .6 else "###"
        h = (f"{r.choice(ZH_NOUN)}的{r.choice(ZH_NOUN)} {i + 1}" if zh
             else f"{r.choice(EN_ADJ).capitalize()} {r.choice(EN_NOUN)} {i + 1}")
        out.append(f"{level} {h}")
        out += prose(per)
        while blocks and (len(blocks) > heads - 1 - i or i == heads - 1):
            out.append(blocks.pop(0))
    sec = section_of(n)
    sect = f"第 {sec} 部分" if zh else f"Part {sec}"
    return title, sect, "\n\n".join(out) + "\n"


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def folder(n):
    return f"p{section_of(n):04d}"


def link(lang, n, target):
    return ("" if folder(target) == folder(n) else f"../{folder(target)}/") + name(target) + ".md"


def without_formulas(text):
    return re.sub(r"\$[^$\n]+\$", "", re.sub(r"\$\$\n.*?\n\$\$\n", "", text, flags=re.S))


def main():
    out, per = sys.argv[1], int(sys.argv[2]) // 2
    write(f"{out}/site.yaml", "title: { zh: AIGC 时代的职业规划, en: Career planning in the age of AIGC }\nlanguages: [zh, en]\n")
    for lang in ("zh", "en"):
        home = "AIGC 时代的职业规划" if lang == "zh" else "Career planning in the age of AIGC"
        write(f"{out}/content/{lang}/index.md", f"# {home}\n\n{home}\n")
        for n in range(1, per + 1):
            title, section, body = page(lang, n, per, "1", link)
            at = f"{out}/content/{lang}/{folder(n)}"
            write(f"{at}/{name(n)}.md", f'---\ntitle: "{title}"\n---\n\n{without_formulas(body)}')
            if n % 20 == 1:
                write(f"{at}/index.md", f"# {section}\n")


main()
