(() => {
  "use strict";
  const page = document.querySelector(".answer-page");
  const sentences = [...page.querySelectorAll(".sentence[role=button]")];
  const marks = [...page.querySelectorAll("mark[data-claims]")];
  const claimsOf = (mark) => mark.dataset.claims.split(" ");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let active = null;

  const reveal = (element, block) =>
    element && element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });

  const light = (claim) => {
    active = claim;
    page.classList.toggle("focused", claim !== null);
    for (const sentence of sentences) {
      const on = sentence.dataset.claim === claim;
      sentence.setAttribute("aria-pressed", String(on));
      sentence.parentElement.classList.toggle("on", on);
    }
    for (const mark of marks) mark.classList.toggle("on", claimsOf(mark).includes(claim));
  };

  const choose = (element) => {
    if (element.matches(".sentence")) {
      const claim = element.dataset.claim;
      light(claim === active ? null : claim);
      if (active !== null) reveal(page.querySelector("mark.on"), "center");
      return;
    }
    // Words that several sentences rest on: each click goes on to the next of them.
    const claims = claimsOf(element);
    light(claims[(claims.indexOf(active) + 1) % claims.length]);
    reveal(sentences.find((sentence) => sentence.dataset.claim === active), "nearest");
  };

  const target = (event) =>
    event.target.closest && event.target.closest(".sentence[role=button], mark[data-claims]");

  page.addEventListener("click", (event) => {
    const element = target(event);
    // A drag that selects words to copy is not a choice.
    if (element && getSelection().isCollapsed) choose(element);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") light(null);
    const element = target(event);
    if (element && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(element);
    }
  });
  // Paper cannot unfold: print everything, then fold up again what was folded.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    light(null);
    unfolded = [...document.querySelectorAll("details:not([open])")];
    for (const details of unfolded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of unfolded) details.open = false;
  });
})();
