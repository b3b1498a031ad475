// The topics' checkboxes: read for joining, saved at once on the pass.

import { send } from "./api.js";
import { explain, say, words } from "./view.js";

const boxes = () => [...document.querySelectorAll("[name=category]")];
let kept = []; // what the desk knows
let lastSave = Promise.resolve();

export const ticked = () => boxes().filter((box) => box.checked).map((box) => box.value);

// Without this script a tick would come to nothing, so the page has them switched off.
export function enable() {
  for (const list of document.querySelectorAll(".topics")) list.disabled = false;
}

export function tick(names) {
  for (const box of boxes()) box.checked ||= names.includes(box.value);
}

// One after the other, so that the desk ends with what the page shows.
export function saveOnTick(pass) {
  kept = ticked();
  for (const box of boxes()) {
    box.onchange = () => {
      lastSave = lastSave.then(() => save(pass)).catch(explain);
    };
  }
}

async function save(pass) {
  const sign = document.getElementById("saved");
  sign.textContent = words.working;
  try {
    const answer = await send("PUT", `${pass}/categories`, { categories: ticked() });
    kept = answer.categories;
    sign.textContent = words.saved;
    say(null);
  } catch (error) {
    for (const box of boxes()) box.checked = kept.includes(box.value);
    sign.textContent = "";
    throw error;
  }
}
