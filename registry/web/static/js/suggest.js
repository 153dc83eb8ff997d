/**
 * Suggestions under a search box: every input[type=search][data-suggest] becomes an ARIA 1.2 combobox with a listbox.
 * The box works without this file; here nothing is ever chosen for the reader, and what they typed stays as typed.
 *
 * data-suggest      address of an endpoint that answers ?q=… with {"items": [{"text", "kind", "url"}]}
 * data-status-one   what is said for one suggestion; data-status-many has {n} in it
 * data-kind-method  the word shown for a kind (also -term, -indicator); may be missing
 */

const DELAY = 120;
const SHORTEST = 2;
let lists = 0;

function element(tag, attributes, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function enhance(input) {
  const id = `suggestions-${++lists}`;
  const list = element("ul", { id, role: "listbox", class: "suggestions", hidden: "" });
  const status = element("p", { role: "status", class: "sr" });
  let items = [];
  let active = -1;
  let timer;
  let request;

  const label = input.labels?.[0];
  if (label) list.setAttribute("aria-labelledby", (label.id ||= `${id}-label`));
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id, "aria-expanded": "false",
  })) input.setAttribute(name, value);
  input.closest(".search-line").append(list);
  input.form.append(status);

  function close() {
    clearTimeout(timer);
    request?.abort();
    items = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
    select(-1);
  }

  function select(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(found) {
    if (!found.length) return close();
    select(-1);
    items = found;
    list.replaceChildren(...items.map(({ text, kind }, index) => {
      const option = element("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false" });
      const word = input.getAttribute(`data-kind-${kind}`);
      option.append(element("span", {}, text), ...(word ? [" ", element("span", { class: "kind" }, word)] : []));
      option.addEventListener("click", () => choose(index));
      return option;
    }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    const { statusOne = "", statusMany = "" } = input.dataset;
    status.textContent = items.length === 1 ? statusOne : statusMany.replace("{n}", items.length);
  }

  function choose(index) {
    const { text, url } = items[index];
    close();
    if (url) return location.assign(url);
    input.value = text;
    input.form.requestSubmit();
  }

  async function ask() {
    const typed = input.value.trim();
    if (typed.length < SHORTEST) return close();
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
      const { items: found = [] } = answer.ok ? await answer.json() : {};
      // an answer may arrive when the reader has already gone on
      if (!signal.aborted && document.activeElement === input) show(found);
    } catch {
      if (!signal.aborted) close();
    }
  }

  const keys = {
    ArrowDown: () => (list.hidden ? ask() : select(active + 1 < items.length ? active + 1 : -1)),
    ArrowUp: () => select(active < 0 ? items.length - 1 : active - 1),
    Escape: () => !list.hidden && close(),
    Enter: () => active >= 0 && choose(active),
  };
  // only these are ours when the list is closed or nothing is selected; otherwise the browser does what it always does
  const ours = { ArrowDown: () => true, ArrowUp: () => !list.hidden, Escape: () => !list.hidden, Enter: () => active >= 0 };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || !keys[event.key] || !ours[event.key]()) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, DELAY);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // pressing an option must not take the focus from the box, or the list would close before the click
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

document.querySelectorAll("input[type=search][data-suggest]").forEach(enhance);
