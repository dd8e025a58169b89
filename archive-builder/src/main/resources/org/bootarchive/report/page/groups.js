// The map of cylinder groups: each a strip of equal parts, the darker the fuller.

const GROUP_ROW = 34;

/** A group's strip: equal neighbours are one rectangle. */
function groupStrip(map) {
  const strip = svgElement("svg", {
    class: "strip", viewBox: "0 0 " + Math.max(1, map.length) + " 1", preserveAspectRatio: "none", "aria-hidden": "true",
  });
  for (let at = 0; at < map.length;) {
    let end = at + 1;
    while (end < map.length && map[end] === map[at]) {
      end++;
    }
    strip.append(svgElement("rect", {
      class: "tenths-" + (/[0-9]/.test(map[at]) ? map[at] : "0"), x: at, y: 0, width: end - at, height: 1,
    }));
    at = end;
  }
  return strip;
}

const GROUP_COLUMNS = ["Group", "In use, first to last", "Used", "Free blocks", "Loose fragments", "Directories", "Free inodes"];

function groupsTable(label, groups) {
  const cell = (text, className) => element("span", {role: "cell", class: className || null}, text);
  const list = new VirtualList({
    role: "table",
    rowsRole: "rowgroup",
    className: "groups",
    label: "Cylinder groups of " + label,
    rowHeight: GROUP_ROW,
    header: element("div", {class: "list-header", role: "rowgroup"}, element("div", {class: "group-row", role: "row"},
        ...GROUP_COLUMNS.map(name => element("span", {role: "columnheader"}, name)))),
    row: index => {
      const group = groups[index];
      return element("div", {class: "group-row", role: "row", "aria-rowindex": index + 2},
          cell(String(group.group)),
          cell(groupStrip(group.map || "")),
          cell(percent(group.used, group.fragments)),
          cell(count(group.freeBlocks)),
          cell(count(group.freeFragments)),
          cell(count(group.directories)),
          cell(count(group.freeInodes) + " of " + count(group.inodes)));
    },
    activate: () => {},
  });
  list.element.style.height = Math.min(560, (groups.length + 1) * GROUP_ROW + 4) + "px";
  list.show(groups.length);
  return list.element;
}

function showGroups(body, groups, trees) {
  body.append(element("div", {class: "legend"}, "Empty", ...Array.from("0123456789").map(tenth =>
      element("span", {class: "swatch shade-" + tenth, "aria-hidden": "true"})), "full"));
  for (const tree of trees) {
    const own = groups.filter(group => group.tree === tree.name);
    if (own.length > 0) {
      body.append(element("h3", null, tree.label(0) + ": " + count(own.length) + (own.length === 1 ? " group" : " groups")),
          groupsTable(tree.label(0), own));
    }
  }
}
