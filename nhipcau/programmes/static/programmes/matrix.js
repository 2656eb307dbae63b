// The grid: arrows, Tab and Enter move, a block from Excel pastes, sums follow. Without it the inputs stand alone.
"use strict";
(() => {
  const form = document.getElementById("matrix");
  if (!form) return;
  const english = document.documentElement.lang === "en";
  const [mark, group] = english ? [".", ","] : [",", "."];
  const note = document.getElementById("unsaved");
  const fields = () => [...form.querySelectorAll("td.cell input")];
  const scale = 1000000n;

  // Figures are whole numbers of millionths, so that sums are exact. null: empty; undefined: no number.
  function parse(text) {
    let plain = text.trim().replace(/[\s ]/g, "").replace("−", "-");
    if (plain === "") return null;
    if (!plain.includes(mark) && plain.split(group).length === 2 && plain.split(group)[1].length !== 3) {
      plain = plain.replace(group, mark);
    }
    const parts = plain.split(group).join("").replace(mark, ".").match(/^(-?)(\d+)(?:\.(\d{1,6}))?$/);
    if (!parts) return undefined;
    const whole = BigInt(parts[2]) * scale + BigInt((parts[3] || "").padEnd(6, "0"));
    return parts[1] ? -whole : whole;
  }
  const exact = (plain) => {
    const [whole, places = ""] = plain.split(".");
    const size = BigInt(whole.replace("-", "")) * scale + BigInt(places.padEnd(6, "0").slice(0, 6));
    return whole.startsWith("-") ? -size : size;
  };
  function show(value) {
    const size = value < 0n ? -value : value;
    const whole = String(size / scale).replace(/\B(?=(\d{3})+$)/g, group);
    const places = String(size % scale).padStart(6, "0").replace(/0+$/, "");
    return (value < 0n ? "−" : "") + whole + (places ? mark + places : "");
  }

  function add(row) {
    const given = row.dataset.given;
    const sum = row.querySelector(".sum");
    if (given === undefined || !sum) return;
    let total = 0n;
    let any = false;
    row.querySelectorAll("td.cell input").forEach((field) => {
      const value = parse(field.value);
      field.parentElement.classList.toggle("wrong", value === undefined || (value !== null && value < 0n));
      if (value) total += value;
      any ||= value !== null;
    });
    row.querySelectorAll("td.lock[data-value]").forEach((cell) => { total += exact(cell.dataset.value); any = true; });
    const former = row.querySelector("[data-former]");
    if (former) former.dataset.former.trim().split(/\s+/).forEach((text) => { total += exact(text); });
    sum.textContent = show(total);
    const difference = total - exact(given);
    const state = !any ? "none" : difference === 0n ? "met" : difference < 0n ? "behind" : "late";
    const chip = document.createElement("span");
    chip.className = `chip ${state}`;
    chip.textContent = (difference > 0n ? "+" : "") + show(difference);
    row.querySelector(".difference").replaceChildren(chip);
  }

  function changed(field) {
    field.parentElement.classList.toggle("unsaved", field.value !== field.defaultValue);
    const row = field.closest("tr");
    if (row) add(row);
    const open = fields().some((one) => one.value !== one.defaultValue);
    if (note) note.textContent = open ? note.dataset.text : "";
  }

  // The inputs as a grid: a list for each line of the table that has any.
  function grid() {
    return [...form.querySelectorAll("tbody tr")].map((row) => {
      const line = new Map();
      [...row.cells].forEach((cell, place) => {
        const field = cell.matches("td.cell") && cell.querySelector("input");
        if (field) line.set(place, field);
      });
      return line;
    }).filter((line) => line.size);
  }
  function place(field) {
    const lines = grid();
    const column = field.closest("td").cellIndex;
    return { lines, column, line: lines.findIndex((one) => one.get(column) === field) };
  }
  function go(field) {
    if (field) { field.focus(); field.select(); }
  }
  function down(field, by) {
    const { lines, line, column } = place(field);
    for (let next = line + by; next >= 0 && next < lines.length; next += by) {
      if (lines[next].has(column)) return go(lines[next].get(column));
    }
  }
  function across(field, by) {
    const all = fields();
    go(all[all.indexOf(field) + by]);
  }

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("td.cell input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const moves = {
      ArrowDown: () => down(field, 1),
      ArrowUp: () => down(field, -1),
      Enter: () => down(field, event.shiftKey ? -1 : 1),
      ArrowRight: () => (whole || field.selectionStart === field.value.length) && across(field, 1),
      ArrowLeft: () => (whole || field.selectionEnd === 0) && across(field, -1),
      Escape: () => { field.value = field.defaultValue; changed(field); },
    };
    if (!moves[event.key]) return;
    const moved = moves[event.key]();
    if (moved !== false) event.preventDefault();
  });
  form.addEventListener("input", (event) => event.target.matches("td.cell input") && changed(event.target));
  form.addEventListener("focusin", (event) => event.target.matches("td.cell input") && event.target.select());

  form.addEventListener("paste", (event) => {
    const field = event.target;
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!field.matches("td.cell input") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { lines, line, column } = place(field);
    text.replace(/\r/g, "").replace(/\n$/, "").split("\n").forEach((values, along) => {
      values.split("\t").forEach((value, aside) => {
        const aim = lines[line + along]?.get(column + aside);
        if (aim) { aim.value = value.trim(); changed(aim); }
      });
    });
  });

  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && fields().some((one) => one.value !== one.defaultValue)) event.preventDefault();
  });
})();
