// Two texts side by side: where there is room for it; else one above the other.

const DIFFERENCE_ROWS = 4000;

/** What two lines have in common at their start and end, in characters; nothing if it is but little. */
function commonEnds(left, right) {
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && left[start] === right[start]) {
    start++;
  }
  let end = 0;
  while (end < most - start && left[left.length - 1 - end] === right[right.length - 1 - end]) {
    end++;
  }
  return 3 * (start + end) < Math.max(left.length, right.length) ? {start: 0, end: 0} : {start, end};
}

/** A line with what differs in it marked. */
function changedLine(line, {start, end}, tag) {
  const until = line.length - end;
  if (start + end === 0) {
    return markedLine(line);
  }
  return [
    ...markedLine(line.slice(0, start)),
    start < until ? element(tag, null, ...markedLine(line.slice(start, until))) : "",
    ...markedLine(line.slice(until)),
  ];
}

function differenceCell(side, number, sign, content) {
  const said = sign === "-" ? "removed " : sign === "+" ? "added " : "";
  return [
    element("span", {role: "cell", class: "line-number " + side}, number === null ? "" : String(number)),
    element("span", {role: "cell", class: "line-text " + side + (sign === "-" ? " old" : sign === "+" ? " new" : content === null ? " none" : "")},
        element("span", {class: "said"}, said), element("bdi", null, ...(content || []))),
  ];
}

function differenceRow([kind, left, right], lines) {
  const leftNumber = left === null ? null : lines.old++;
  const rightNumber = right === null ? null : lines.new++;
  const common = kind === "!" ? commonEnds(left, right) : null;
  const leftContent = left === null ? null : common ? changedLine(left, common, "del") : markedLine(left);
  const rightContent = right === null ? null : common ? changedLine(right, common, "ins") : markedLine(right);
  const kinds = {"=": "same", "-": "gone", "+": "added", "!": "changed"};
  return element("div", {role: "row", class: "difference-row difference-" + (kinds[kind] || "same")},
      ...differenceCell("left", leftNumber, kind === "-" || kind === "!" ? "-" : "", leftContent),
      ...differenceCell("right", rightNumber, kind === "+" || kind === "!" ? "+" : "", rightContent));
}

function textDifference(text, path) {
  const table = element("div", {class: "text-difference", role: "table", tabindex: "0", "aria-label": "Text before and after, of " + shown(shortened(path, 80))});
  let shownRows = 0;
  let left = 0;
  for (const hunk of text.hunks) {
    table.append(element("div", {role: "row", class: "hunk"},
        element("span", {role: "cell"}, "line " + count(hunk.oldLine) + " before, " + count(hunk.newLine) + " after")));
    const lines = {old: hunk.oldLine, new: hunk.newLine};
    const rows = hunk.rows.slice(0, Math.max(0, DIFFERENCE_ROWS - shownRows));
    table.append(...rows.map(row => differenceRow(row, lines)));
    shownRows += rows.length;
    left += hunk.rows.length - rows.length;
  }
  const note = left > 0 ? count(left) + " more lines are in the data." : text.cut ? "The rest of the text is longer than the report's limit." : null;
  return element("div", null, table, note === null ? null : element("p", {class: "quiet"}, note));
}
