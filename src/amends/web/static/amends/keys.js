/* Single keys, sequences, lists and the palette. A key belongs to an element that says so with data-key;
   what a key does is what a press on that element does, so no key is the only way. */
(() => {
  "use strict";
  const { words, fill, count, each, visible, say, showLayer } = window.amends;
  const body = document.body;
  const inField = (element) => element?.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  const keyed = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(visible);
  let sequence = "", sequenceTimer = 0, tipTimer = 0;

  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return withModifier(event);
    if (event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph")) return;
    if (body.dataset.singleKeys === "off" || inField(event.target) || document.querySelector("dialog[open]")) return;
    if (sequence ? second(event.key) : first(event)) event.preventDefault();
  });

  function withModifier(event) {
    if (event.key.toLowerCase() === "k" && !event.shiftKey) {
      event.preventDefault();
      openPalette();
    } else if (event.key === "Enter") {
      const form = event.target.closest("form");
      const kind = event.shiftKey ? "next" : "now";
      const button = form && [...form.querySelectorAll(`[data-send=${kind}]`)].find(visible);
      if (!button) return;
      event.preventDefault();
      button.click();
    }
  }

  function first(event) {
    const key = event.key;
    if (key === "g" || (key === "v" && document.querySelector("[data-views]"))) return begin(key);
    if (key === "w" || key === "W") return walk(key === "W" ? -1 : 1);
    if (moveInList(event)) return true;
    const element = keyed(key);
    if (!element || event.repeat) return false;
    press(element, key);
    return true;
  }

  // A stray letter may move or open, but never change anything: it only takes the focus to a button that posts.
  // Undo and "do the next thing" are meant as presses.
  function press(element, key) {
    element.focus();
    if (element.matches("input[type=search], input[type=text], textarea")) return element.select();
    const posts = element.matches("button, input[type=submit]") && element.type === "submit" && element.form?.method === "post";
    if (!posts || key === "z" || key === ".") element.click();
  }

  function begin(key) {
    sequence = key;
    clearTimeout(sequenceTimer);
    sequenceTimer = setTimeout(end, 1500);
    tipTimer = setTimeout(showTip, 400);
    return true;
  }

  function second(key) {
    const chosen = sequence === "g"
      ? document.querySelector(`a[data-go="${CSS.escape(key)}"]`)
      : document.querySelectorAll("[data-views] a")[Number(key) - 1];
    end();
    chosen?.click();
    return true;
  }

  function end() {
    sequence = "";
    clearTimeout(sequenceTimer);
    clearTimeout(tipTimer);
    document.querySelector(".tip")?.remove();
  }

  function showTip() {
    const from = sequence === "g" ? "[data-go]" : "[data-views] a";
    const places = [...document.querySelectorAll(from)].map((link, index) => {
      const letter = sequence === "g" ? link.dataset.go : index + 1;
      return `${letter} ${(link.title || link.textContent).trim()}`;
    });
    const tip = document.createElement("p");
    tip.className = "tip";
    tip.textContent = fill(words.go, { places: [...new Set(places)].join(" · ") });
    body.append(tip);
  }

  // Lists: the chosen row is the one whose link has the focus, so that Enter opens it by itself.
  function moveInList(event) {
    const rows = [...document.querySelectorAll("[data-list] > li")].filter(visible);
    if (!rows.length) return false;
    const here = rows.indexOf(document.activeElement.closest?.("[data-list] > li"));
    const arrows = here >= 0 ? { ArrowDown: 1, ArrowUp: -1 } : {};
    const step = { j: 1, k: -1, J: 1, K: -1, ...arrows }[event.key];
    if (step === undefined) return event.key === "x" && pick(rows[here]);
    if (event.shiftKey) pick(rows[here], true);
    const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + step))];
    next.querySelector("a, button").focus();
    if (event.shiftKey) pick(next, true);
    return true;
  }

  function pick(row, on) {
    const box = row?.querySelector("[data-pick]");
    if (!box) return false;
    box.checked = on ?? !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  function walk(step) {
    const regions = [...document.querySelectorAll("[data-region]")].filter(visible);
    if (!regions.length) return false;
    const here = regions.findLastIndex((region) => region.contains(document.activeElement));
    const next = regions[(here + step + regions.length) % regions.length];
    const target = next.querySelector("h1, h2, h3, a, button, textarea, summary") || next;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
    return true;
  }

  // The palette: what can be done here, places, then cases and people from the find page.
  let palette, options = [], chosen = 0, asked = 0, results = [];

  function openPalette() {
    palette ||= makePalette();
    palette.input.value = "";
    results = [];
    showLayer(palette.layer);
    list();
  }

  function makePalette() {
    const layer = document.createElement("dialog");
    layer.className = "palette";
    const field = document.getElementById("find");
    layer.setAttribute("aria-label", field.placeholder);
    const input = document.createElement("input");
    Object.entries({
      type: "text", role: "combobox", autofocus: "", "aria-expanded": "true", "aria-controls": "found",
      "aria-autocomplete": "list", "aria-label": field.placeholder, placeholder: field.placeholder, autocomplete: "off",
    }).forEach(([name, value]) => input.setAttribute(name, value));
    const box = document.createElement("div");
    box.id = "found";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", field.placeholder);
    const status = document.createElement("p");
    status.className = "meta";
    status.setAttribute("role", "status");
    layer.append(input, box, status);
    body.append(layer);
    input.addEventListener("input", ask);
    input.addEventListener("keydown", moveInPalette);
    layer.addEventListener("click", (event) => { if (event.target === layer) layer.close(); });
    return { layer, input, box, status };
  }

  function commands() {
    const seen = new Set();
    const take = (selector, group, attribute) => [...document.querySelectorAll(selector)].map((element) => {
      const label = (element.getAttribute("aria-label") || element.title.replace(/ \(.*\)$/, "") || text(element)).trim();
      const fresh = label && !seen.has(label);
      seen.add(label);
      return fresh && { label, group, key: attribute(element), run: () => press(element, ".") };
    }).filter(Boolean);
    const typed = document.getElementById("words").content.querySelectorAll("[data-command]");
    return [
      ...take("main [data-key], .going [data-key]", words.group_here, (element) => element.dataset.key),
      ...take("a[data-go], .bar [data-key]:not(#find)", words.group_go, (element) => element.dataset.go ? `g ${element.dataset.go}` : element.dataset.key),
      ...[...typed].map((link) => ({ label: link.textContent, group: words.group_go, key: "", url: link.href })),
    ];
  }

  function text(element) {
    const copy = (element.labels?.[0] || element).cloneNode(true);
    each("kbd, b, .sr", (part) => part.remove(), copy);
    return copy.textContent;
  }

  function list() {
    const typed = palette.input.value.trim().toLowerCase();
    options = [...commands().filter((command) => command.label.toLowerCase().includes(typed)), ...results];
    chosen = 0;
    palette.box.replaceChildren();
    let group = "";
    options.forEach((option, index) => {
      if (option.group !== group) palette.box.append(row("presentation", (group = option.group)));
      const line = row("option", option.label);
      line.id = `found-${index}`;
      if (option.key) line.append(Object.assign(document.createElement("kbd"), { textContent: option.key }));
      line.addEventListener("click", () => run(option));
      palette.box.append(line);
    });
    palette.status.textContent = options.length ? count("results_one", "results_many", options.length) : words.results_none;
    mark();
  }

  function row(role, label) {
    const line = document.createElement("div");
    line.setAttribute("role", role);
    line.append(Object.assign(document.createElement("span"), { textContent: label, dir: "auto" }));
    return line;
  }

  function mark() {
    each("[role=option]", (line) => line.setAttribute("aria-selected", String(line.id === `found-${chosen}`)), palette.box);
    const line = document.getElementById(`found-${chosen}`);
    line?.scrollIntoView({ block: "nearest" });
    if (line) palette.input.setAttribute("aria-activedescendant", line.id);
    else palette.input.removeAttribute("aria-activedescendant");
  }

  function moveInPalette(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      chosen = (chosen + step + options.length) % options.length;
      mark();
    } else if (event.key === "Enter" && options[chosen]) run(options[chosen]);
    else return;
    event.preventDefault();
  }

  function run(option) {
    palette.layer.close();
    if (option.url) location.href = option.url;
    else option.run();
  }

  function ask() {
    results = [];
    list();
    clearTimeout(asked);
    const typed = palette.input.value.trim();
    if (typed.length < 2) return;
    asked = setTimeout(async () => {
      try {
        const answer = await fetch(`${document.getElementById("words").dataset.find}?q=${encodeURIComponent(typed)}`, {
          headers: { Accept: "application/json" },
        });
        if (!answer.ok || palette.input.value.trim() !== typed) return;
        results = (await answer.json()).results.map((one) => ({ label: one.label, url: one.url, key: one.about || "", group: words.group_found }));
        list();
      } catch {
        say(fill(words.not_fetched, { time: window.amends.clockText() }));
      }
    }, 150);
  }
})();
