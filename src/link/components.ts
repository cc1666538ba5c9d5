/** Strongly connected components of a graph of numbered nodes, each after everything it leads to: the order in which summaries are made. */

/** Tarjan's algorithm with a stack of its own: a chain of calls may be longer than the machine's stack is deep. */
export function componentsOf(count: number, next: (node: number) => readonly number[]): readonly (readonly number[])[] {
  const found = new Int32Array(count).fill(-1);
  const lowest = new Int32Array(count);
  const open = new Uint8Array(count);
  const waiting: number[] = [];
  const components: number[][] = [];
  const walk: { readonly node: number; readonly to: readonly number[]; at: number }[] = [];
  let clock = 0;
  const enter = (node: number): void => {
    found[node] = lowest[node] = clock++;
    open[node] = 1;
    waiting.push(node);
    walk.push({ node, to: next(node), at: 0 });
  };
  for (let root = 0; root < count; root++) {
    if (found[root] === -1) enter(root);
    for (let top = walk.at(-1); top; top = walk.at(-1)) {
      const to = top.to[top.at++];
      if (to === undefined) {
        walk.pop();
        const { node } = top;
        const outer = walk.at(-1)?.node;
        if (outer !== undefined) lowest[outer] = Math.min(lowest[outer] ?? 0, lowest[node] ?? 0);
        if (lowest[node] === found[node]) components.push(closed(waiting, node, open));
      } else if (found[to] === -1) {
        enter(to);
      } else if (open[to] === 1) {
        lowest[top.node] = Math.min(lowest[top.node] ?? 0, found[to] ?? 0);
      }
    }
  }
  return components;
}

function closed(waiting: number[], head: number, open: Uint8Array): number[] {
  const members = waiting.splice(waiting.lastIndexOf(head));
  for (const one of members) open[one] = 0;
  return members;
}
