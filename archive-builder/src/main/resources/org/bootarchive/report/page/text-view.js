// A text with its lines numbered, and what is hidden in it made visible.

const LINES = 20000;

/** A line in which hidden characters are marked. */
function markedLine(line) {
  const parts = [];
  let from = 0;
  for (const found of line.matchAll(HIDDEN)) {
    parts.push(line.slice(from, found.index), element("span", {class: "hidden-character"}, shown(found[0])));
    from = found.index + found[0].length;
  }
  parts.push(line.slice(from));
  return parts;
}

function textView(text, label) {
  const lines = text.split("\n");
  if (lines.length > 1 && lines[lines.length - 1] === "") {
    lines.pop();
  }
  const view = element("pre", {class: "text-view", tabindex: "0", role: "region", "aria-label": label});
  view.append(...lines.slice(0, LINES).map(line => element("bdi", {class: "line"}, ...markedLine(line), "\n")));
  if (lines.length > LINES) {
    view.append(element("span", {class: "quiet"}, count(lines.length - LINES) + " more lines"));
  }
  return view;
}
