// The guest's place in the list as the desk knows it: shown, counted down, answered, changed.

import { send } from "./api.js";
import { isArmed, ring } from "./ring.js";
import { attempt, words } from "./view.js";

const element = (id) => document.getElementById(id);
let shown = null;
let ahead = 0; // milliseconds by which the desk's clock is ahead of this phone's

export function prepareStatus(pass) {
  for (const button of document.querySelectorAll("[data-reply]")) {
    button.onclick = () => change(button, "POST", `${pass}/reply`, { reply: button.dataset.reply });
  }
  const size = element("size");
  size.onchange = () => change(size, "PUT", `${pass}/party`, { size: Number(size.value) });
  const warning = element("warn-ahead");
  warning.onchange = () =>
    change(warning, "PUT", `${pass}/warning`, { ahead: Number(warning.value) });
  element("leave-list").onclick = () => change(element("leave-list"), "DELETE", `${pass}/place`);
  setInterval(count, 1_000);
}

// The answer is the new state, so that the page doesn't wait for the stream.
function change(control, method, path, body) {
  return attempt(control, async () => show(await send(method, path, body)));
}

export function show(state) {
  const before = shown;
  shown = state;
  ahead = state.now * 1000 - Date.now();
  element("state").dataset.state = state.state;
  element("pass").classList.toggle("left", state.unsubscribed);
  for (const name of ["title", "held", "label", "position", "quote", "reason"]) {
    tell(element(name === "title" ? "state" : name), state[name]);
  }
  element("replies").hidden = !state.can_answer;
  element("in-line").hidden = !state.in_line;
  element("asks").hidden = !state.may_join;
  element("ring-here").hidden = !state.is_open || isArmed();
  element("size").value = String(state.size);
  element("warn-ahead").value = String(state.warn_ahead || 0);
  if (before && state.call && state.call !== before.call) ring();
  count();
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
