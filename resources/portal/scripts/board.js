// The board: who is called now, with a flash and a chime for each new call.

import { armRing, chime } from "./ring.js";
import { follow } from "./stream.js";

const root = document.documentElement.dataset.root;
const element = (id) => document.getElementById(id);
const calls = () => [...document.querySelectorAll("[data-call]")].map((row) => row.dataset.call);

function show(board) {
  const before = new Set(calls());
  element("now-called").replaceChildren(...board.now_called.map((one) => called(one, before)));
  element("nobody").hidden = board.now_called.length > 0;
  element("recent").replaceChildren(...board.recent.map((label) => item("li", "", label)));
  element("recent").parentElement.hidden = board.recent.length === 0;
  if (board.now_called.some((one) => !before.has(one.call))) chime();
}

function called({ label, place, call }, before) {
  const row = item("li", before.has(call) ? "" : "new", "");
  row.dataset.call = call;
  const who = item("span", "who", label);
  who.translate = false;
  row.append(who, item("span", "where", place));
  return row;
}

function item(name, style, text) {
  const made = document.createElement(name);
  made.className = style;
  made.textContent = text;
  return made;
}

element("sound").onclick = async () => {
  await armRing();
  element("sound").hidden = true;
};
follow(`${root}/board`, show, () => location.reload(), `?lang=${document.documentElement.lang}`);
