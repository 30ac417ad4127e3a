// On a narrow screen the bar at the bottom brings the sample over the questions and takes it away again, at the same
// place on the page. On the page of a sample by itself a button fills the screen with it.

export function sample(form) {
  const pane = document.getElementById("uiting");
  const opener = document.querySelector("[data-sample-open]");
  if (pane && opener) bring(form, pane, opener);
  const button = document.querySelector("[data-fullscreen]");
  const view = button && document.getElementById(button.dataset.fullscreen);
  if (view?.requestFullscreen) {
    button.hidden = false;
    button.addEventListener("click", () => view.requestFullscreen());
  }
}

function bring(form, pane, opener) {
  // The bar rests while most of the screen shows the sample anyway.
  const bar = opener.parentElement;
  new IntersectionObserver(([seen]) => {
    bar.classList.toggle("resting", seen.intersectionRect.height > innerHeight / 2);
  }, { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }).observe(pane);

  const closer = pane.querySelector("[data-sample-close]");
  const title = document.getElementById("sample-title");

  const show = (event) => {
    event.preventDefault();
    pane.style.minHeight = pane.offsetHeight + "px"; // the questions stay where they are
    pane.classList.add("brought");
    form.inert = true;
    title.focus();
  };
  const hide = () => {
    pane.classList.remove("brought");
    pane.style.minHeight = "";
    form.inert = false;
    opener.focus({ preventScroll: true });
  };
  opener.addEventListener("click", show);
  closer.addEventListener("click", hide);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pane.classList.contains("brought")) hide();
  });
  matchMedia("(min-width: 1000px)").addEventListener("change", () => {
    if (pane.classList.contains("brought")) hide();
  });
}
