// Keys, scrolling and selecting for the page that confirms what was read. The page works without it.
"use strict";
(() => {
  const cards = document.getElementById("cards");
  const paper = document.getElementById("paper");
  if (!cards || !paper) return;
  const frame = document.querySelector(".confirm");
  const told = document.getElementById("told");
  const narrow = window.matchMedia("(max-width: 899px)");
  const all = () => [...cards.querySelectorAll(".item")];
  const now = () => document.getElementById(current || "");
  let current = null;
  let decided = []; // the cards decided on this page, the last one last

  // Only the chosen card shows all it can do; without this file every card does.
  cards.classList.add("quick");

  function marksOf(card) {
    return paper.querySelectorAll(`[data-item="${card.id.replace("item-", "")}"]`);
  }

  function choose(card, { focus = true, scroll = true, look = true } = {}) {
    if (!card) return;
    current = card.id;
    document.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    card.classList.add("chosen");
    if (focus) card.focus({ preventScroll: true });
    if (scroll) card.scrollIntoView({ block: "nearest" });
    const marks = marksOf(card);
    marks.forEach((mark) => mark.classList.add("chosen"));
    if (marks.length && look) bring(marks[0]);
  }

  function bring(mark) {
    if (paper.scrollHeight <= paper.clientHeight) return;
    const box = mark.getBoundingClientRect();
    const view = paper.getBoundingClientRect();
    paper.scrollTop += box.top - view.top - view.height / 3;
  }

  // On a phone the text and the cards are two tabs.
  function side(text) {
    frame.classList.toggle("text", text);
    document.querySelectorAll(".sides a").forEach((link) => {
      if ((link.hash === "#paper") === text) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }
  frame.classList.add("tabbed");
  side(/^#(paper|span-)/.test(location.hash));
  document.querySelector(".sides").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    side(link.hash === "#paper");
  });

  function toText(card) {
    const mark = marksOf(card)[0];
    if (!mark) return;
    choose(card, { focus: false, scroll: false });
    if (narrow.matches) side(true);
    mark.focus({ preventScroll: true });
    if (narrow.matches) mark.scrollIntoView({ block: "center" });
    else bring(mark);
  }

  const writing = (target) => target.matches("input, textarea, select, [contenteditable]");
  const nextWaiting = (card) => {
    const list = all();
    const place = list.indexOf(card);
    return [...list.slice(place + 1), ...list.slice(0, place)].find((one) => one.matches(".pending"));
  };
  const moves = {
    ArrowDown: (card, list) => list[list.indexOf(card) + 1],
    ArrowUp: (card, list) => list[list.indexOf(card) - 1],
    n: (card) => nextWaiting(card),
  };

  function undo(card) {
    // A card that is decided is laid back itself; from one that waits the last decision made here is.
    const last = card.matches(".pending") ? document.getElementById(decided.pop() || "") : card;
    const button = last && last.querySelector("[data-key='u']");
    if (!button) return;
    choose(last);
    button.click();
  }

  cards.addEventListener("keydown", (event) => {
    const card = event.target.closest(".item");
    if (!card || writing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.key === "Backspace" ? "Delete" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (moves[name]) {
      choose(moves[name](card, all()));
      event.preventDefault();
      return;
    }
    if (name === "t") toText(card);
    if (name === "u") undo(card);
    if (name === "?") {
      const keys = document.getElementById("keys");
      if (keys) keys.open = !keys.open;
    }
    if (["t", "u", "?"].includes(name)) {
      event.preventDefault();
      return;
    }
    // Enter on a button or link is that button's; the other keys hold anywhere on the card.
    if (event.key === "Enter" && event.target !== card) return;
    const button = card.querySelector(`[data-key="${CSS.escape(name)}"]`);
    if (button) {
      event.preventDefault();
      if (!event.repeat) button.click();
    }
  });

  // From the page itself these keys lead to the card that is marked; what they do begins there. (Letters do not: they
  // belong to whoever reads the page aloud.)
  document.addEventListener("keydown", (event) => {
    const nowhere = event.target === document.body || event.target.id === "main";
    if (!nowhere || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!["ArrowDown", "ArrowUp", "Enter", "Delete"].includes(event.key) || !now()) return;
    event.preventDefault();
    choose(now());
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const keys = document.getElementById("keys");
    if (keys) keys.open = false;
    now()?.querySelector("[hx-get*='close']")?.click();
  });

  paper.addEventListener("keydown", (event) => {
    const mark = event.target.closest("a[data-item]");
    const card = mark && document.getElementById(`item-${mark.dataset.item}`);
    if (!card || event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    side(false);
    choose(card);
  });

  cards.addEventListener("focusin", (event) => {
    const card = event.target.closest(".item");
    if (card && card.id !== current) choose(card, { focus: false, scroll: false });
  });

  cards.addEventListener("click", (event) => {
    const spot = event.target.closest(".spot");
    if (!spot) return;
    event.preventDefault();
    toText(spot.closest(".item"));
  });

  paper.addEventListener("click", (event) => {
    const mark = event.target.closest("a[data-item]");
    if (mark && !window.getSelection().isCollapsed) event.preventDefault();
    const card = mark && document.getElementById(`item-${mark.dataset.item}`);
    if (!card || event.defaultPrevented) return;
    event.preventDefault();
    const folded = card.closest("details");
    if (folded) folded.open = true;
    side(false);
    choose(card);
  });

  // What is selected in the text stands ready to be added.
  const add = document.getElementById("add");
  paper.addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    const chosen = window.getSelection();
    if (!add || chosen.isCollapsed || !paper.contains(chosen.anchorNode) || !paper.contains(chosen.focusNode)) return;
    const words = chosen.toString().replace(/\s+/g, " ").trim();
    if (words.length < 8 || words.length > 2000) return;
    add.open = true;
    add.querySelector("[name=sentence]").value = words;
    const line = chosen.getRangeAt(0).startContainer.parentElement.closest("[data-at]");
    add.querySelector("[name=near]").value = line ? line.dataset.at : "";
  });

  // A card that was swapped keeps the place of the person: on it, or after a decision on the next that waits.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const card = now();
    if (!card || !event.detail.elt || event.detail.target?.matches?.(".choices")) return;
    const form = card.querySelector("form.edit");
    if (form) {
      choose(card, { focus: false });
      const seek = /[?&]seek/.test(event.detail.pathInfo?.requestPath || "");
      (seek ? card.querySelector(".seek input[type='search']") : form.querySelector("select, input:not([type=hidden])")).focus();
      return;
    }
    const refused = card.querySelector("[role='alert']");
    const done = card.matches(".accepted, .refused") && event.detail.requestConfig?.verb === "post" && !refused;
    const next = done ? nextWaiting(card) : null;
    if (done) decided = [...decided.filter((id) => id !== card.id), card.id];
    if (done && told) told.textContent = `${card.querySelector("h3").textContent.trim()}: ${card.querySelector(".chip")?.textContent || ""}`;
    choose(next || card);
  });

  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted?.matches(".item")) choose(wanted, { focus: !wanted.querySelector("form.edit") });
  else choose(cards.querySelector(".item.pending:not(.gone)") || cards.querySelector(".item.pending"), { focus: false, scroll: false, look: false });
})();
