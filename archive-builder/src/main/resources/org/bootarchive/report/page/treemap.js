// A treemap: a directory as a plane, what is in it as tiles whose area is what it stores.

const TILE_LEAST = 40;
const TILES_MOST = 900;
const HEADER = 20;

/** Places a directory's children into a rectangle, largest first; small ones go together as one tile. */
function placeChildren(tree, box) {
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  const children = Array.from(tree.children(box.node)).filter(child => tree.total[child] > 0);
  children.sort((one, other) => tree.total[other] - tree.total[one] || one - other);
  const whole = children.reduce((sum, child) => sum + tree.total[child], 0);
  const least = whole * TILE_LEAST / (width * height);
  const large = children.filter(child => tree.total[child] >= least).slice(0, 200);
  const tiles = large.map(node => ({node, value: tree.total[node], together: 0}));
  const rest = whole - tiles.reduce((sum, tile) => sum + tile.value, 0);
  if (rest > 0) {
    tiles.push({node: box.node, value: rest, together: children.length - large.length});
  }
  d3.treemapSquarify({value: whole, children: tiles}, box.x0, box.y0, box.x1, box.y1);
  return tiles.filter(tile => tile.x1 - tile.x0 >= 1 && tile.y1 - tile.y0 >= 1);
}

/** The tiles of a directory and of the directories in it as far as there is room, outer before inner. */
function treemapTiles(tree, top, width, height) {
  const tiles = [];
  const open = [{node: top, x0: 0, y0: 0, x1: width, y1: height, depth: 0, hue: -1}];
  for (let at = 0; at < open.length && tiles.length < TILES_MOST; at++) {
    const box = open[at];
    placeChildren(tree, box).forEach((tile, index) => {
      tile.depth = box.depth + 1;
      tile.hue = box.hue >= 0 ? box.hue : index % 8;
      tile.x0 = Math.round(tile.x0);
      tile.y0 = Math.round(tile.y0);
      tile.x1 = Math.round(tile.x1);
      tile.y1 = Math.round(tile.y1);
      tile.outer = tile.together === 0 && tree.isDirectory(tile.node) && tile.depth < 6
          && tile.x1 - tile.x0 > 70 && tile.y1 - tile.y0 > 56;
      if (tile.outer) {
        open.push({
          node: tile.node, x0: tile.x0 + 3, y0: tile.y0 + HEADER, x1: tile.x1 - 3, y1: tile.y1 - 3,
          depth: tile.depth, hue: tile.hue,
        });
      }
      tiles.push(tile);
    });
  }
  return tiles;
}

/** How much a node grew, as a class of colour. */
function growthClass(tree, node) {
  const before = tree.before[node];
  const growth = tree.total[node] - before;
  if (growth === 0) {
    return tree.changeOf(node) ? "growth-changed" : "growth-same";
  }
  if (before === 0) {
    return "growth-new";
  }
  const large = Math.abs(growth) > before * 0.1;
  return growth > 0 ? (large ? "growth-up-much" : "growth-up") : (large ? "growth-down-much" : "growth-down");
}

class Treemap {
  /** callbacks: open(node) of a directory, file(node), leave() to the directory above, told(text). */
  constructor(callbacks) {
    this.callbacks = callbacks;
    this.element = element("div", {class: "treemap", role: "group"});
    this.tiles = [];
    this.byGrowth = false;
    this.element.addEventListener("keydown", event => this.onKey(event));
    this.element.addEventListener("focusin", event => this.tell(event.target));
    this.element.addEventListener("mouseover", event => this.tell(event.target));
    this.element.addEventListener("mouseleave", () => callbacks.told(null));
    this.size = "";
    new ResizeObserver(() => {
      if (this.tree && this.size !== this.element.clientWidth + "x" + this.element.clientHeight) {
        this.draw();
      }
    }).observe(this.element);
  }

  show(tree, node, byGrowth) {
    this.tree = tree;
    this.node = node;
    this.byGrowth = byGrowth;
    this.draw();
  }

  draw() {
    const {clientWidth: width, clientHeight: height} = this.element;
    this.size = width + "x" + height;
    this.element.setAttribute("aria-label", "Treemap of " + shown(shortened(this.tree.path(this.node), 200)));
    this.tiles = width > 0 && height > 0 ? treemapTiles(this.tree, this.node, width, height) : [];
    const focused = this.element.contains(document.activeElement);
    this.element.replaceChildren(...this.tiles.map((tile, index) => this.tileElement(tile, index)));
    if (this.tiles.length === 0) {
      this.element.append(element("p", {class: "empty"}, "Nothing in here takes any space."));
    }
    if (focused) {
      this.focus(0);
    }
  }

  focus(index) {
    const tile = this.element.querySelector("[data-tile='" + index + "']");
    if (tile) {
      this.element.querySelectorAll("[tabindex='0']").forEach(other => other.setAttribute("tabindex", "-1"));
      tile.setAttribute("tabindex", "0");
      tile.focus({preventScroll: true});
    }
  }

  text(tile) {
    const tree = this.tree;
    const share = percent(tile.value, tree.total[this.node]);
    if (tile.together > 0) {
      return tile.together + " smaller together, " + bytes(tile.value) + ", " + share;
    }
    const kind = kindOf(tree.nodes.type[tile.node]);
    const growth = tree.changes ? ", " + growthText(tree.total[tile.node] - tree.before[tile.node]) : "";
    const holds = tree.isDirectory(tile.node) ? " of " + count(tree.below[tile.node]) : "";
    return shown(shortened(tree.nodes.name[tile.node], 200)) + ", " + kind + holds + ", " + bytes(tile.value) + ", "
        + share + growth;
  }

  tileElement(tile, index) {
    const width = tile.x1 - tile.x0;
    const height = tile.y1 - tile.y0;
    const tree = this.tree;
    const kind = tile.together > 0 ? "together" : tile.outer ? "outer" : tree.isDirectory(tile.node) ? "closed" : "file";
    const colour = this.byGrowth && tile.together === 0 ? growthClass(tree, tile.node) : "hue-" + tile.hue;
    const made = button({
      class: "tile tile-" + kind + " " + colour,
      tabindex: index === 0 ? "0" : "-1",
      "aria-label": this.text(tile),
      "data-tile": index,
    }, () => this.choose(tile));
    made.style.left = tile.x0 + "px";
    made.style.top = tile.y0 + "px";
    made.style.width = width - 1 + "px";
    made.style.height = height - 1 + "px";
    if (width > 34 && height > 17) {
      const name = tile.together > 0 ? "+" + tile.together : shortened(tree.nodes.name[tile.node], 80);
      const label = element("span", {class: "tile-name"}, foreign(name));
      made.append(label);
      if (kind === "outer" ? width > 150 : width > 52 && height > 36) {
        made.append(element("span", {class: "tile-size"}, bytes(tile.value)));
      }
    }
    return made;
  }

  choose(tile) {
    if (tile.together > 0 || this.tree.isDirectory(tile.node)) {
      if (tile.node !== this.node) {
        this.callbacks.open(tile.node);
      }
    } else {
      this.callbacks.file(tile.node);
    }
  }

  tell(target) {
    const made = target.closest("[data-tile]");
    this.callbacks.told(made ? this.tiles[Number(made.dataset.tile)] : null);
  }

  onKey(event) {
    const made = event.target.closest("[data-tile]");
    const ways = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1]};
    if (event.key === "Backspace" || event.key === "Escape") {
      this.callbacks.leave();
    } else if (made && event.key in ways) {
      const next = this.nextTile(this.tiles[Number(made.dataset.tile)], ways[event.key]);
      if (next >= 0) {
        this.focus(next);
      }
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The nearest tile in a direction: by the distance of centres, the way across counting double. */
  nextTile(from, [right, down]) {
    let best = -1;
    let least = Infinity;
    this.tiles.forEach((tile, index) => {
      const x = (tile.x0 + tile.x1 - from.x0 - from.x1) / 2;
      const y = (tile.y0 + tile.y1 - from.y0 - from.y1) / 2;
      const along = x * right + y * down;
      const across = Math.abs(x * down) + Math.abs(y * right);
      if (along > 1 && along + 2 * across < least) {
        least = along + 2 * across;
        best = index;
      }
    });
    return best;
  }
}
