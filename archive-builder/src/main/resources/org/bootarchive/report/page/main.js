// Reads the data and fills the page.

function fill(source) {
  const report = JSON.parse(source.textContent);
  const trees = (report.trees || []).map((tree, order) => new Tree(tree, order));
  const body = name => document.getElementById(name + "-body");
  const reveal = name => {
    for (const part of document.querySelectorAll("#" + name + ", .contents li:has(> a[href='#" + name + "'])")) {
      part.hidden = false;
    }
  };
  let files = null;
  const showFile = (tree, node) => files.show(tree, node);
  if (trees.length > 0) {
    reveal("space");
    reveal("files");
    files = new FilesView(body("files"), trees);
    new SpaceView(body("space"), trees, showFile);
  }
  if ((report.groups || []).length > 0) {
    reveal("groups");
    showGroups(body("groups"), report.groups, trees);
  }
  if (report.difference) {
    new DifferenceView(body("difference"), report.difference, trees, showFile);
  }
  document.getElementById("save-data").hidden = false;
  document.documentElement.classList.add("filled");
  performance.mark("filled");
}

try {
  const source = document.getElementById("report");
  fill(source);
  saveData(source);
} catch (problem) {
  const trouble = document.getElementById("trouble");
  trouble.hidden = false;
  trouble.textContent = "The page cannot show its data: " + problem.message;
  console.error(problem);
}
followSections();
unfoldForPrint();
