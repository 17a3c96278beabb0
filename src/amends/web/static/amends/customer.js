/* The customer's page: the time left changes each minute, news is offered, one press counts once. Works without it. */
(() => {
  "use strict";
  const language = document.documentElement.lang;
  const now = document.body.dataset.now;
  let offset = now ? Date.parse(now) - Date.now() : 0;

  const unit = (number, name) =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" }).format(number);

  function left(minutes) {
    const days = Math.floor(minutes / 1440), hours = Math.floor((minutes % 1440) / 60), rest = days ? 0 : minutes % 60;
    return [[days, "day"], [hours, "hour"], [rest, "minute"]].filter(([number]) => number)
      .map(([number, name]) => unit(number, name)).join(" ");
  }

  function refresh() {
    document.querySelectorAll("time[data-left]").forEach((time) => {
      const minutes = Math.floor((Date.parse(time.dateTime) - Date.now() - offset) / 60000);
      time.textContent = minutes > 0 ? time.dataset.left.replace("{span}", left(minutes)) : "";
    });
  }

  // {"news": "New from Priya 14:52 – show"}; nothing on the page moves until it is pressed.
  let etag = "";
  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(document.body.dataset.poll, {
        headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store",
      });
      if (answer.headers.get("Date")) offset = Date.parse(answer.headers.get("Date")) - Date.now();
      if (answer.status !== 200) return;
      etag = answer.headers.get("ETag") || "";
      offer(await answer.json());
    } catch { /* the page stays true as it is; the next minute asks again */ }
  }

  function offer({ news }) {
    const said = document.getElementById("said");
    said.querySelector("[data-news]")?.remove();
    if (!news) return;
    const line = document.createElement("p");
    line.dataset.news = "";
    line.append(Object.assign(document.createElement("a"), { href: location.pathname, textContent: news }));
    said.append(line);
  }

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) return event.preventDefault();
    event.target.dataset.sent = "yes";
    setTimeout(() => delete event.target.dataset.sent, 10000);
  });

  refresh();
  setInterval(refresh, 20000);
  if (document.body.dataset.poll) setInterval(ask, 60000);
})();
