// Number keys choose in the rating that has the focus; an option that excludes the others clears them; words beside an
// "other, namely" choose it.

export function choices(form) {
  const tell = (input) => input.dispatchEvent(new Event("input", { bubbles: true }));

  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-5]$/.test(event.key)) return;
    const group = event.target.closest?.(".rating, .differential");
    const radio = group?.querySelector(`input[value="${event.key}"]`);
    if (!radio || event.target.type !== "radio") return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
    tell(radio);
  });

  form.addEventListener("change", (event) => {
    const box = event.target;
    const group = box.closest?.("[data-multiple]");
    if (!group || box.type !== "checkbox" || !box.checked) return;
    const alone = "exclusive" in box.dataset;
    for (const other of group.querySelectorAll("input[type=checkbox]")) {
      if (other !== box && (alone || "exclusive" in other.dataset)) other.checked = false;
    }
    tell(box);
  });

  form.addEventListener("input", (event) => {
    const box = event.target;
    if (!box.classList?.contains("other-words") || box.value === "") return;
    const choice = box.closest(".option-other").querySelector("input[type=radio], input[type=checkbox]");
    if (choice.checked) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
