// What differs from the old one, path by path, and how.

const DIFFERENCE_ROW = 30;
const DIFFERENCE_KINDS = ["added", "removed", "content", "metadata"];

class DifferenceView {
  constructor(body, difference, trees, showFile) {
    this.entries = difference.entries;
    this.trees = trees;
    this.showFile = showFile;
    this.kinds = new Set(DIFFERENCE_KINDS);
    this.rows = this.entries;
    this.query = element("input", {type: "search", id: "difference-search", placeholder: "Part of a path", autocomplete: "off", spellcheck: "false"});
    this.status = element("p", {class: "status", role: "status"});
    this.details = element("div", {class: "details", role: "region", "aria-label": "How it differs", tabindex: "0"});
    this.list = new VirtualList({
      role: "listbox",
      className: "paths",
      label: "Paths that differ",
      rowHeight: DIFFERENCE_ROW,
      row: index => this.row(index),
      activate: index => this.detail(this.rows[index]),
      moved: index => this.detail(this.rows[index]),
    });
    body.append(
        element("div", {class: "toolbar"},
            element("div", {class: "choices", role: "group", "aria-label": "Kinds of difference"}, ...this.kindButtons()),
            element("label", {for: "difference-search", class: "field"}, "Search", this.query)),
        this.status,
        element("div", {class: "split split-difference"}, this.list.element, this.details));
    this.query.addEventListener("input", () => this.draw());
    this.draw();
    const first = this.entries.findIndex(entry => entry.text);
    if (this.entries.length > 0) {
      this.list.moveTo(Math.max(0, first));
    }
  }

  kindButtons() {
    return DIFFERENCE_KINDS.map(kind => {
      const number = this.entries.filter(entry => entry.kind === kind).length;
      const made = button({class: "choice", "aria-pressed": "true", disabled: number === 0}, () => {
        if (!this.kinds.delete(kind)) {
          this.kinds.add(kind);
        }
        made.setAttribute("aria-pressed", String(this.kinds.has(kind)));
        this.draw();
      }, kind + " " + count(number));
      return made;
    });
  }

  draw() {
    const wanted = this.query.value.toLowerCase();
    this.rows = this.entries.filter(entry => this.kinds.has(entry.kind) && entry.path.toLowerCase().includes(wanted));
    this.status.textContent = count(this.rows.length) + " of " + count(this.entries.length) + " paths";
    this.list.element.scrollTop = 0;
    this.list.show(this.rows.length);
  }

  row(index) {
    const entry = this.rows[index];
    return element("div", {class: "path-row", role: "option", "aria-setsize": this.rows.length, "aria-posinset": index + 1},
        element("span", {class: "tag kind-" + entry.kind}, entry.kind),
        element("span", {class: "path"}, foreign(entry.path, 300)),
        element("span", {class: "amount"}, this.growth(entry)));
  }

  growth(entry) {
    const before = entry.sizeBefore || 0;
    const after = entry.sizeAfter || 0;
    return before === after ? "" : growthText(after - before);
  }

  detail(entry) {
    const tree = this.trees.find(candidate => candidate.name === entry.tree);
    const node = entry.node;
    const parts = [element("h3", {class: "path"}, foreign(entry.path))];
    parts.push(facts([
      ["difference", entry.kind],
      ["size before", entry.sizeBefore === null || entry.sizeBefore === undefined ? null : bytes(entry.sizeBefore)],
      ["size after", entry.sizeAfter === null || entry.sizeAfter === undefined ? null : bytes(entry.sizeAfter)],
    ]));
    if (entry.attributes && entry.attributes.length > 0) {
      parts.push(element("table", {class: "attributes"},
          element("thead", null, element("tr", null, ...["Attribute", "Before", "After"].map(name => element("th", {scope: "col"}, name)))),
          element("tbody", null, ...entry.attributes.map(attribute => element("tr", null,
              element("th", {scope: "row"}, attribute.name),
              element("td", null, foreign(String(attribute.before ?? ""))),
              element("td", null, foreign(String(attribute.after ?? ""))))))));
    }
    if (entry.text) {
      parts.push(textDifference(entry.text, entry.path));
    }
    if (tree && node !== null && node !== undefined) {
      parts.push(element("p", null, button({class: "link"}, () => this.showFile(tree, node), "Show it among the files")));
    }
    this.details.replaceChildren(...parts);
    this.details.scrollTop = 0;
  }
}
