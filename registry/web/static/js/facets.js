/**
 * Facets take effect when ticked: form.facet-form is submitted on the change of a checkbox, its own button is not needed
 * then. The page is loaded anew, so the box that was ticked gets the focus back, in an opened "Rajaa tuloksia".
 */

const KEY = "facets.focus";

for (const form of document.querySelectorAll("form.facet-form")) {
  form.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => (button.hidden = true));
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    form.requestSubmit(); // first, as storage may be forbidden
    sessionStorage.setItem(KEY, JSON.stringify([target.name, target.value]));
  });
  // on the way back a browser restores ticks that the older page was not made with
  addEventListener("pageshow", () => form.reset());

  const [name, value] = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  const box = [...form.elements].find((field) => field.type === "checkbox" && field.name === name && field.value === value);
  sessionStorage.removeItem(KEY);
  if (box) {
    for (let at = box.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    box.focus();
  }
}
