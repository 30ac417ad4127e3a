// Lists follow what is typed in their filter: the same address that the form asks for is fetched, and its list takes the
// place of the one shown. The focus stays where it is.

const pause = 250; // milliseconds after the last key

for (const form of document.querySelectorAll("form[data-filter]")) {
  const results = document.querySelector("[data-results]");
  let timer = 0;
  let asked = 0;

  const load = async () => {
    const address = new URL(form.action);
    address.search = new URLSearchParams(new FormData(form)).toString();
    const mine = ++asked;
    const response = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!response || !response.ok || response.redirected || mine !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelector("[data-results]");
    if (!found || mine !== asked) return;
    const count = results.querySelector("[data-count]");
    const counted = found.querySelector("[data-count]");
    if (count && counted) {
      // The line that is read aloud stays the same element; what follows it is replaced.
      count.textContent = counted.textContent;
      while (count.nextSibling) count.nextSibling.remove();
      while (counted.nextSibling) count.parentNode.append(counted.nextSibling);
    } else {
      results.replaceChildren(...found.childNodes);
    }
    history.replaceState(null, "", address);
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, pause);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    load();
  });
}
