// The nodes of a file system, by index: 0 is the top, parents stand before their children.

class Tree {
  constructor(data, order) {
    const nodes = data.nodes;
    this.name = data.name;
    this.order = order;
    this.nodes = nodes;
    this.length = nodes.parent.length;
    this.removed = data.removed || [];
    this.duplicates = data.duplicates || [];
    this.changes = nodes.change || null;
    this.binary = new Set(nodes.binary || []);
    this.cut = new Set(nodes.cut || []);
    this.prefix = data.name === "root" ? "" : "/" + data.name;
    this.linkChildren();
    this.sum();
  }

  linkChildren() {
    const parent = this.nodes.parent;
    const first = new Int32Array(this.length + 1);
    for (let node = 1; node < this.length; node++) {
      if (!(parent[node] >= 0 && parent[node] < node)) {
        throw new Error("node " + node + " stands before its parent");
      }
      first[parent[node] + 1]++;
    }
    for (let node = 0; node < this.length; node++) {
      first[node + 1] += first[node];
    }
    const next = first.slice();
    const child = new Int32Array(Math.max(0, this.length - 1));
    for (let node = 1; node < this.length; node++) {
      child[next[parent[node]]++] = node;
    }
    this.first = first;
    this.child = child;
  }

  /** Bytes stored at and below each node, now and before; a file of several names counts once. */
  sum() {
    const {parent, stored, ino, nlink} = this.nodes;
    const total = new Float64Array(this.length);
    const before = new Float64Array(this.length);
    const below = new Int32Array(this.length);
    const seen = new Set();
    const given = this.nodes.before || {};
    for (let node = 0; node < this.length; node++) {
      const again = nlink[node] > 1 && !this.isDirectory(node) && seen.has(ino[node]);
      if (nlink[node] > 1) {
        seen.add(ino[node]);
      }
      total[node] = again ? 0 : stored[node];
      const change = this.changeOf(node);
      before[node] = change === "added" || again ? 0 : given[node] !== undefined ? given[node] : total[node];
    }
    const known = new Map();
    for (const gone of this.removed) {
      before[this.nearest(gone.path, known)] += gone.stored || 0;
    }
    for (let node = this.length - 1; node > 0; node--) {
      total[parent[node]] += total[node];
      before[parent[node]] += before[node];
      below[parent[node]] += below[node] + 1;
    }
    this.total = total;
    this.before = before;
    this.below = below;
  }

  isDirectory(node) {
    return this.nodes.type[node] === "d";
  }

  isFile(node) {
    return this.nodes.type[node] === "f" || this.nodes.type[node] === "-";
  }

  changeOf(node) {
    return this.changes ? this.changes[node] || null : null;
  }

  /** The children of a node, in the order of their names. */
  children(node) {
    return this.child.subarray(this.first[node], this.first[node + 1]);
  }

  hasChildren(node) {
    return this.first[node + 1] > this.first[node];
  }

  label(node) {
    return node === 0 ? (this.prefix || "/") : this.nodes.name[node];
  }

  /** The nodes from the top down to a node. */
  line(node) {
    const line = [];
    for (let at = node; at > 0; at = this.nodes.parent[at]) {
      line.push(at);
    }
    line.push(0);
    return line.reverse();
  }

  path(node) {
    return node === 0
        ? this.label(0)
        : this.prefix + "/" + this.line(node).slice(1).map(at => this.nodes.name[at]).join("/");
  }

  /** The node of a path, or of the nearest directory above it; known keeps the names of directories. */
  nearest(path, known) {
    let node = 0;
    for (const name of path.split("/").filter(part => part !== "")) {
      if (!known.has(node)) {
        known.set(node, new Map(Array.from(this.children(node), child => [this.nodes.name[child], child])));
      }
      const next = known.get(node).get(name);
      if (next === undefined) {
        break;
      }
      node = next;
    }
    return node;
  }

  /** Calls for each node at and below one, without recursion: trees may be deeper than the stack. */
  forEachBelow(node, call) {
    const open = [node];
    while (open.length > 0) {
      const at = open.pop();
      call(at);
      for (const child of this.children(at)) {
        open.push(child);
      }
    }
  }

  /** The largest files at and below a node, at most a number of them. */
  largest(node, most) {
    const files = [];
    let least = 0;
    this.forEachBelow(node, at => {
      const stored = this.nodes.stored[at];
      if (this.isFile(at) && stored > least) {
        files.push(at);
        if (files.length >= 4 * most) {
          this.keepLargest(files, most);
          least = this.nodes.stored[files[most - 1]];
        }
      }
    });
    this.keepLargest(files, most);
    return files;
  }

  keepLargest(files, most) {
    files.sort((one, other) => this.nodes.stored[other] - this.nodes.stored[one] || one - other);
    files.length = Math.min(files.length, most);
  }
}
