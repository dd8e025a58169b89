// Elements of the page. Data only ever becomes text of an element or value of an attribute: no markup is parsed.

/** An element; properties whose value is null are left out, children are elements or texts. */
function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "onclick") {
      made.addEventListener("click", value);
    } else {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** Text of an image: apart from the direction of what is around it, and with nothing hidden. */
function foreign(text, most = 4096) {
  return element("bdi", null, shown(shortened(text, most)));
}

function button(properties, onclick, ...children) {
  return element("button", {type: "button", ...properties, onclick}, ...children);
}

/** Facts as a list of terms; those whose value is null are left out. */
function facts(pairs, className = "facts") {
  return element("dl", {class: className}, ...pairs
      .filter(([, value]) => value !== null)
      .map(([label, value]) => element("div", null, element("dt", null, label), element("dd", null, value))));
}

/** Buttons of which one is pressed. */
function choice(label, names, pressed, choose) {
  const buttons = names.map((name, index) => button(
      {class: "choice", "aria-pressed": String(index === pressed)},
      () => {
        buttons.forEach((other, at) => other.setAttribute("aria-pressed", String(at === index)));
        choose(index);
      },
      name));
  return element("div", {class: "choices", role: "group", "aria-label": label}, ...buttons);
}
