// Keys and scrolling for the page that confirms what was read. The page works without it.
"use strict";
(() => {
  const cards = document.getElementById("cards");
  const paper = document.getElementById("paper");
  if (!cards || !paper) return;
  const all = () => [...cards.querySelectorAll(".item")];
  let current = null;

  function choose(card, { focus = true, scroll = true } = {}) {
    if (!card) return;
    current = card.id;
    document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    card.classList.add("chosen");
    if (focus) card.focus({ preventScroll: true });
    if (scroll) card.scrollIntoView({ block: "nearest" });
    const number = card.id.replace("item-", "");
    const marks = paper.querySelectorAll(`[data-item="${number}"]`);
    marks.forEach((mark) => mark.classList.add("chosen"));
    if (marks.length && paper.scrollHeight > paper.clientHeight) {
      const box = marks[0].getBoundingClientRect();
      const frame = paper.getBoundingClientRect();
      paper.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  const writing = (target) => target.matches("input, textarea, select");

  cards.addEventListener("keydown", (event) => {
    if (writing(event.target)) return;
    const card = event.target.closest(".item");
    if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const list = all();
      choose(list[list.indexOf(card) + (event.key === "ArrowDown" ? 1 : -1)]);
      event.preventDefault();
      return;
    }
    // Enter on a button or link is that button's; the other keys hold anywhere on the card.
    if (event.key === "Enter" && event.target !== card) return;
    const name = event.key === "Backspace" ? "Delete" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const button = card.querySelector(`[data-key="${CSS.escape(name)}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.getElementById(current || "")?.querySelector("[hx-get*='close']")?.click();
  });

  cards.addEventListener("focusin", (event) => {
    const card = event.target.closest(".item");
    if (card && card.id !== current) choose(card, { focus: false, scroll: false });
  });

  paper.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-item]");
    const card = mark && document.getElementById(`item-${mark.dataset.item}`);
    if (!card) return;
    event.preventDefault();
    choose(card);
  });

  // A card that was swapped keeps the place of the person: on it, or after a decision on the next that waits.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const card = document.getElementById(current || "");
    if (!card || !event.detail.elt) return;
    const form = card.querySelector("form.edit");
    if (form) {
      (card.querySelector(".seek input[type='search']:not([value=''])") || form.querySelector("select, input:not([type=hidden])")).focus();
      return;
    }
    const decided = card.matches(".accepted, .refused");
    const list = all();
    const next = list.slice(list.indexOf(card) + 1).find((one) => one.matches(".pending"));
    choose(decided && next ? next : card);
  });
})();
