/**
 * Keeps the answers of a survey while they are written: each place is sent to its own address a moment after the last key, and before the page
 * is left. Where somebody else saved the same answer first, both are shown and the reader says which holds. The form works without this file.
 *
 * form[data-words]   what is said, as JSON: saving, saved ({time}), unsaved, ended, elsewhere, by ({name}, {day}), emptied, mine, theirs
 * [data-place]       address that takes PUT with {version, value}; in it [data-version], [data-saved] and fields with data-part
 */

const DELAY = 1200;
const SINGLE = ["choice", "text", "level"];

function valueOf(place) {
  const value = {};
  for (const control of place.querySelectorAll("[data-part]")) {
    const part = control.dataset.part;
    if (!SINGLE.includes(part)) value[part] ??= [];
    if (control.type === "radio" || control.type === "checkbox") {
      if (!control.checked) continue;
      if (SINGLE.includes(part)) value[part] = part === "level" ? Number(control.value) : control.value;
      else value[part].push(control.value);
    } else value[part] = control.value;
  }
  const rows = rowsOf(place);
  if (rows.length) value.proposals = rows.map(rowOf).filter((row) => row.title.trim() || row.text.trim());
  return value;
}

function rowsOf(place) {
  return [...place.querySelectorAll("[data-row]")];
}

/** One more empty row for a proposal, after the last one. */
function addRow(place) {
  const rows = rowsOf(place);
  const n = rows.length;
  const row = rows[n - 1].cloneNode(true);
  for (const control of row.querySelectorAll("[data-of]")) {
    const label = row.querySelector(`label[for="${CSS.escape(control.id)}"]`);
    control.name = control.name.replace(/\d+$/, n);
    control.id = `${control.name.split(".")[0]}-${control.dataset.of}-${n}`;
    control.value = "";
    label.htmlFor = control.id;
  }
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+/, n + 1);
  rows[n - 1].after(row);
}

function rowOf(row) {
  return Object.fromEntries([...row.querySelectorAll("[data-of]")].map((control) => [control.dataset.of, control.value]));
}

function fill(place, value) {
  for (const control of place.querySelectorAll("[data-part]")) {
    const given = value[control.dataset.part];
    if (control.type === "radio") control.checked = String(given ?? "") === control.value;
    else if (control.type === "checkbox") control.checked = (given ?? []).includes(control.value);
    else control.value = given ?? "";
  }
  for (const id of value.methods ?? []) addMethod(place, id);
  rowsOf(place).forEach((row, n) => {
    for (const control of row.querySelectorAll("[data-of]")) control.value = value.proposals?.[n]?.[control.dataset.of] ?? "";
  });
}

/** A method of the whole catalogue as one more choice, chosen. */
function addMethod(place, id) {
  const there = place.querySelector(`[data-part="methods"][value="${CSS.escape(id)}"]`);
  const option = document.querySelector(`#menetelmat option[data-id="${CSS.escape(id)}"]`);
  if (there) there.checked = true;
  if (there || !option) return;
  const name = place.querySelector("[data-version]").name.replace(/\.version$/, "");
  const choice = document.createElement("div");
  const box = document.createElement("input");
  const label = document.createElement("label");
  choice.className = "choice";
  Object.assign(box, { type: "checkbox", id: `${name}-${id}`, name: `${name}.methods`, value: id, checked: true });
  box.dataset.part = "methods";
  label.htmlFor = box.id;
  label.textContent = option.value;
  choice.append(box, label);
  place.querySelector("[data-methods]").append(choice);
}

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

function enhance(form) {
  const words = JSON.parse(form.dataset.words);
  const status = form.querySelector(".autosave");
  const places = [...form.querySelectorAll("[data-place]")].map((place) => keep(place));
  let leaving = false;

  function keep(place) {
    const version = place.querySelector("[data-version]");
    const saved = place.querySelector("[data-saved]");
    const state = { changed: false, underway: undefined, lost: undefined, stopped: false, save };
    let timer;

    async function send(keepalive) {
      clearTimeout(timer);
      saved.textContent = words.saving;
      // what may be stored though no answer came back goes again as it was: else the next text would meet it as somebody else's
      const sent = state.lost ?? JSON.stringify({ version: Number(version.value), value: valueOf(place) });
      if (!state.lost) state.changed = false;
      try {
        const answer = await fetch(place.dataset.place, {
          method: "PUT",
          keepalive,
          headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf_token.value },
          body: sent,
        });
        const body = await answer.json();
        state.lost = undefined;
        if (answer.ok) {
          version.value = body.version;
          const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
          saved.textContent = words.saved.replace("{time}", time);
          status.textContent = "";
          return;
        }
        if (answer.status === 409) return conflict(body);
        state.stopped = answer.status === 401;
        say(answer.status === 401 ? words.ended : (body.detail ?? words.unsaved));
      } catch {
        state.lost = sent;
        state.changed = true;
        say(words.unsaved);
      }
    }

    function say(text) {
      saved.textContent = text;
      status.textContent = text;
    }

    /** Both stand there until the reader has said which holds; nothing is sent meanwhile. */
    function conflict(theirs) {
      state.stopped = true;
      place.querySelector(".theirs")?.remove();
      const box = element("div", "", "theirs");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", words.elsewhere);
      const by = theirs.saved_by ? ` (${words.by.replace("{name}", theirs.saved_by).replace("{day}", theirs.saved_on)})` : "";
      const list = element("ul", "", "plain said-lines");
      list.append(...(theirs.lines.length ? theirs.lines : [words.emptied]).map((line) => element("li", line)));
      const actions = element("p", "", "theirs-actions");
      const mine = element("button", words.mine, "button quiet");
      const take = element("button", words.theirs, "button quiet");
      mine.type = take.type = "button";
      actions.append(mine, take);
      box.append(element("p", `${words.elsewhere}${by}:`), list, actions);
      const go = () => {
        version.value = theirs.version;
        state.stopped = false;
        box.remove();
        place.querySelector("[data-part], [data-of]")?.focus();
      };
      mine.addEventListener("click", () => {
        go();
        state.changed = true;
        save();
      });
      take.addEventListener("click", () => {
        go();
        while (rowsOf(place).length < (theirs.value.proposals?.length ?? 0)) addRow(place);
        fill(place, theirs.value);
        state.changed = false;
        saved.textContent = by;
        count();
      });
      version.after(box);
      say(words.elsewhere);
    }

    // one at a time: the next one needs the version that this one brings
    function save(keepalive = false) {
      if (state.stopped || state.underway || !state.changed || leaving) return state.underway;
      state.underway = send(keepalive).finally(() => {
        state.underway = undefined;
        if (!state.changed) return;
        // nobody may come back to a hidden page: what was typed meanwhile does not wait
        if (document.visibilityState === "hidden" && !state.lost) save(true);
        else later();
      });
      return state.underway;
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(save, DELAY);
    }

    function count() {
      const shown = place.querySelector("[data-count]");
      const number = place.querySelectorAll('[data-part="methods"]:checked').length;
      if (shown) shown.textContent = shown.textContent.replace(/\d+/, number);
    }

    place.addEventListener("input", (event) => {
      if ("add" in event.target.dataset) return;
      state.changed = true;
      const last = rowsOf(place).at(-1);
      if (last && rowOf(last).title) addRow(place);
      count();
      later();
    });
    place.addEventListener("change", (event) => {
      if (!("add" in event.target.dataset)) return;
      const option = [...document.querySelectorAll("#menetelmat option")].find((one) => one.value === event.target.value);
      if (!option) return;
      addMethod(place, option.dataset.id);
      event.target.value = "";
      state.changed = true;
      count();
      later();
    });
    return state;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") places.forEach((state) => state.save(true));
  });
  // what was typed while an answer is under way cannot be sent yet: it needs the version that comes back
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && places.some((state) => state.underway && state.changed)) event.preventDefault();
  });
  // a button sends everything; what is under way must come home first, since it brings new versions
  form.addEventListener("submit", (event) => {
    const underway = places.map((state) => state.underway).filter(Boolean);
    leaving = true;
    if (!underway.length) return;
    event.preventDefault();
    const { submitter } = event;
    Promise.allSettled(underway).then(() => form.requestSubmit(submitter));
  });
}

document.querySelectorAll("form.survey[data-words]").forEach(enhance);
