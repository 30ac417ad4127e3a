// Text areas grow with what is typed, where style sheets cannot do it yet.

export function words(form) {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of form.querySelectorAll("textarea")) {
    const grow = () => {
      area.style.height = "auto";
      area.style.height = area.scrollHeight + 4 + "px";
    };
    area.addEventListener("input", grow);
    grow();
  }
}
