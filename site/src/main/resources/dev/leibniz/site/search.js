// The search: MiniSearch over the sections of all pages. ?q=… in the address begins one.
(() => {
  const up = document.body.dataset.up;
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  let engine;

  function search(text) {
    if (!engine) {
      engine = new MiniSearch({
        fields: ["page", "heading", "text"],
        storeFields: ["url", "page", "heading", "text"],
        searchOptions: { boost: { page: 3, heading: 4 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
      });
      engine.addAll(SECTIONS);
    }
    return engine.search(text).slice(0, 12);
  }

  function shortened(result) {
    const at = Math.max(0, ...result.terms.map(t => result.text.toLowerCase().indexOf(t)));
    const from = at > 30 ? result.text.indexOf(" ", at - 30) + 1 : 0;
    const part = result.text.slice(from, at + 140).replaceAll('"', "").replaceAll(/\s*\|\s*/g, " · ");
    return (from > 0 ? "… " : "") + part;
  }

  function line(result) {
    const link = document.createElement("a");
    link.href = up + result.url;
    const name = document.createElement("b");
    name.textContent = result.heading;
    link.append(name);
    if (result.page !== result.heading) link.append(" · " + result.page);
    const text = document.createElement("small");
    text.textContent = shortened(result);
    link.append(text);
    link.addEventListener("click", () => { found.hidden = true; });
    return link;
  }

  function show() {
    const text = query.value.trim();
    found.hidden = text === "";
    found.replaceChildren();
    if (found.hidden) return;
    const results = search(text);
    if (results.length) {
      found.append(...results.map(line));
    } else {
      const nothing = document.createElement("p");
      nothing.textContent = "Nothing found.";
      found.append(nothing);
    }
  }

  query.addEventListener("input", show);
  document.addEventListener("keydown", e => {
    if (e.key === "Escape") { found.hidden = true; }
    if (e.key === "/" && document.activeElement !== query) { query.focus(); e.preventDefault(); }
    if (e.key === "Enter" && document.activeElement === query) { found.querySelector("a")?.click(); }
  });
  document.addEventListener("click", e => { if (!found.contains(e.target) && e.target !== query) found.hidden = true; });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { query.value = asked; show(); }
})();
