// Suggestions while somebody types in a search field: a combobox with a list, as in
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/. Without this script the field is
// that of a plain form. Nothing is asked or sent while an input method composes.

const WAIT = 120; // milliseconds without a key before anything is asked
const KEPT = 100; // answers kept, so that going back asks nothing

class Suggestions {
  #form;
  #input;
  #list;
  #status;
  #kept = new Map();
  #chosen = -1;
  #options = [];
  #timer = 0;
  #asking = null;
  #composing = false;

  constructor(form) {
    this.#form = form;
    this.#input = form.querySelector("input[name=q]");
    this.#list = document.createElement("ul");
    this.#list.id = `${this.#input.id}-suggestions`;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", form.querySelector("label").textContent);
    this.#list.hidden = true;
    this.#status = document.createElement("span");
    this.#status.className = "unseen";
    this.#status.setAttribute("role", "status");
    this.#input.parentElement.append(this.#list, this.#status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
    })) {
      this.#input.setAttribute(name, value);
    }
    this.#listen();
  }

  #listen() {
    const input = this.#input;
    input.addEventListener("compositionstart", () => {
      this.#composing = true;
      this.#drop();
    });
    input.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#typed();
    });
    input.addEventListener("input", (event) => {
      if (!event.isComposing && !this.#composing) this.#typed();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    // A press on a suggestion must not take the focus from the field first.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#go(option);
    });
  }

  #key(event) {
    // 229: a key that the input method takes, as the Enter that ends a composition.
    if (event.isComposing || this.#composing || event.keyCode === 229) {
      if (event.key === "Enter") event.preventDefault();
      return;
    }
    const last = this.#options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.#list.hidden) {
        if (event.altKey || !this.#options.length) this.#typed(0);
        else this.#open();
        if (!this.#options.length) return;
      }
      event.preventDefault();
      if (event.key === "ArrowDown") this.#choose(this.#chosen < last ? this.#chosen + 1 : -1);
      else this.#choose(this.#chosen < 0 ? last : this.#chosen - 1);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter" && this.#chosen >= 0 && !this.#list.hidden) {
      event.preventDefault();
      this.#go(this.#options[this.#chosen]);
    }
  }

  #typed(wait = WAIT) {
    this.#drop();
    const text = this.#input.value.trim();
    if (!text) {
      this.#show(null);
      return;
    }
    this.#timer = setTimeout(() => this.#ask(text), wait);
  }

  // Forget what was going to be asked, and the answer that has not come yet.
  #drop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #ask(text) {
    if (this.#kept.has(text)) {
      this.#show(this.#kept.get(text));
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    const lang = this.#form.elements.namedItem("lang").value;
    const asked = new URLSearchParams({ q: text, lang });
    try {
      const answer = await fetch(`${this.#form.dataset.suggestions}?${asked}`, {
        signal: asking.signal,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      this.#kept.set(text, found);
      if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value);
      if (this.#asking === asking) this.#show(found);
    } catch {
      // Whatever it was: the form works without suggestions.
      if (this.#asking === asking) this.#show(null);
    }
  }

  #show(found) {
    this.#asking = null;
    const things = found?.suggestions ?? [];
    this.#options = things.map((thing, place) => this.#option(thing, place));
    this.#list.replaceChildren(...this.#options);
    this.#choose(-1);
    const { none, one, some } = this.#form.dataset;
    const count = things.length;
    this.#status.textContent = !found
      ? ""
      : count === 0
        ? none
        : count === 1
          ? one
          : some.replace("{}", String(count));
    if (count && document.activeElement === this.#input) this.#open();
    else this.#close();
  }

  #option(thing, place) {
    const option = document.createElement("li");
    option.id = `${this.#list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.address = thing.address;
    const name = document.createElement("bdi");
    name.textContent = thing.name;
    if (thing.language) name.lang = thing.language;
    const about = document.createElement("span");
    about.className = "note";
    about.textContent = [thing.also, thing.kind, thing.description]
      .filter(Boolean)
      .join(" · ");
    option.append(name, " ", about);
    return option;
  }

  #choose(place) {
    this.#options[this.#chosen]?.setAttribute("aria-selected", "false");
    this.#chosen = place;
    const option = this.#options[place];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.#input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #open() {
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
  }

  #close() {
    this.#list.hidden = true;
    this.#choose(-1);
    this.#input.setAttribute("aria-expanded", "false");
  }

  #go(option) {
    this.#drop();
    // Ours is a path on this server; nothing else is followed.
    if (option.dataset.address?.startsWith("/")) location.assign(option.dataset.address);
    else this.#form.requestSubmit();
  }
}

for (const form of document.querySelectorAll("form.search")) new Suggestions(form);
