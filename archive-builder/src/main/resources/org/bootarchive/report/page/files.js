// The trees as one list that opens and closes, its search, and the details of what is chosen.

const FILE_ROW = 30;
const FILE_COLUMNS = ["Name", "Mode", "Owner", "Size", "Stored", "Modified"];

class FilesView {
  constructor(body, trees) {
    this.trees = trees;
    this.open = trees.map(() => new Set([0]));
    this.rows = [];
    this.found = null;
    this.kinds = searchKinds(trees);
    this.query = element("input", {type: "search", id: "search", placeholder: "Name, or part of a path", autocomplete: "off", spellcheck: "false"});
    this.kind = element("select", {id: "search-kind"}, ...this.kinds.map(([name], index) => element("option", {value: index}, name)));
    this.inText = element("input", {type: "checkbox", id: "search-text"});
    this.status = element("p", {class: "status", role: "status"});
    this.details = element("div", {class: "details", role: "region", "aria-label": "Details", tabindex: "0"});
    this.list = new VirtualList({
      role: "treegrid",
      rowsRole: "rowgroup",
      className: "tree",
      label: "Files",
      rowHeight: FILE_ROW,
      header: element("div", {class: "list-header", role: "rowgroup"}, element("div", {class: "file-row", role: "row"},
          ...FILE_COLUMNS.map(name => element("span", {role: "columnheader", class: "column-" + name.toLowerCase()}, name)))),
      row: index => this.row(index),
      activate: (index, event) => this.activate(index, event),
      key: (event, index) => this.key(event, index),
    });
    body.append(
        element("div", {class: "toolbar"},
            element("label", {for: "search", class: "field"}, "Search", this.query),
            element("label", {for: "search-kind", class: "field"}, "Show", this.kind),
            element("label", {for: "search-text", class: "field field-check"}, this.inText, "in texts too")),
        this.status,
        element("div", {class: "split"}, this.list.element, this.details));
    this.waiting = 0;
    const later = () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.search(), 120);
    };
    this.query.addEventListener("input", later);
    this.query.addEventListener("keydown", event => {
      if (event.key === "ArrowDown" && this.rows.length > 0) {
        this.list.element.focus();
        this.list.moveTo(0);
        event.preventDefault();
      }
    });
    this.kind.addEventListener("change", later);
    this.inText.addEventListener("change", later);
    this.search();
    this.detail(trees[0], 0);
  }

  search() {
    clearTimeout(this.waiting);
    const query = this.query.value;
    const kind = Number(this.kind.value);
    this.found = query === "" && kind === 0 ? null : search(this.trees, query, this.kinds[kind][1], this.inText.checked);
    const all = this.trees.reduce((sum, tree) => sum + tree.length, 0);
    this.status.textContent = this.found === null
        ? count(all) + " entries"
        : count(this.found.length) + " of " + count(all) + " entries found";
    this.list.element.scrollTop = 0;
    this.draw(null);
  }

  /** Makes the rows anew; the active one is that of a node, if it is there. */
  draw(active) {
    this.rows = [];
    if (this.found !== null) {
      this.rows = this.found.map(([tree, node]) => ({tree, node, depth: 0}));
    } else {
      this.trees.forEach((tree, order) => this.addOpen(tree, this.open[order]));
    }
    const index = active === null ? -1 : this.rows.findIndex(row => row.tree === active[0] && row.node === active[1]);
    this.list.show(this.rows.length, index);
    if (index >= 0) {
      this.list.moveTo(index);
    }
  }

  addOpen(tree, open) {
    const waiting = [[0, 0]];
    while (waiting.length > 0) {
      const [node, depth] = waiting.pop();
      this.rows.push({tree, node, depth});
      if (open.has(node)) {
        const children = tree.children(node);
        for (let at = children.length - 1; at >= 0; at--) {
          waiting.push([children[at], depth + 1]);
        }
      }
    }
  }

  row(index) {
    const {tree, node, depth} = this.rows[index];
    const nodes = tree.nodes;
    const inTree = this.found === null;
    const opens = inTree && tree.hasChildren(node);
    const isOpen = opens && this.open[tree.order].has(node);
    const change = tree.changeOf(node);
    const cell = (name, ...children) => element("span", {role: "gridcell", class: "column-" + name}, ...children);
    const name = cell("name",
        element("span", {class: "twist", "aria-hidden": "true"}, opens ? (isOpen ? "\u25be" : "\u25b8") : ""),
        depth > 14 ? element("span", {class: "tag"}, "level " + depth) : null,
        element("span", {class: "name name-" + kindOf(nodes.type[node]).replace(/ .*/, "")},
            foreign(inTree ? tree.label(node) : tree.path(node), 300)),
        nodes.type[node] === "l" && nodes.target && nodes.target[node] !== undefined
            ? element("span", {class: "quiet"}, " \u2192 ", foreign(nodes.target[node], 120)) : null,
        change ? element("span", {class: "tag kind-" + change}, change) : null);
    name.style.paddingInlineStart = Math.min(depth, 14) * 14 + 4 + "px";
    return element("div", {
      class: "file-row",
      role: "row",
      "aria-rowindex": index + 2,
      "aria-level": depth + 1,
      "aria-expanded": opens ? String(isOpen) : null,
    },
    name,
    cell("mode", modeText(nodes.type[node], nodes.mode[node])),
    cell("owner", nodes.uid[node] + ":" + nodes.gid[node]),
    cell("size", bytes(nodes.size[node])),
    cell("stored", bytes(tree.isDirectory(node) ? tree.total[node] : nodes.stored[node])),
    cell("modified", timeText(nodes.mtime[node])));
  }

  activate(index, event) {
    const {tree, node} = this.rows[index];
    const byMouse = event && event.type === "click";
    if (this.found === null && tree.hasChildren(node) && !(byMouse && !event.target.closest(".column-name"))) {
      this.toggle(index);
    }
    this.detail(tree, node);
  }

  toggle(index) {
    const {tree, node} = this.rows[index];
    const open = this.open[tree.order];
    if (!open.delete(node)) {
      open.add(node);
    }
    this.draw([tree, node]);
  }

  /** Right opens or goes in, left closes or goes out. */
  key(event, index) {
    if (this.found !== null || index < 0) {
      return false;
    }
    const {tree, node} = this.rows[index];
    const isOpen = this.open[tree.order].has(node);
    if (event.key === "ArrowRight") {
      if (tree.hasChildren(node)) {
        if (isOpen) {
          this.list.moveTo(index + 1);
        } else {
          this.toggle(index);
        }
      }
      return true;
    }
    if (event.key === "ArrowLeft") {
      if (isOpen && tree.hasChildren(node)) {
        this.toggle(index);
      } else if (node > 0) {
        const parent = tree.nodes.parent[node];
        this.list.moveTo(this.rows.findIndex(row => row.tree === tree && row.node === parent));
      }
      return true;
    }
    return false;
  }

  detail(tree, node) {
    this.details.replaceChildren(...entryDetails(tree, node, (of, other) => this.show(of, other)));
    this.details.scrollTop = 0;
  }

  /** Opens the way to a node, and shows it. */
  show(tree, node) {
    this.query.value = "";
    this.kind.value = "0";
    for (const above of tree.line(node).slice(0, -1)) {
      this.open[tree.order].add(above);
    }
    this.search();
    this.draw([tree, node]);
    this.detail(tree, node);
    document.getElementById("files").scrollIntoView();
    this.list.element.focus({preventScroll: true});
  }
}
