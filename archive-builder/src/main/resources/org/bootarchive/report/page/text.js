// Amounts, modes, times and hostile text as people read them.

const HIDDEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text in which what has no glyph of its own is visible, as \u{202e}. */
function shown(text) {
  return text.replace(HIDDEN, hidden => "\\u{" + hidden.codePointAt(0).toString(16) + "}");
}

function count(number) {
  return number.toLocaleString("en-US");
}

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

function bytes(number) {
  let amount = Math.abs(number);
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  const sign = number < 0 ? "\u2212" : "";
  return sign + (unit === 0 ? count(amount) : amount.toFixed(amount < 100 ? 1 : 0)) + " " + UNITS[unit];
}

/** A growth in bytes, with its sign. */
function growthText(number) {
  return number === 0 ? "same size" : (number > 0 ? "+" : "") + bytes(number);
}

function percent(part, whole) {
  if (!(whole > 0)) {
    return "0 %";
  }
  const share = 100 * part / whole;
  return (share > 0 && share < 0.1 ? "<0.1" : share.toFixed(share < 10 ? 1 : 0)) + " %";
}

const KINDS = {
  d: "directory", f: "file", "-": "file", l: "symbolic link", b: "block device", c: "character device",
  p: "FIFO", s: "socket", D: "door",
};

function kindOf(letter) {
  return KINDS[letter] || "other";
}

/** A mode as ls -l shows it. */
function modeText(letter, mode) {
  const bits = [letter === "f" ? "-" : letter];
  for (let shift = 6; shift >= 0; shift -= 3) {
    const three = mode >> shift;
    bits.push(three & 4 ? "r" : "-", three & 2 ? "w" : "-", three & 1 ? "x" : "-");
  }
  const special = (at, set, lower, upper) => {
    if (set) {
      bits[at] = bits[at] === "x" ? lower : upper;
    }
  };
  special(3, mode & 0o4000, "s", "S");
  special(6, mode & 0o2000, "s", "S");
  special(9, mode & 0o1000, "t", "T");
  return bits.join("");
}

function modeOctal(mode) {
  return (mode & 0o7777).toString(8).padStart(4, "0");
}

/** Seconds since 1970 as a time in UTC. */
function timeText(seconds) {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().slice(0, 16).replace("T", " ");
}

/** A long text with its middle left out. */
function shortened(text, most) {
  return text.length <= most
      ? text
      : text.slice(0, Math.ceil(most / 2)) + " \u2026 " + text.slice(text.length - Math.floor(most / 2));
}
