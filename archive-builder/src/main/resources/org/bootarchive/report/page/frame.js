// The page around its parts: which section is in sight, folded parts in print and as a link's target, the data as a file.

function followSections() {
  const links = new Map(Array.from(document.querySelectorAll(".contents a")).map(link => [link.hash.slice(1), link]));
  const sections = Array.from(document.querySelectorAll("main > section")).filter(section => !section.hidden);
  let current = null;
  const follow = () => {
    const line = window.innerHeight / 3;
    const now = sections.filter(section => section.getBoundingClientRect().top <= line).pop() || sections[0];
    if (now !== current) {
      current = now;
      for (const [id, link] of links) {
        if (id === now.id) {
          link.setAttribute("aria-current", "true");
          const bar = link.closest("ul");
          bar.scrollLeft = link.offsetLeft - (bar.clientWidth - link.offsetWidth) / 2;
        } else {
          link.removeAttribute("aria-current");
        }
      }
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        follow();
      });
    }
  }, {passive: true});
  follow();
}

/** Paper has nothing to unfold. */
function unfoldForPrint() {
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = Array.from(document.querySelectorAll("details:not([open])"));
    unfolded.forEach(details => details.open = true);
  });
  addEventListener("afterprint", () => unfolded.forEach(details => details.open = false));
}

function saveData(source) {
  const save = document.getElementById("save-data");
  save.addEventListener("click", () => {
    const address = URL.createObjectURL(new Blob([source.textContent], {type: "application/json"}));
    element("a", {href: address, download: "report.json"}).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}
