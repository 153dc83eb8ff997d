/**
 * Keeps a ballot while it is written: every form[data-autosave] is sent to that address a moment after the last key, and before the page is left.
 * The form works without this file; its buttons save and hand in. Nothing is ever handed in from here.
 *
 * data-autosave    address that takes PUT with {version, phase, answers, comment}
 * data-saved       what is said then, with {time} in it; data-unsaved, data-elsewhere (409) and data-ended (401) where it was not
 */

const DELAY = 1500;

function enhance(form) {
  const status = form.querySelector(".autosave");
  const version = form.elements.version;
  const language = document.documentElement.lang;
  let timer;
  let underway;
  let changed = false;
  let stopped = false; // somebody else's save, or a session that ended: only the buttons go on from there

  function body() {
    const answers = {};
    let comment = "";
    for (const [name, value] of new FormData(form)) {
      const found = /^(effect|size|certainty|score|reason)_(\d+)$/.exec(name);
      if (found && value) (answers[found[2]] ??= {})[found[1]] = found[1] === "score" ? Number(value) : value;
      if (name === "comment") comment = value;
    }
    return JSON.stringify({ version: Number(version.value), phase: Number(form.elements.phase.value), answers, comment });
  }

  function say(words) {
    status.textContent = words;
  }

  async function send(keepalive = false) {
    clearTimeout(timer);
    changed = false;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "PUT",
        keepalive,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf_token.value },
        body: body(),
      });
      if (answer.ok) {
        version.value = (await answer.json()).version;
        const time = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
        return say(form.dataset.saved.replace("{time}", time));
      }
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
      if (changed) later();
    });
    return underway;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY);
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save(true);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    changed = false;
    if (!underway) {
      stopped = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    underway.finally(() => {
      stopped = true;
      form.requestSubmit(submitter);
    });
  });
}

document.querySelectorAll("form[data-autosave]").forEach(enhance);
