/* Improves the report form: saves while one types, keeps a copy when the connection drops, checks parts at once. */
"use strict";
(() => {
  const form = document.getElementById("report");
  if (!form || !window.fetch) return;
  const text = form.dataset, saved = document.getElementById("saved"), progress = document.getElementById("progress");
  const revision = form.elements.revision;
  const english = document.documentElement.lang === "en";
  let timer = 0, busy = false, again = false, stopped = false, leaving = false, pressed = null;

  const rows = [...form.querySelectorAll("[data-row]")];
  const field = (part, id) => form.elements[`${part}-${id}`];
  const rowOf = (id) => form.querySelector(`[data-row="${CSS.escape(id)}"]`);

  function number(id) {
    const choice = field("a", id) ? field("a", id).value : "";
    if (choice === "none") return 0;
    const input = field("n", id);
    if (!input || choice === "na" || !input.value.trim()) return null;
    const [group, mark] = english ? [/,/g, "."] : [/\./g, ","];
    let written = input.value.trim().replace(/\s/g, "").replace("−", "-");
    const single = english ? /^-?\d+,\d{1,2}$|^-?\d+,\d{4,}$/ : /^-?\d+\.\d{1,2}$|^-?\d+\.\d{4,}$/;
    written = single.test(written) ? written.replace(/[.,]/, ".") : written.replace(group, "").replace(mark, ".");
    return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : NaN;
  }

  function say(id, sentence) {
    const place = document.getElementById(`p-${id}`);
    if (!place) return;
    place.textContent = sentence;
    place.hidden = !sentence;
    rowOf(id).classList.toggle("wrong", Boolean(sentence) || Boolean(rowOf(id).querySelector(".why")));
    if (field("n", id)) field("n", id).setAttribute("aria-invalid", sentence ? "true" : "false");
  }

  function check() {
    const parts = {};
    let done = 0;
    for (const row of rows) {
      const id = row.dataset.row, value = number(id), whole = row.dataset.whole;
      const answered = value !== null || (field("a", id) && ["na", "yes", "no"].includes(field("a", id).value));
      done += answered ? 1 : 0;
      let sentence = Number.isNaN(value) ? text.letters : "";
      if (!sentence && whole && value !== null) {
        const all = number(whole);
        if (all !== null && !Number.isNaN(all) && value > all) sentence = text.over;
        if ("divides" in row.dataset) (parts[whole] = parts[whole] || []).push(value);
      } else if (whole && "divides" in row.dataset) (parts[whole] = parts[whole] || []).push(null);
      say(id, sentence);
      jump(row, value);
    }
    for (const [whole, values] of Object.entries(parts)) {
      const all = number(whole);
      const sum = values.reduce((a, b) => a + b, 0);
      if (all !== null && !values.includes(null) && Math.abs(sum - all) > 1e-6) say(whole, text.parts);
    }
    if (progress) progress.querySelector("b").textContent = `${done}/${rows.length}`;
  }

  function jump(row, value) {
    const word = row.querySelector(".word"), last = Number(row.dataset.last);
    if (!word || !row.dataset.last || !last || value === null || Number.isNaN(value)) return;
    const far = Math.abs(value) >= 10 * Math.abs(last) || ("stock" in row.dataset && Math.abs(value) * 10 <= Math.abs(last));
    if (far) word.hidden = false;
    else if (!word.querySelector("input").value) word.hidden = true;
  }

  function copy() {
    const fields = [];
    for (const [name, value] of new FormData(form)) if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    return fields;
  }
  function keep() {
    try { localStorage.setItem(text.key, JSON.stringify(copy())); } catch { /* a full or closed store keeps nothing */ }
  }
  function forget() {
    try { localStorage.removeItem(text.key); } catch { /* nothing to forget */ }
  }
  function restore() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(text.key) || "null"); } catch { forget(); }
    if (!Array.isArray(kept)) return;
    const theirs = (kept.find(([name]) => name === "revision") || [])[1];
    if (theirs !== revision.value) { forget(); return; }
    for (const [name, value] of kept) {
      const control = form.elements[name];
      if (control && name !== "revision") control.value = value;
    }
    saved.textContent = text.found;
    plan(50);
  }

  function plan(wait) {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  async function send() {
    if (busy) { again = true; return; }
    busy = true;
    saved.textContent = text.saving;
    try {
      const answer = await fetch(text.save, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected || !(answer.headers.get("content-type") || "").includes("json")) {
        keep();
        saved.textContent = text.signin;
        stopped = true;
      } else {
        const told = await answer.json();
        if (answer.ok) {
          revision.value = told.revision;
          saved.textContent = told.saved;
          for (const [id, sentence] of Object.entries(told.problems)) say(id, sentence);
          forget();
        } else {
          keep();
          saved.textContent = told.sentence;
          stopped = answer.status === 409;
        }
      }
    } catch {
      keep();
      saved.textContent = text.offline;
      if (!leaving) plan(20000);
    }
    busy = false;
    if (pressed) form.requestSubmit(pressed);
    else if (again) { again = false; plan(300); }
  }

  form.addEventListener("input", (event) => {
    const [part, id] = (event.target.name || "").split("-");
    if ((part === "n" || part === "b") && event.target.value.trim() && field("a", id)) field("a", id).value = "given";
    if (part === "a" && ["none", "na"].includes(event.target.value)) {
      for (const other of ["n", "b"]) if (field(other, id)) field(other, id).value = "";
    }
    if (part === "a" && event.target.value === "given" && field("n", id)) field("n", id).focus();
    check();
    keep();
    plan(1200);
  });
  // A save on its way gives the draft a new revision: the press of a button waits for it.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    keep();
    if (busy) { event.preventDefault(); pressed = event.submitter; return; }
    leaving = true;
    stopped = true;
  });
  window.addEventListener("online", () => plan(100));
  check();
  if (!document.getElementById("sentence")) restore();
})();
