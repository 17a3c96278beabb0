/* What every staff page does by itself: the server's clock, live changes, the connection, layers, one press once.
   All of it hangs on data attributes; without this script every page still works. */
(() => {
  "use strict";
  const body = document.body;
  const sheet = document.getElementById("words");
  const words = JSON.parse(sheet.dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const count = (one, many, number) => (number === 1 ? words[one] : fill(words[many], { count: number }));
  const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);
  const visible = (element) => element.getClientRects().length > 0;

  // The server's time is the clock: the page says when it was made, each answer says it again.
  let offset = body.dataset.now
    ? Date.parse(body.dataset.now) - performance.timeOrigin - (performance.getEntriesByType("navigation")[0]?.responseStart || 0)
    : 0;
  const now = () => Date.now() + offset;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hour12: false, timeZone: body.dataset.zone || undefined,
  });
  const clockText = (instant = now()) => clock.format(instant);

  function span(minutes) {
    const d = Math.floor(minutes / 1440), h = Math.floor((minutes % 1440) / 60), m = minutes % 60;
    if (d) return fill(h ? words.d_h : words.d, { d, h });
    if (h) return fill(m ? words.h_m : words.h, { h, m });
    return fill(words.m, { m });
  }

  function relative(minutes) {
    if (minutes === 0) return words.now;
    return fill(minutes > 0 ? words.in : words.late, { span: span(Math.abs(minutes)) });
  }

  // One polite region, at most one sentence in ten seconds; what comes meanwhile is said together.
  const live = document.getElementById("live");
  let unsaid = [], quietUntil = 0, saying = 0;
  function say(text) {
    if (text && !unsaid.includes(text)) unsaid.push(text);
    clearTimeout(saying);
    saying = setTimeout(() => {
      live.textContent = unsaid.slice(-3).join(" ");
      unsaid = [];
      quietUntil = Date.now() + 10000;
    }, Math.max(100, quietUntil - Date.now()));
  }

  function refreshTimes() {
    each("[data-rel]", (time) => {
      const due = time.dateTime || time.parentElement.querySelector("time").dateTime;
      const minutes = Math.floor((Date.parse(due) - now()) / 60000);
      const before = time.dataset.minutes;
      if (before === String(minutes)) return;
      time.dataset.minutes = minutes;
      time.textContent = relative(minutes);
      if (before === undefined) return;
      if (Number(before) >= 0 && minutes < 0) poll();
      if (time.dataset.alarm && [60, 15, 0].includes(minutes)) say(`${time.dataset.alarm} ${relative(minutes)}`);
    });
    each("time[data-ago]", (time) => {
      const minutes = Math.floor((now() - Date.parse(time.dateTime)) / 60000);
      if (minutes > 0) time.textContent = fill(words.ago, { span: span(minutes) });
    });
  }

  function refreshSeconds() {
    each("time[data-release]", (time) => {
      const seconds = Math.ceil((Date.parse(time.dateTime) - now()) / 1000);
      time.textContent = seconds > 0 ? fill(words.goes_in, { seconds }) : words.going;
      if (seconds < -3) time.closest(".going form")?.remove();
    });
    each(".going:not(:has(form))", (bar) => bar.remove());
  }

  // One address, asked every few seconds with its ETag. It answers JSON: {changes, notices, say: [], regions: []}.
  let etag = "", wait = 0, asking = 0, lostAt = 0, hiddenAt = 0, address = "";
  const strip = document.querySelector("[data-connection]");
  const pollAddress = () => (document.querySelector("[data-region][data-poll]") || body).dataset.poll;

  async function poll() {
    clearTimeout(asking);
    if (!pollAddress() || (hiddenAt && Date.now() - hiddenAt > 300000)) return;
    if (address !== pollAddress()) [address, etag] = [pollAddress(), ""];
    try {
      const answer = await fetch(address, {
        headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store", signal: AbortSignal.timeout(10000),
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (answer.headers.get("Date")) offset = Date.parse(answer.headers.get("Date")) - Date.now();
      found();
      if (answer.status === 200 && answer.headers.get("Content-Type")?.includes("json")) {
        etag = answer.headers.get("ETag") || "";
        show(await answer.json());
      }
    } catch {
      lost();
    }
    asking = setTimeout(poll, wait || (document.hidden ? 30000 : 5000));
  }

  function lost() {
    lostAt ||= Date.now();
    wait = Math.min((wait || 500) * 2, 30000);
    // Short gaps are nobody's business; only what lasts five seconds is said.
    setTimeout(() => {
      if (!lostAt || Date.now() - lostAt < 5000 || !strip.hidden) return;
      strip.textContent = words.offline;
      strip.hidden = false;
    }, Math.max(0, lostAt + 5100 - Date.now()));
  }

  function found() {
    wait = 0;
    if (!lostAt) return;
    lostAt = 0;
    body.dispatchEvent(new Event("amends:back"));
    if (strip.hidden) return;
    strip.textContent = words.back;
    setTimeout(() => { strip.hidden = !lostAt; }, 5000);
  }

  function show(news) {
    each("[data-changes]", (bar) => {
      bar.hidden = !news.changes;
      if (!news.changes) return;
      const kind = bar.dataset.changes === "messages" ? ["new_one", "new_many"] : ["changes_one", "changes_many"];
      bar.firstElementChild.textContent = count(...kind, news.changes);
    });
    if (news.notices !== undefined) showNotices(news.notices);
    (news.say || []).forEach(say);
    (news.regions || []).forEach((id) => {
      const region = document.getElementById(id);
      // What somebody points at or writes in never moves under them.
      if (!region || region.matches(":hover, :focus-within")) return;
      window.htmx?.ajax("GET", location.href, { target: `#${CSS.escape(id)}`, swap: "outerHTML" });
    });
  }

  function showNotices(number) {
    each("[data-notices]", (badge) => {
      badge.textContent = number;
      badge.hidden = !number;
    });
    document.title = (number ? `(${number}) ` : "") + document.title.replace(/^\(\d+\) /, "");
  }

  // Where I am and whether I write, for the others who look at the same case.
  let wroteAt = 0;
  body.addEventListener("input", (event) => {
    if (event.target.closest(".composer")) wroteAt = Date.now();
  });
  function tellPresence() {
    if (document.hidden) return;
    post(body.dataset.presence, { doing: Date.now() - wroteAt < 10000 ? "writing" : "reading" }).catch(() => {});
  }

  function post(url, values) {
    const data = values instanceof FormData ? values : new URLSearchParams(values);
    return fetch(url, {
      method: "POST", body: data, headers: { "X-CSRFToken": body.dataset.csrf, Accept: "application/json" },
    });
  }

  // A second press of the same form goes nowhere; the button keeps its look. The key in the form does the same at the server.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 10000);
  }, true);
  addEventListener("pageshow", () => each("form[data-sent]", (form) => delete form.dataset.sent));

  // Layers: dialogs by data-dialog, menus that close again.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener && openDialog(opener)) event.preventDefault();
    const focused = event.target.closest("[data-focus]");
    if (focused) document.getElementById(focused.dataset.focus)?.focus();
    each("details.menu[open]", (menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    each("details.menu[open]", (menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  function openDialog(opener) {
    const layer = document.getElementById(opener.dataset.dialog);
    if (layer) showLayer(layer);
    else if (opener.href) fetchLayer(opener);
    return Boolean(layer || opener.href);
  }

  function showLayer(layer) {
    if (!layer.open) layer.showModal();
    (layer.querySelector("[autofocus]") || layer.querySelector("h2, input"))?.focus();
  }

  async function fetchLayer(opener) {
    const id = opener.dataset.dialog;
    try {
      const answer = await fetch(opener.href, { headers: { "HX-Request": "true", "HX-Target": id } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const layer = page.getElementById(id);
      if (layer?.tagName !== "DIALOG") throw new Error("no dialog");
      body.append(layer);
      showLayer(layer);
    } catch {
      location.href = opener.href;
    }
  }

  // htmx: words instead of spinners after 400 ms, and the focus where the answer needs it.
  const fetching = new WeakMap();
  body.addEventListener("htmx:beforeRequest", (event) => {
    const heading = event.detail.target?.querySelector?.("h1, h2");
    if (!heading) return;
    fetching.set(event.detail.xhr, setTimeout(() => heading.insertAdjacentHTML(
      "beforeend", ` <span class="meta" data-fetching>${words.fetching}</span>`), 400));
  });
  body.addEventListener("htmx:afterRequest", (event) => {
    clearTimeout(fetching.get(event.detail.xhr));
    each("[data-fetching]", (note) => note.remove());
    const form = event.detail.elt.closest?.("form");
    if (form) delete form.dataset.sent;
    if (!event.detail.failed || [409, 422].includes(event.detail.xhr.status)) return;
    say(fill(words.not_fetched, { time: clockText() }));
  });
  body.addEventListener("htmx:afterSettle", (event) => {
    refreshTimes();
    takeFocus(event.target);
  });
  function takeFocus(root) {
    (root.querySelector?.("[data-take-focus]") || root.querySelector?.("#guard"))?.focus();
  }

  window.amends = { words, fill, count, each, visible, say, post, clockText, now, showLayer };
  refreshTimes();
  refreshSeconds();
  setInterval(refreshTimes, 20000);
  setInterval(refreshSeconds, 1000);
  takeFocus(document);
  document.addEventListener("visibilitychange", () => {
    hiddenAt = document.hidden ? Date.now() : 0;
    if (document.hidden) return;
    refreshTimes();
    poll();
  });
  addEventListener("online", poll);
  asking = setTimeout(poll, 3000);
  if (body.dataset.presence) {
    tellPresence();
    setInterval(tellPresence, 15000);
  }
})();
