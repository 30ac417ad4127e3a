// Saves the page a moment after each change, through the same address and fields as the buttons. Without a connection what
// was typed is kept in this tab, and sent when the connection is back.

const pause = 800; // milliseconds after the last change
const again = 5000; // milliseconds between attempts without a connection

export function autosave(form) {
  const status = form.querySelector("[data-saved]");
  const revision = form.elements.namedItem("rev");
  const store = keeper(form);
  let timer = 0;
  let running = null; // the save under way
  let changes = 0; // counts changes, so that one during a save is not taken for saved
  let conflict = false;
  let unloading = false; // the page that comes may have been made before a save that is under way: it needs what is kept

  // Only trouble is read out by a screen reader: a word after every choice would be noise.
  const say = (text, unsaved, loud = false) => {
    status.setAttribute("aria-live", loud ? "polite" : "off");
    status.textContent = text;
    status.classList.toggle("unsaved", unsaved);
  };

  const fields = (action) => {
    const data = new URLSearchParams(new FormData(form));
    data.set("action", action);
    return data;
  };

  async function save() {
    const upTo = changes;
    let response;
    try {
      response = await fetch(form.getAttribute("action"), { // form.action is the buttons of that name
        method: "POST",
        body: fields("stay"),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
    } catch {
      say(form.dataset.offline, true, true);
      plan(again);
      return false;
    }
    if (response.status >= 500 || response.status === 429) {
      say(form.dataset.offline, true, true);
      plan(again);
      return false;
    }
    if (!response.ok) {
      // Pressing a button shows the page that explains it.
      conflict = response.status === 409;
      const told = await response.json().catch(() => ({}));
      say(told.error || form.dataset.unsaved, true, true);
      return true;
    }
    const told = await response.json();
    revision.value = told.revision;
    if (upTo === changes) {
      if (!unloading) store.clear();
      say(told.saved, false);
    }
    return true;
  }

  function run() {
    clearTimeout(timer);
    timer = 0;
    running ??= save().finally(() => { running = null; });
    return running;
  }

  function plan(wait) {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  }

  function changed() {
    changes++;
    store.keep();
    say(form.dataset.unsaved, true);
    if (!conflict) plan(pause);
  }

  form.addEventListener("input", changed);
  addEventListener("beforeunload", () => { unloading = true; });
  addEventListener("online", () => { if (timer) run(); });

  // A button waits for the save under way, so that the two do not overtake each other, and does not leave the page while
  // there is no connection.
  let leaving = false;
  form.addEventListener("submit", async (event) => {
    if (leaving) return;
    const button = event.submitter;
    if (!running && navigator.onLine) {
      clearTimeout(timer);
      store.keep();
      return;
    }
    event.preventDefault();
    clearTimeout(timer);
    if (running) await running;
    if (!navigator.onLine && !(await run())) return;
    leaving = true;
    form.requestSubmit(button);
  });

  // What is still in the tab after a reload was never saved: a page that was saved is shown with a later revision.
  if (store.restore()) {
    changes++;
    say(form.dataset.restored, true, true);
    plan(pause);
  }
}

// keeper holds the fields of a form in this tab until they are saved. It is closed with the tab.
function keeper(form) {
  const name = "unsaved " + form.getAttribute("action") + " " + form.elements.namedItem("handle").value;
  const inputs = () => [...form.elements].filter((e) => e.name.startsWith("a.") || e.name.startsWith("o."));
  const value = (e) => (e.type === "radio" || e.type === "checkbox" ? e.checked : e.value);
  return {
    keep() {
      try {
        const now = { rev: form.elements.namedItem("rev").value, values: inputs().map(value) };
        sessionStorage.setItem(name, JSON.stringify(now));
      } catch { /* a browser that keeps nothing */ }
    },
    clear() {
      try { sessionStorage.removeItem(name); } catch { /* as above */ }
    },
    restore() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(name));
        sessionStorage.removeItem(name);
        const fields = inputs();
        if (!kept || kept.rev !== form.elements.namedItem("rev").value || kept.values.length !== fields.length) return false;
        let differs = false;
        fields.forEach((e, i) => {
          if (value(e) === kept.values[i]) return;
          differs = true;
          if (typeof kept.values[i] === "boolean") e.checked = kept.values[i];
          else e.value = kept.values[i];
        });
        if (differs) this.keep();
        return differs;
      } catch {
        return false;
      }
    },
  };
}
