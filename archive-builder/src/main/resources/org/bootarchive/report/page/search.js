// Which nodes are looked for: by name or path, in texts, by what they are.

const SEARCH_KINDS = [
  ["everything", () => true],
  ["files", (tree, node) => tree.isFile(node)],
  ["directories", (tree, node) => tree.isDirectory(node)],
  ["symbolic links", (tree, node) => tree.nodes.type[node] === "l"],
  ["devices", (tree, node) => tree.nodes.type[node] === "b" || tree.nodes.type[node] === "c"],
  ["set-uid and set-gid", (tree, node) => tree.isFile(node) && (tree.nodes.mode[node] & 0o6000) !== 0],
  ["writable by everyone", (tree, node) => tree.nodes.type[node] !== "l" && (tree.nodes.mode[node] & 0o2) !== 0],
];

const CHANGED_KIND = ["changed", (tree, node) => tree.changeOf(node) !== null];

function searchKinds(trees) {
  return trees.some(tree => tree.changes !== null) ? [...SEARCH_KINDS, CHANGED_KIND] : SEARCH_KINDS;
}

/** The nodes that a query finds, as [tree, node], in the order of the trees. */
function search(trees, query, isOfKind, inText) {
  const wanted = query.toLowerCase();
  const found = [];
  for (const tree of trees) {
    const matches = wanted.includes("/") ? pathMatches(tree, wanted) : null;
    const {name, content} = tree.nodes;
    for (let node = matches ? 0 : 1; node < tree.length; node++) {
      if (isOfKind(tree, node)) {
        const text = inText && content ? content[node] : undefined;
        if (matches ? matches[node] : name[node].toLowerCase().includes(wanted)) {
          found.push([tree, node]);
        } else if (text !== undefined && text.toLowerCase().includes(wanted)) {
          found.push([tree, node]);
        }
      }
    }
  }
  return found;
}

/**
 * Which nodes have a text with slashes in their path: those below one that has it, and those whose
 * name starts with its last part; of few the path has to be made.
 */
function pathMatches(tree, wanted) {
  const parts = wanted.split("/");
  const last = parts.pop();
  const above = parts.pop();
  const matches = new Uint8Array(tree.length);
  for (let node = 0; node < tree.length; node++) {
    const parent = node === 0 ? 0 : tree.nodes.parent[node];
    matches[node] = node > 0 && matches[parent]
        || tree.label(node).toLowerCase().startsWith(last)
        && tree.label(parent).toLowerCase().endsWith(parent === 0 ? "" : above)
        && tree.path(node).toLowerCase().includes(wanted) ? 1 : 0;
  }
  return matches;
}
