// Makes the font that the pictures of the guide's pages are drawn with (og.font
// in site.yaml). Run by hand when a title has a character that the font lacks;
// what it writes is committed:
//
//   make og-font
//
// It takes Noto Serif CJK SC Bold out of Debian's collection (fonts-noto-cjk) and
// keeps the characters of all titles of the guide, of its glossary's terms, of
// the titles that are planned, and of ASCII and common marks. Noto's licence
// (content/fonts/OFL.txt) reserves no name, so the part keeps that of the whole.

import { readFile, readdir, writeFile } from "node:fs/promises";
import subset from "subset-font";

const root = new URL("../../", import.meta.url);
const collection = process.env.NOTO ?? "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc";
const name = "Noto Serif CJK SC";

const marks = "，。、；：？！（）《》〈〉「」『』【】“”‘’—…·・－～％＋－／×÷±≤≥≈→←↔“–•’°№é";

// Chapters and sections that are planned, so that their titles need no new font.
const planned = `
背景介绍 问题的由来 研究现状 意义 本书结构 焦虑的解剖 核心概念与联系 术语 任务而非职业 暴露、自动化、增强 参差前沿 技能审计
跨领域合作 算法原理与操作步骤 生成模型家族 翻译 解码 检索、工具、智能体 十二周计划 数学模型与公式 记号 最优判别器 全局最优
两种损失 自回归与困惑度 注意力 扩散 策略梯度到 评测 职业决策模型 项目实践 应用场景：九种角色 写作者 设计师 译者 程序员 教师
市场 数据分析 产品经理 学生 工具和资源 选择工具的方法 课程与书 数据集与许可 注释参考文献 趋势与挑战 宏观证据 四种情景 伦理
法规 开放问题 附录 常见问题 术语表 工作表 勘误 更新日志 该不该转行 岁学什么 提示工程还值得学吗 作品用了要不要说
公司禁止用怎么办 应届生怎么办 模式坍缩 温度 二元语法 老虎机 任务暴露计算器 测量你自己 零一二三四五六七八九十百千万年月日第章节`;

/** Returns one font of a collection, as a file of its own. */
function face(file, at) {
  const count = file.readUInt16BE(at + 4);
  const head = Buffer.from(file.subarray(at, at + 12 + 16 * count));
  const parts = [head];
  let end = head.length;
  for (let i = 0; i < count; i++) {
    const [from, length] = [head.readUInt32BE(20 + 16 * i), head.readUInt32BE(24 + 16 * i)];
    head.writeUInt32BE(end, 20 + 16 * i);
    const table = Buffer.alloc((length + 3) & ~3);
    file.copy(table, 0, from, from + length);
    parts.push(table);
    end += table.length;
  }
  return Buffer.concat(parts);
}

/** Returns the English family name of a font. */
function family(font) {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    if (font.toString("latin1", 12 + 16 * i, 16 + 16 * i) !== "name") continue;
    const at = font.readUInt32BE(20 + 16 * i);
    for (let k = 0; k < font.readUInt16BE(at + 2); k++) {
      const [platform, , language, id, length, offset] = [0, 2, 4, 6, 8, 10].map((n) => font.readUInt16BE(at + 6 + 12 * k + n));
      if (platform !== 3 || language !== 0x409 || id !== 1) continue;
      const from = at + font.readUInt16BE(at + 4) + offset;
      return Buffer.from(font.subarray(from, from + length)).swap16().toString("utf16le");
    }
  }
  return "";
}

/** The title of a page: in its front matter, else its first line. */
function title(text) {
  const [, front] = text.match(/^---\n([^]*?)\n---\n/) ?? [];
  return front?.match(/^title:(.*)$/m)?.[1] ?? text.replace(/^---\n[^]*?\n---\n/, "").trimStart().split("\n", 1)[0];
}

async function titles() {
  const out = [];
  for (const lang of ["zh", "en"]) {
    const folder = new URL(`content/${lang}/`, root);
    for (const file of await readdir(folder, { recursive: true })) {
      if (file.endsWith(".md")) out.push(title(await readFile(new URL(file, folder), "utf8")), file);
    }
  }
  return out.join("\n");
}

const ascii = String.fromCodePoint(...Array.from({ length: 95 }, (_, i) => 0x20 + i));
const settings = await readFile(new URL("site.yaml", root), "utf8");
const terms = (await readFile(new URL("content/glossary.csv", root), "utf8")).split("\n").map((line) => line.split(",").slice(0, 6).join(" "));

const file = await readFile(collection);
const fonts = Array.from({ length: file.readUInt32BE(8) }, (_, i) => face(file, file.readUInt32BE(12 + 4 * i)));
const font = fonts.find((f) => family(f) === name);
if (!font) throw new Error(`${collection} has no ${name}`);
const wanted = [...new Set([...ascii, ...marks, ...planned, ...settings, ...terms.join(""), ...(await titles())])].filter((c) => c >= " ").sort().join("");
const out = await subset(font, wanted, { targetFormat: "sfnt", noLayoutClosure: true, noHinting: true, dropTables: ["GSUB", "BASE", "VORG", "vhea", "vmtx"], preserveNameIds: [0, 3, 5, 13, 14] });
await writeFile(new URL("content/fonts/noto-serif-sc-bold.otf", root), out);
console.log(`content/fonts/noto-serif-sc-bold.otf: ${[...wanted].length} characters, ${out.length} bytes`);
