// Everything here makes a page nicer; nothing needs it. Each part looks for what it works on and leaves without it.
import { autosave } from "./autosave.js";
import { choices } from "./choices.js";
import { forget, hide } from "./leave.js";
import { sample } from "./sample.js";
import { words } from "./words.js";

const form = document.querySelector("form[data-autosave]");
if (form) {
  words(form);
  choices(form);
  autosave(form);
  hide();
}
forget();
sample(form);
document.getElementById("summary")?.focus();
