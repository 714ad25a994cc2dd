// Pictures that are compared: taken with fonts that every machine of the tests
// has, kept at half the size, compared with a tolerance.

import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PNG } from "pngjs";

/**
 * How far a colour may be from the wanted one, of 255; which share of the pixels
 * may be farther; and how far all may be from it in the mean, which a pale
 * background that changes goes over.
 */
const tolerance = { colour: 40, share: 0.005, mean: 1 };

/**
 * Writes settings of fontconfig that know the fonts of Debian's fonts-noto-cjk
 * and fonts-dejavu-core alone, and returns the environment that a browser needs
 * to use them. Text is set without hinting and in grey.
 */
export async function fonts(folder) {
  const place = (family) => dirname(execFileSync("fc-match", ["-f", "%{file}", family], { encoding: "utf8" }));
  const folders = ["Noto Sans CJK SC", "Noto Serif CJK SC", "DejaVu Sans Mono"].map(place);
  const prefer = (generic, family) => `<alias binding="strong"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;
  const set = (name, value) => `<edit name="${name}" mode="assign">${value}</edit>`;
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${[...new Set(folders)].map((dir) => `<dir>${dir}</dir>`).join("\n")}
<cachedir>${join(folder, "cache")}</cachedir>
${prefer("sans-serif", "Noto Sans CJK SC")}${prefer("serif", "Noto Serif CJK SC")}${prefer("monospace", "DejaVu Sans Mono")}
<match target="font">${set("antialias", "<bool>true</bool>")}${set("hinting", "<bool>false</bool>")}${set("rgba", "<const>none</const>")}</match>
</fontconfig>
`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "fonts.conf"), text);
  return { ...process.env, FONTCONFIG_FILE: join(folder, "fonts.conf") };
}

/** Has a page wait for the fonts of its formulas, which a browser goes on without if it is in haste. */
export function patient(page) {
  return page.route("**/math-*.css", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll("font-display:optional", "font-display:block") });
  });
}

/** Returns a PNG at half its width and height: each pixel is the mean of four. */
export function halve(data) {
  const from = PNG.sync.read(data);
  const to = new PNG({ width: from.width >> 1, height: from.height >> 1 });
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      for (let c = 0; c < 4; c++) {
        const at = (dx, dy) => from.data[((2 * y + dy) * from.width + 2 * x + dx) * 4 + c];
        // In steps of eight: half the bytes, and within the tolerance.
        const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) >> 2;
        to.data[(y * to.width + x) * 4 + c] = c === 3 ? 255 : Math.min(255, ((mean + 4) >> 3) << 3);
      }
    }
  }
  return PNG.sync.write(to, { colorType: 2, inputHasAlpha: true, deflateLevel: 9, filterType: -1 });
}

/**
 * Compares two PNGs. Returns { same, share, mean, picture }: whether they are within the
 * tolerance, which share of the pixels is too far from the wanted one, how far all
 * are in the mean, and a PNG of the wanted picture in grey with these in
 * red. Different sizes differ wholly.
 */
export function compare(wanted, got) {
  const [a, b] = [PNG.sync.read(wanted), PNG.sync.read(got)];
  if (a.width !== b.width || a.height !== b.height) return { same: false, share: 1, mean: 255, picture: got };
  let count = 0;
  let sum = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const off = Math.max(...[0, 1, 2].map((c) => Math.abs(a.data[i + c] - b.data[i + c])));
    const far = off > tolerance.colour;
    sum += off;
    if (far) count++;
    const grey = (a.data[i] + a.data[i + 1] + a.data[i + 2]) / 6 + 100;
    b.data.set(far ? [255, 0, 0] : [grey, grey, grey], i);
  }
  const [share, mean] = [count, sum].map((n) => n / (a.width * a.height));
  return { same: share <= tolerance.share && mean <= tolerance.mean, share, mean, picture: PNG.sync.write(b) };
}

/**
 * Holds a picture to the one in a file: returns "" or what is wrong, and then
 * leaves the picture and the differences in the folder out. With UPDATE set it
 * writes the file.
 */
export async function hold(file, name, got, out) {
  if (process.env.UPDATE) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, got);
    return "";
  }
  const wanted = await readFile(file).catch(() => undefined);
  if (!wanted) return `there is no ${file}: make looks writes it`;
  const { same, share, mean, picture } = compare(wanted, got);
  if (same) return "";
  await writeFile(join(out, `look-${name}.png`), got);
  await writeFile(join(out, `look-${name}-differs.png`), picture);
  return `${(share * 100).toFixed(2)} % of the pixels differ (${tolerance.share * 100} % may), by ${mean.toFixed(2)} in the mean (${tolerance.mean} may): see test/out/look-${name}-differs.png; if it is meant, run make looks`;
}
