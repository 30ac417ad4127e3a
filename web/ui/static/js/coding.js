// Number keys tick themes while the focus is on one of them; Enter saves, as in every form. Nothing here is needed: Tab,
// space and Enter do the same.

for (const form of document.querySelectorAll("form[data-coding]")) {
  form.querySelector(".themes")?.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const box = form.querySelector(`input[data-key="${event.key}"]`);
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    box.focus();
  });
}
