// The guest's place in the list as the desk knows it: shown, counted down, answered, changed.

import { DeskError, send } from "./api.js";
import { showQueue } from "./place.js";
import { isArmed, ring } from "./ring.js";
import { offerUndo } from "./undo.js";
import { attempt, words } from "./view.js";

const UNDO_TIME = 10_000;
const TRY_AGAIN = 5_000;
const OVERTAKEN = 10; // seconds; a desk whose clock was put back by more is believed
const element = (id) => document.getElementById(id);
let shown = null;
let ahead = 0; // milliseconds by which the desk's clock is ahead of this phone's
let reporting = false;

export function prepareStatus(pass) {
  for (const button of document.querySelectorAll("[data-reply]")) {
    const { reply } = button.dataset;
    button.onclick = async () => {
      const done = await change(button, "POST", `${pass}/reply`, { reply });
      if (done && reply === "cancel") offerReturn(pass);
    };
  }
  const size = element("size");
  size.onchange = () => save(size, `${pass}/party`, { size: Number(size.value) });
  const warning = element("warn-ahead");
  warning.onchange = () => save(warning, `${pass}/warning`, { ahead: Number(warning.value) });
  const leave = element("leave-list");
  leave.onclick = async () => {
    if (await change(leave, "DELETE", `${pass}/place`)) offerReturn(pass);
  };
  setInterval(count, 1_000);
}

function offerReturn(pass) {
  const undo = element("undo-cancel");
  offerUndo(undo, UNDO_TIME, async () => {
    try {
      show(await send("DELETE", `${pass}/cancellation`));
    } finally {
      undo.hidden = true; // also where the desk has taken note meanwhile
    }
  });
}

async function save(control, path, body) {
  const sign = element("changed");
  sign.textContent = "";
  if (await change(control, "PUT", path, body)) sign.textContent = words.saved;
}

// The answer is the new state, so that the page doesn't wait for the stream.
function change(control, method, path, body) {
  return attempt(control, async () => show(await send(method, path, body)));
}

export function show(state) {
  const before = shown;
  if (before && before.now > state.now && before.now - state.now < OVERTAKEN) return;
  shown = state;
  ahead = state.now * 1000 - Date.now();
  element("state").dataset.state = state.state;
  element("pass").classList.toggle("left", state.unsubscribed);
  for (const name of ["title", "held", "label", "position", "quote", "reason"]) {
    tell(element(name === "title" ? "state" : name), state[name]);
  }
  element("replies").hidden = !state.can_answer;
  element("in-line").hidden = !state.in_line;
  for (const given of ["coming", "later"]) {
    element("replies").querySelector(`[data-reply=${given}]`).hidden = state.state === given;
  }
  element("asks").hidden = !state.may_join;
  if (state.may_join) showQueue(state.queue);
  offerRing();
  element("size").value = String(state.size);
  element("warn-ahead").value = String(state.warn_ahead || 0);
  if (before && state.call && state.call !== before.call) ring();
  count();
  report();
}

// The desk claims that the page has shown a call only once the page has said so. A page that was
// hidden asks for the state as soon as it is seen (stream.js), and so comes here.
async function report() {
  if (!shown.unshown || reporting || document.visibilityState !== "visible") return;
  reporting = true;
  try {
    const told = await send("POST", `${element("pass").dataset.pass}/shown`, { call: shown.unshown });
    reporting = false;
    show(told);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    setTimeout(() => {
      reporting = false;
      report();
    }, TRY_AGAIN);
  }
}

// For who waits with a phone that doesn't ring by itself.
export function offerRing() {
  if (!shown) return; // as it was made
  const place = element("ring-here");
  // Until the browser has been asked, what the desk knows of the phone.
  const rings = element("phone").dataset.rings ?? place.dataset.rings;
  place.hidden = !shown.in_line || rings === "true" || isArmed();
}

function tell(place, sentence) {
  if (place.textContent !== sentence) place.textContent = sentence;
  place.hidden = !sentence;
}

// Minutes and seconds that the table is still held.
function count() {
  const clock = element("countdown");
  const seconds = shown && shown.hold_until && left(shown.hold_until);
  clock.hidden = !seconds;
  if (!seconds) return;
  const over = seconds <= 0;
  const rest = Math.max(0, seconds);
  clock.textContent = over
    ? words.over
    : `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
}

const left = (until) => Math.ceil((until * 1000 - Date.now() - ahead) / 1000) || -1;
