/**
 * Keeps a report while it is written: every form[data-autosave] is sent to that address a moment after the last key, and before the page is left.
 * Where an answer got lost on its way, the same is sent once more before what was typed since: the service then tells the version that it has.
 * The form works without this file; its buttons save and publish. Nothing is ever published from here.
 *
 * data-autosave    address that takes PUT with {version, answers}: every field by name, a list where its boxes are many
 * data-saved       what is said then, with {time} in it; data-unsaved, data-elsewhere (409) and data-ended (401) where it was not
 */

const DELAY = 1500;
const LARGEST_LEFT = 60_000; // bytes that a browser takes with it when the page is left
const OWN = new Set(["csrf_token", "version"]);

function enhance(form) {
  const status = form.querySelector(".autosave");
  const version = form.elements.version;
  let timer;
  let underway;
  let changed = false;
  let unsure; // what was sent without an answer
  let stopped = false; // somebody else's save, or a session that ended: only the buttons go on from there

  function body() {
    const answers = {};
    const data = new FormData(form);
    for (const name of new Set(data.keys())) {
      if (OWN.has(name)) continue;
      const boxes = form.querySelector(`input[type="checkbox"][name="${name}"]`);
      answers[name] = boxes ? data.getAll(name) : data.get(name);
    }
    return JSON.stringify({ version: Number(version.value), answers });
  }

  function say(words) {
    status.textContent = words;
  }

  async function send(keepalive = false) {
    clearTimeout(timer);
    const again = unsure;
    const sent = again ?? body();
    changed = again !== undefined && again !== body();
    unsure = sent;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "PUT",
        keepalive: keepalive && new Blob([sent]).size < LARGEST_LEFT,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf_token.value },
        body: sent,
      });
      if (answer.ok) {
        version.value = (await answer.json()).version;
        unsure = undefined;
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        return say(form.dataset.saved.replace("{time}", time));
      }
      unsure = undefined;
      stopped = answer.status === 409 || answer.status === 401;
      if (answer.status === 409) return say(form.dataset.elsewhere);
      if (answer.status === 401) return say(form.dataset.ended);
      say(((await answer.json()).detail) ?? form.dataset.unsaved);
    } catch {
      changed = true;
      say(form.dataset.unsaved);
    }
  }

  // one at a time: the next one needs the version that this one brings
  function save(keepalive) {
    if (stopped || underway || !changed) return underway;
    underway = send(keepalive).finally(() => {
      underway = undefined;
      if (!changed) return;
      if (isHidden() && !unsure) save(true); // no time left to wait; but without a network one waits
      else later();
    });
    return underway;
  }

  const isHidden = () => document.visibilityState === "hidden";

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  document.addEventListener("visibilitychange", () => {
    if (isHidden()) save(true);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false;
    if (stopped || !(underway || unsure)) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    (underway ?? send()).finally(() => {
      stopped = true;
      form.requestSubmit(submitter);
    });
  });
}

document.querySelectorAll("form[data-autosave]").forEach(enhance);
