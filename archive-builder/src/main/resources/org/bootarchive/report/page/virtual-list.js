// A list of any length of which only the rows in sight are elements. The keyboard's place is one row,
// told to screen readers by aria-activedescendant.

/** Rows that go to paper. */
const PAPER_ROWS = 500;

let listNumber = 0;

class VirtualList {
  /**
   * options: role, rowsRole, label, rowHeight in pixels, header (an element or null),
   * row(index) an element, activate(index) on Enter and click, key(event, index) true if it took the key,
   * moved(index) when another row is the active one.
   */
  constructor(options) {
    this.options = options;
    this.id = "list-" + listNumber++;
    this.count = 0;
    this.active = -1;
    this.rows = new Map();
    this.space = element("div", {class: "list-space", role: options.rowsRole || "presentation"});
    this.element = element("div",
        {class: "list " + (options.className || ""), role: options.role, tabindex: "0", "aria-label": options.label},
        options.header || null, this.space);
    this.waiting = false;
    this.element.addEventListener("scroll", () => this.later(), {passive: true});
    this.element.addEventListener("keydown", event => this.onKey(event));
    this.element.addEventListener("focus", () => {
      if (this.active < 0 && this.count > 0) {
        this.moveTo(0);
      }
    });
    this.space.addEventListener("click", event => {
      const row = event.target.closest("[data-row]");
      if (row) {
        this.moveTo(Number(row.dataset.row));
        options.activate(this.active, event);
      }
    });
    new ResizeObserver(() => this.later()).observe(this.element);
    this.onPaper = false;
    for (const [name, onPaper] of [["beforeprint", true], ["afterprint", false]]) {
      addEventListener(name, () => {
        this.onPaper = onPaper;
        this.draw();
      });
    }
  }

  /** Shows other rows, and keeps the active one if it is still there. */
  show(count, active = -1) {
    this.count = count;
    this.active = active < count ? active : -1;
    for (const row of this.rows.values()) {
      row.remove();
    }
    this.rows.clear();
    this.space.style.height = count * this.options.rowHeight + "px";
    if (this.options.role !== "listbox") {
      this.element.setAttribute("aria-rowcount", String(count + (this.options.header ? 1 : 0)));
    }
    this.draw();
  }

  later() {
    if (!this.waiting) {
      this.waiting = true;
      requestAnimationFrame(() => {
        this.waiting = false;
        this.draw();
      });
    }
  }

  draw() {
    const height = this.options.rowHeight;
    const top = this.element.scrollTop;
    const first = this.onPaper ? 0 : Math.max(0, Math.floor(top / height) - 10);
    const last = this.onPaper ? PAPER_ROWS : Math.ceil((top + this.element.clientHeight) / height) + 10;
    const end = Math.min(this.count, last);
    for (const [index, row] of this.rows) {
      if ((index < first || index >= end) && index !== this.active) {
        row.remove();
        this.rows.delete(index);
      }
    }
    for (let index = first; index < end; index++) {
      this.ensure(index);
    }
    if (this.active >= 0) {
      this.ensure(this.active);
    }
    this.mark();
  }

  ensure(index) {
    if (this.rows.has(index)) {
      return;
    }
    const row = this.options.row(index);
    row.id = this.id + "-" + index;
    row.dataset.row = String(index);
    row.style.top = index * this.options.rowHeight + "px";
    row.style.height = this.options.rowHeight + "px";
    let next = null;
    for (const other of this.space.children) {
      if (Number(other.dataset.row) > index) {
        next = other;
        break;
      }
    }
    this.space.insertBefore(row, next);
    this.rows.set(index, row);
  }

  mark() {
    for (const [index, row] of this.rows) {
      row.classList.toggle("active", index === this.active);
      row.setAttribute("aria-selected", String(index === this.active));
    }
    if (this.active >= 0) {
      this.element.setAttribute("aria-activedescendant", this.id + "-" + this.active);
    } else {
      this.element.removeAttribute("aria-activedescendant");
    }
  }

  moveTo(index) {
    const at = Math.max(0, Math.min(this.count - 1, index));
    if (this.count === 0) {
      return;
    }
    this.active = at;
    const height = this.options.rowHeight;
    const header = this.options.header ? this.options.header.offsetHeight : 0;
    const view = this.element.clientHeight - header;
    const top = at * height;
    if (top < this.element.scrollTop) {
      this.element.scrollTop = top;
    } else if (top + height > this.element.scrollTop + view) {
      this.element.scrollTop = top + height - view;
    }
    this.draw();
    if (this.options.moved) {
      this.options.moved(at);
    }
  }

  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || this.count === 0) {
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.options.rowHeight) - 2);
    const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count};
    if (event.key in steps) {
      this.moveTo(this.active + steps[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      if (this.active >= 0) {
        this.options.activate(this.active, event);
      }
    } else if (!this.options.key || !this.options.key(event, this.active)) {
      return;
    }
    event.preventDefault();
  }
}
