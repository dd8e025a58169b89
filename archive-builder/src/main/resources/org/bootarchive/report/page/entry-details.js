// All that is known of one node: path, metadata, links, content.

function sameContent(tree, node) {
  const group = tree.duplicates.find(nodes => nodes.includes(node));
  return group ? group.filter(other => other !== node) : [];
}

function contentView(tree, node) {
  const content = (tree.nodes.content || {})[node];
  if (content !== undefined) {
    return textView(content, "Content of " + shown(shortened(tree.nodes.name[node], 80)));
  }
  const why = tree.binary.has(node) ? "Its content is no text."
      : tree.cut.has(node) ? "Its text is longer than the report's limit."
      : tree.isFile(node) && tree.nodes.size[node] === 0 ? "It is empty."
      : null;
  return why === null ? null : element("p", {class: "quiet"}, why);
}

function entryDetails(tree, node, showFile) {
  const nodes = tree.nodes;
  const target = (nodes.target || {})[node];
  const device = (nodes.device || {})[node];
  const change = tree.changeOf(node);
  const equal = sameContent(tree, node);
  const isDirectory = tree.isDirectory(node);
  return [
    element("h3", {class: "path"}, foreign(tree.path(node))),
    facts([
      ["kind", kindOf(nodes.type[node])],
      ["change", change],
      ["target", target === undefined ? null : foreign(target)],
      ["device", device === undefined ? null : device],
      ["mode", modeText(nodes.type[node], nodes.mode[node]) + " (" + modeOctal(nodes.mode[node]) + ")"],
      ["owner", nodes.uid[node] + ":" + nodes.gid[node]],
      ["modified", timeText(nodes.mtime[node]) + " UTC"],
      ["size", bytes(nodes.size[node])],
      ["stored", bytes(nodes.stored[node])],
      ["stored below", isDirectory ? bytes(tree.total[node]) : null],
      ["entries below", isDirectory ? count(tree.below[node]) : null],
      ["growth", change ? growthText(tree.total[node] - tree.before[node]) : null],
      ["links", String(nodes.nlink[node])],
      ["inode", String(nodes.ino[node])],
    ]),
    equal.length === 0 ? null : element("details", null,
        element("summary", null, "The same content as " + count(equal.length) + (equal.length === 1 ? " other" : " others")),
        element("ul", {class: "equal"}, ...equal.slice(0, 50).map(other => element("li", null,
            button({class: "entry"}, () => showFile(tree, other), element("span", {class: "path"}, foreign(tree.path(other)))))))),
    contentView(tree, node),
  ].filter(part => part !== null);
}
