import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

/** Bytes of the files of a folder whose names match; texts are those for excerpts, index is the rest. */
export async function size(folder, pattern = /./, isText = ofOurs) {
  const sum = { index: 0, texts: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !pattern.test(entry.name)) continue;
    const data = await readFile(join(entry.parentPath ?? entry.path, entry.name));
    sum[isText(data, entry.name) ? "texts" : "index"] += data.length;
  }
  return sum;
}

/** Whether a file of our index is one of texts: these are JSON, in DEFLATE. */
function ofOurs(data) {
  try {
    return inflateRawSync(data)[0] === 0x5b;
  } catch {
    return false;
  }
}
