(() => {
  "use strict";
  const page = document.querySelector(".audit-page");
  const showing = page.querySelector(".showing");
  const buttons = page.querySelectorAll(".filters button");
  const total = Number(showing.dataset.total);

  // Style rules hide what the filter leaves out, so that a choice costs the same at any length.
  page.querySelector(".filters").addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    page.dataset.filter = chosen.dataset.key;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
    const left = Number(chosen.dataset.answers);
    showing.textContent =
      left === total
        ? `Showing all ${total.toLocaleString("en")} answers`
        : `Showing ${left.toLocaleString("en")} of ${total.toLocaleString("en")} answers`;
  });
  // Paper cannot unfold: print everything, then fold up again what was folded.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });
})();
