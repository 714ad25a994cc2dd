// Which node of an old list became which of a new one: first those that are equal,
// between these those of one kind, between these the white space.

export type Pair = readonly [old: Node | undefined, fresh: Node | undefined, equal?: boolean];

const mostCells = 4_000_000; // of the table of two lists

/** Pairs two lists of nodes, in the order of the second; one without a partner is gone, or new. */
export function pairs(olds: Node[], news: Node[]): Pair[] {
  let [start, end] = [0, 0];
  const most = Math.min(olds.length, news.length);
  while (start < most && olds[start]!.isEqualNode(news[start]!)) start++;
  while (end < most - start && olds.at(-1 - end)!.isEqualNode(news.at(-1 - end)!)) end++;
  const head = olds.slice(0, start).map((old, i): Pair => [old, news[i], true]);
  const tail = olds.slice(olds.length - end).map((old, i): Pair => [old, news[news.length - end + i], true]);
  const [a, b] = [olds.slice(start, olds.length - end), news.slice(start, news.length - end)];
  const alike = (a: Node[], b: Node[]): Pair[] => between(a, b, false, white);
  // To write down what most of a page stands in takes longer than all the rest.
  const middle = a.length > 1 || b.length > 1 ? between(a, b, true, alike) : alike(a, b);
  return [...head, ...middle, ...tail];
}

/** Pairs the nodes that are equal, or of one kind, and what lies between them otherwise. */
function between(olds: Node[], news: Node[], equal: boolean, other: (olds: Node[], news: Node[]) => Pair[]): Pair[] {
  const out: Pair[] = [];
  const name = equal ? written : kind;
  let [i, j] = [0, 0];
  for (const [x, y] of [...common(olds.map(name), news.map(name)), [olds.length, news.length] as const]) {
    out.push(...other(olds.slice(i, x), news.slice(j, y)));
    if (x < olds.length) out.push([olds[x], news[y], equal]);
    [i, j] = [x + 1, y + 1];
  }
  return out;
}

const isWhite = (node: Node): boolean => node instanceof Text && node.data.trim() === "";

/** A node's whole text; "" for white space, of which each is like the other. */
function written(node: Node): string {
  return isWhite(node) ? "" : node instanceof Element ? node.outerHTML : `${node.nodeType} ${node.nodeValue}`;
}

function kind(node: Node): string {
  return isWhite(node) ? "" : node instanceof Element ? `${node.nodeName}.${node.classList[0]}` : node.nodeName;
}

/** Pairs white space in its order, and nothing else. */
function white(olds: Node[], news: Node[]): Pair[] {
  const gaps = olds.filter(isWhite);
  const out = news.map((fresh): Pair => [isWhite(fresh) ? gaps.shift() : undefined, fresh]);
  return [...olds.filter((old) => !isWhite(old) || gaps.includes(old)).map((old): Pair => [old, undefined]), ...out];
}

/** The places of a longest common part of two lists, but for ""; none of lists that are too long for that. */
function common(a: string[], b: string[]): [number, number][] {
  const [m, n] = [a.length + 1, b.length + 1];
  if (m * n > mostCells) return [];
  const length = new Uint16Array(m * n); // of what is common from a place on
  const same = (i: number, j: number): boolean => a[i] !== "" && a[i] === b[j];
  for (let i = m - 2; i >= 0; i--) {
    for (let j = n - 2; j >= 0; j--) {
      length[i * n + j] = same(i, j) ? length[(i + 1) * n + j + 1]! + 1 : Math.max(length[(i + 1) * n + j]!, length[i * n + j + 1]!);
    }
  }
  const out: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < m - 1 && j < n - 1; ) {
    if (same(i, j)) out.push([i++, j++]);
    else if (length[(i + 1) * n + j]! >= length[i * n + j + 1]!) i++;
    else j++;
  }
  return out;
}
