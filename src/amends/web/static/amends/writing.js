/* Writing: nothing typed is ever lost, drafts are saved by themselves, her words can be taken from the thread. */
(() => {
  "use strict";
  const { words, fill, each, say, post, clockText, now } = window.amends;
  const keeps = document.body.dataset.localCopies !== "off";
  const drafts = new Map();

  class Draft {
    constructor(form) {
      this.form = form;
      this.field = form.querySelector("textarea");
      this.status = form.querySelector("[data-draft-status]");
      this.url = form.dataset.draftUrl;
      this.version = form.dataset.draftVersion;
      this.saved = this.field.value;
      this.wait = 0;
      this.field.addEventListener("input", () => this.typed());
      this.field.addEventListener("blur", () => this.save());
      form.addEventListener("submit", () => this.keepLocally({ sent: true }));
      this.restore();
    }

    get key() { return `amends:draft:${this.url}`; }
    get isDirty() { return this.field.value !== this.saved; }

    typed() {
      this.keepLocally({});
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), 1000);
    }

    data() {
      const data = new FormData(this.form);
      data.set("version", this.version);
      return data;
    }

    async save() {
      clearTimeout(this.timer);
      if (!this.isDirty || this.saving || this.form.dataset.sent) return;
      const text = this.field.value;
      this.saving = true;
      try {
        const answer = await post(this.url, this.data());
        if (answer.status === 409) this.choose(text, await answer.json());
        else if (!answer.ok) throw new Error(String(answer.status));
        else this.wasSaved(text, await answer.json());
      } catch {
        this.wasNotSaved();
      }
      this.saving = false;
      if (this.isDirty && !this.wait && !this.choice) this.timer = setTimeout(() => this.save(), 1000);
    }

    wasSaved(text, answer) {
      this.saved = text;
      this.version = answer.version;
      this.wait = 0;
      if (!this.isDirty) this.forget();
      else if (!this.form.dataset.sent) this.keepLocally({});
      this.tell(fill(words.saved, { time: clockText(answer.saved_at ? Date.parse(answer.saved_at) : now()) }));
    }

    wasNotSaved() {
      this.tell(words.unsaved);
      this.wait = Math.min((this.wait || 1) * 2, 30);
      this.timer = setTimeout(() => this.save(), this.wait * 1000);
    }

    tell(text) {
      if (this.status && this.status.textContent !== text) this.status.textContent = text;
    }

    // Leaving the page: the last words go by beacon, which outlives it; the server's version rule still holds.
    leave() {
      if (!this.isDirty || this.form.dataset.sent) return;
      const data = this.data();
      data.set("csrfmiddlewaretoken", document.body.dataset.csrf);
      navigator.sendBeacon(this.url, data);
    }

    keepLocally(more) {
      if (!keeps) return;
      const copy = { text: this.field.value, version: this.version, at: now(), ...more };
      try { localStorage.setItem(this.key, JSON.stringify(copy)); } catch { /* a full store must not stop the typing */ }
    }

    forget() {
      try { localStorage.removeItem(this.key); } catch { /* no store, nothing kept */ }
    }

    // The version changes when words are saved elsewhere and when they are sent. The same version: nobody has newer
    // words, so ours come back; so they do where they only go on. Else sent words are done with, unsent ones a choice.
    restore() {
      let copy = null;
      try { copy = JSON.parse(localStorage.getItem(this.key)); } catch { return; }
      if (!copy || !copy.text.trim() || copy.text === this.field.value) return this.forget();
      const goesOn = !copy.sent && this.field.value && copy.text.startsWith(this.field.value);
      if (goesOn || String(copy.version) === String(this.version)) {
        this.put(copy.text);
        this.save();
      } else if (copy.sent) this.forget();
      else this.offer(words.local_draft, () => this.put(copy.text), () => this.forget());
    }

    // Words that only go on where the others end lose nothing: the beacon of this page, left a moment ago, was quicker.
    choose(text, theirs) {
      if (theirs.body && text.startsWith(theirs.body)) return this.wasSaved(theirs.body, theirs);
      const time = theirs.saved_at ? clockText(Date.parse(theirs.saved_at)) : "";
      const take = () => {
        this.version = theirs.version;
        this.saved = theirs.body;
        this.put(theirs.body);
        this.forget();
      };
      const keep = () => {
        this.version = theirs.version;
        this.save();
      };
      this.offer(fill(words.newer_draft, { time }), take, keep);
    }

    offer(sentence, take, keep) {
      this.choice?.remove();
      this.choice = document.createElement("p");
      this.choice.className = "draft";
      this.choice.setAttribute("role", "status");
      this.choice.append(sentence, this.button(words.use_it, take), this.button(words.keep_this, keep));
      this.field.before(this.choice);
    }

    button(label, act) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: label });
      button.addEventListener("click", () => {
        this.choice.remove();
        this.choice = null;
        act();
        this.field.focus();
      });
      return button;
    }

    put(text) {
      this.field.value = text;
      grow(this.field);
    }
  }

  function grow(field) {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.blockSize = "auto";
    field.style.blockSize = `${field.scrollHeight + 2}px`;
  }

  function prepare(root) {
    each("form[data-draft-url]", (form) => {
      if (form.dataset.draftUrl && !drafts.has(form)) drafts.set(form, new Draft(form));
    }, root);
    each("textarea[data-grow]", grow, root);
  }

  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.matches("textarea[data-grow]")) grow(field);
    if (field.matches("[data-chooses-other]")) chooseOther(field);
  });

  function chooseOther(field) {
    const radio = field.closest("fieldset").querySelector("input[type=radio][value=other]");
    if (radio) radio.checked = true;
  }

  // The mode is said when it changes over words that are already there.
  document.addEventListener("change", (event) => {
    if (event.target.name !== "lane" || !event.target.form?.querySelector("textarea")?.value.trim()) return;
    say(event.target.value === "note" ? words.note_now : words.reply_now);
  });

  // In chat Enter sends; elsewhere it is a new line.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("[data-enter-sends]")) return;
    event.preventDefault();
    event.target.form.querySelector("[data-send=now]")?.click();
  });

  // "Use her words": a passage selected in one message goes to the caret of a field, and its place into the form.
  const taker = document.querySelector("[data-use-words]");
  let passage = null;

  function placeTaker() {
    const selection = getSelection();
    const from = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
    const source = from && from.commonAncestorContainer.parentElement?.closest("[data-quotable]");
    taker.hidden = !source;
    if (!source) return;
    const before = document.createRange();
    before.selectNodeContents(source);
    before.setEnd(from.startContainer, from.startOffset);
    const start = before.toString().length, text = from.toString();
    passage = { entry: source.dataset.quotable, start, end: start + text.length, text: text.trim() };
    const place = from.getBoundingClientRect();
    taker.style.insetBlockStart = `${place.bottom + scrollY + 6}px`;
    taker.style.insetInlineStart = `${Math.max(8, place.left + scrollX)}px`;
  }

  function takeWords() {
    const field = document.getElementById(taker.dataset.useWords);
    if (!field || !passage) return;
    field.setRangeText(`“${passage.text}”`, field.selectionStart, field.selectionEnd, "end");
    const place = Object.assign(document.createElement("input"), {
      type: "hidden", name: "quote", value: `${passage.entry}:${passage.start}:${passage.end}`,
    });
    field.form.append(place);
    getSelection().removeAllRanges();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  if (taker) {
    document.body.append(taker);
    document.addEventListener("selectionchange", placeTaker);
    taker.addEventListener("mousedown", (event) => event.preventDefault());
    taker.addEventListener("click", takeWords);
  }

  prepare(document);
  document.body.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
  document.body.addEventListener("amends:back", () => drafts.forEach((draft) => draft.save()));
  addEventListener("pagehide", () => drafts.forEach((draft) => draft.leave()));
})();
