// What a page shows: the button's state, the banner, the obstacle, spoken by screen readers.

import { DeskError } from "./api.js";
import { whenUnblocked } from "./environment.js";
import { Denied, Dismissed, Refused, Slow } from "./push.js";

export const words = document.getElementById("words").dataset;
const banner = document.getElementById("banner");
const help = document.getElementById("help"); // the pass folds the obstacles up

export function say(sentence) {
  banner.textContent = sentence || "";
  banner.hidden = !sentence;
}

export function showObstacle(name) {
  for (const section of document.querySelectorAll("[data-obstacle]")) {
    section.hidden = section.dataset.obstacle !== name;
  }
  if (help) help.hidden = !name;
  fillLinks();
  if (name === "denied") whenUnblocked(() => location.reload());
}

// Buttons come and go with the state: the second half of a double tap is not for what has come
// into the place of what was tapped.
const DOUBLE_TAP = 400; // milliseconds
const NEAR = 24; // CSS pixels
let tapped = null;

function keepSecondTap(event) {
  const control = event.target.closest("a, button, input, label, select, summary") ?? event.target;
  const { timeStamp: at, clientX: x, clientY: y } = event;
  const isNear = tapped && (!event.detail || Math.hypot(x - tapped.x, y - tapped.y) < NEAR);
  const isOther = tapped && control !== tapped.control && control !== tapped.control.control;
  if (isNear && isOther && at - tapped.at < DOUBLE_TAP) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  tapped = { control, at, x, y };
}

addEventListener("click", keepSecondTap, { capture: true });

// Runs the task behind a button that can't be tapped twice, and tells what went wrong.
export async function attempt(button, task) {
  const label = (button.dataset.label ||= button.textContent);
  say(null);
  setBusy(button, words.working, true);
  try {
    await task();
    setBusy(button, label, false);
    return true;
  } catch (error) {
    setBusy(button, words.again, false);
    explain(error);
    return false;
  }
}

function setBusy(button, label, busy) {
  if (button.localName === "button") button.textContent = label;
  button.disabled = busy;
  button.setAttribute("aria-busy", String(busy));
}

export function explain(error) {
  if (error instanceof Denied) {
    document.getElementById("ask").hidden = true;
    showObstacle("denied");
    if (help) help.open = true;
    document.querySelector("[data-obstacle=denied] h2").focus();
  } else {
    say(sentenceFor(error));
  }
}

function sentenceFor(error) {
  if (error instanceof Dismissed) return words.dismissed;
  if (error instanceof Refused) return words.refused;
  if (error instanceof Slow) return words.slow;
  if (error instanceof DeskError) return error.sentence || words.offline;
  throw error; // a bug: the console shows it
}

function fillLinks() {
  for (const line of document.querySelectorAll(".link")) {
    line.textContent = location.href;
  }
  for (const button of document.querySelectorAll(".copy-link")) {
    button.onclick = copyLink;
  }
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say(words.copied);
  } catch {
    say(words.notCopied); // the browser allows no copying; the link stands below
  }
}
