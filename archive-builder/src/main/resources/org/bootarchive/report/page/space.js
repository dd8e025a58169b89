// What fills the file systems: the treemap, where one is in it, the largest files, files of equal content.

const LARGEST = 40;
const DUPLICATES = 60;

class SpaceView {
  constructor(body, trees, showFile) {
    this.trees = trees;
    this.tree = trees[0];
    this.node = 0;
    this.showFile = showFile;
    this.byGrowth = trees.some(tree => tree.changes !== null);
    this.map = new Treemap({
      open: node => this.open(node),
      file: node => showFile(this.tree, node),
      leave: () => this.open(this.node === 0 ? 0 : this.tree.nodes.parent[this.node]),
      told: tile => this.tell(tile),
    });
    this.crumbs = element("ol", {class: "crumbs"});
    this.told = element("p", {class: "told"});
    this.largest = element("ol", {class: "ranked"});
    this.largestHeading = element("h3");
    this.equal = element("ul", {class: "equal"});
    this.equalHeading = element("h3");
    this.legend = element("div", {class: "legend"});
    body.append(
        element("div", {class: "toolbar"}, ...this.choices()),
        element("nav", {"aria-label": "Directory of the treemap"}, this.crumbs),
        this.map.element,
        this.told,
        this.legend,
        element("div", {class: "columns"},
            element("div", null, this.largestHeading, this.largest),
            element("div", null, this.equalHeading, this.equal)));
    this.draw();
  }

  choices() {
    const made = [];
    if (this.trees.length > 1) {
      made.push(choice("File system", this.trees.map(tree => tree.label(0)), 0, index => {
        this.tree = this.trees[index];
        this.open(0);
      }));
    }
    if (this.byGrowth) {
      made.push(choice("Colour", ["Colour by growth", "by place"], 0, index => {
        this.byGrowth = index === 0;
        this.draw();
      }));
    }
    return made;
  }

  open(node) {
    this.node = node;
    this.draw();
  }

  draw() {
    this.map.show(this.tree, this.node, this.byGrowth);
    this.crumbs.replaceChildren(...this.crumbElements());
    this.tell(null);
    this.drawLegend();
    this.drawLargest();
    this.drawEqual();
  }

  /** The way from the top; of a long one the ends. */
  crumbElements() {
    const line = this.tree.line(this.node);
    const ends = line.length <= 8 ? line : [line[0], -1, ...line.slice(-6)];
    return ends.map(node => {
      if (node < 0) {
        return element("li", null, "\u2026 " + count(line.length - 7) + " more \u2026");
      }
      const name = foreign(this.tree.label(node), 60);
      return node === this.node
          ? element("li", {"aria-current": "location"}, name)
          : element("li", null, button({class: "crumb"}, () => this.open(node), name));
    });
  }

  tell(tile) {
    const tree = this.tree;
    if (tile) {
      this.told.replaceChildren(foreign(this.map.text(tile), 400));
    } else {
      const growth = tree.changes ? ", " + growthText(tree.total[this.node] - tree.before[this.node]) : "";
      this.told.replaceChildren(
          foreign(tree.path(this.node), 200),
          ": " + bytes(tree.total[this.node]) + " stored in " + count(tree.below[this.node]) + " entries" + growth);
    }
  }

  drawLegend() {
    const kinds = this.byGrowth
        ? [["growth-new", "new"], ["growth-up-much", "grew by over 10 %"], ["growth-up", "grew"],
          ["growth-changed", "changed, same size"], ["growth-same", "as it was"],
          ["growth-down", "shrank"], ["growth-down-much", "shrank by over 10 %"]]
        : [];
    this.legend.replaceChildren(...kinds.map(([colour, text]) => element("span", {class: "legend-entry"},
        element("span", {class: "swatch " + colour, "aria-hidden": "true"}), text)));
  }

  drawLargest() {
    const tree = this.tree;
    const files = tree.largest(this.node, LARGEST);
    const most = files.length > 0 ? tree.nodes.stored[files[0]] : 1;
    this.largestHeading.replaceChildren("Largest files below ", foreign(tree.path(this.node), 60));
    this.largest.replaceChildren(...files.map(node => {
      const bar = element("span", {class: "bar", "aria-hidden": "true"});
      bar.style.width = 100 * tree.nodes.stored[node] / most + "%";
      return element("li", null, button({class: "entry"}, () => this.showFile(tree, node),
          bar,
          element("span", {class: "path"}, foreign(tree.path(node), 160)),
          element("span", {class: "amount"}, bytes(tree.nodes.stored[node]))));
    }));
    if (files.length === 0) {
      this.largest.append(element("li", {class: "empty"}, "No file below it takes any space."));
    }
  }

  drawEqual() {
    const tree = this.tree;
    const groups = tree.duplicates;
    const wasted = group => tree.nodes.stored[group[0]] * (group.length - 1);
    const waste = groups.reduce((sum, group) => sum + wasted(group), 0);
    this.equalHeading.replaceChildren("Equal contents" + (groups.length > 0 ? ": " + bytes(waste) + " more than once" : ""));
    this.equal.replaceChildren(...groups.slice(0, DUPLICATES).map(group => element("li", null,
        element("details", null,
            element("summary", null, element("span", {class: "path"}, foreign(tree.nodes.name[group[0]], 80)),
                element("span", {class: "amount"},
                    count(group.length) + " \u00d7 " + bytes(tree.nodes.stored[group[0]]))),
            element("ul", null, ...group.slice(0, 50).map(node => element("li", null,
                button({class: "entry"}, () => this.showFile(tree, node),
                    element("span", {class: "path"}, foreign(tree.path(node), 160)))))),
            group.length > 50 ? element("p", {class: "quiet"}, count(group.length - 50) + " more") : null))));
    if (groups.length === 0) {
      this.equal.append(element("li", {class: "empty"}, "No two files have the same content."));
    } else if (groups.length > DUPLICATES) {
      this.equal.append(element("li", {class: "quiet"}, count(groups.length - DUPLICATES) + " more are in the data"));
    }
  }
}
