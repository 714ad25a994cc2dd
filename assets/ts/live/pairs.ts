// Which node of an old list became which of a new one.

const mostCells = 4_000_000; // of the table of two lists

/** Pairs two lists of nodes in order; one without a partner is gone, or new. */
export function pairs(olds: Node[], news: Node[]): [Node | undefined, Node | undefined][] {
  let [start, end] = [0, 0];
  const most = Math.min(olds.length, news.length);
  while (start < most && olds[start]!.isEqualNode(news[start]!)) start++;
  while (end < most - start && olds.at(-1 - end)!.isEqualNode(news.at(-1 - end)!)) end++;
  const out: [Node | undefined, Node | undefined][] = olds.slice(0, start).map((o, i) => [o, news[i]]);
  const [a, b] = [olds, news].map((list) => list.slice(start, list.length - end)) as [Node[], Node[]];
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(a.map(written), b.map(written)), [a.length, b.length] as const]) {
    out.push(...likened(a.slice(i, x), b.slice(j, y)));
    if (x < a.length) out.push([a[x], b[y]]);
    [i, j] = [x + 1, y + 1];
  }
  for (let k = end; k > 0; k--) out.push([olds.at(-k), news.at(-k)]);
  return out;
}

const written = (node: Node): string => (node instanceof Element ? node.outerHTML : `${node.nodeType} ${node.nodeValue}`);

/** The places of a longest common part of two lists; none of lists that are too long for that. */
function common(a: string[], b: string[]): [number, number][] {
  const [m, n] = [a.length + 1, b.length + 1];
  if (m * n > mostCells) return [];
  const length = new Uint16Array(m * n); // of what is common behind a place
  for (let i = m - 2; i >= 0; i--) {
    for (let j = n - 2; j >= 0; j--) {
      length[i * n + j] = a[i] === b[j] ? length[(i + 1) * n + j + 1]! + 1 : Math.max(length[(i + 1) * n + j]!, length[i * n + j + 1]!);
    }
  }
  const out: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < m - 1 && j < n - 1; ) {
    if (a[i] === b[j]) out.push([i++, j++]);
    else if (length[(i + 1) * n + j]! >= length[i * n + j + 1]!) i++;
    else j++;
  }
  return out;
}

/** Pairs nodes that differ with those of their kind. */
function likened(olds: Node[], news: Node[]): [Node | undefined, Node | undefined][] {
  const out: [Node | undefined, Node | undefined][] = [];
  let at = 0;
  for (const fresh of news) {
    const found = olds.findIndex((old, i) => i >= at && alike(old, fresh));
    if (found < 0) {
      out.push([undefined, fresh]);
      continue;
    }
    for (; at < found; at++) out.push([olds[at], undefined]);
    out.push([olds[at++], fresh]);
  }
  return [...out, ...olds.slice(at).map((old): [Node, undefined] => [old, undefined])];
}

function alike(old: Node, fresh: Node): boolean {
  if (old.nodeName !== fresh.nodeName) return false;
  return !(old instanceof Element) || old.classList[0] === (fresh as Element).classList[0];
}
