// Whoever uses this browser next finds nothing of a survey that was finished.

const done = "/deelname/klaar";

// forget drops what the tab kept of pages until they were saved.
export function forget() {
  if (location.pathname !== done) return;
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith("unsaved ")) sessionStorage.removeItem(name);
    }
  } catch { /* a browser that keeps nothing */ }
}

// hide leaves a page that the browser kept with its answers and shows again after the end.
export function hide() {
  addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    try {
      const where = await fetch("/deelname", { method: "HEAD" });
      if (new URL(where.url).pathname === done) location.replace(done);
    } catch { /* without a connection the page stays as it is */ }
  });
}
