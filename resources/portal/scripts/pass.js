// The pass: the Pushed ID, whether this phone rings, topics, leaving and coming back.

import { send } from "./api.js";
import { giveUp, subscribe } from "./push.js";
import { enable, saveOnTick, tick, ticked } from "./topics.js";
import { attempt, explain, words } from "./view.js";

const UNDO_TIME = 5_000;
const root = document.documentElement.dataset.root;
const element = (id) => document.getElementById(id);

// Puts the pass in the place of the question, under its own address.
export function becomePass({ pushed_id: id, pass }, chosen) {
  element("page").replaceChildren(element("pass-template").content.cloneNode(true));
  element("pass").dataset.pass = pass;
  element("pushed-id-qr").src = `${pass}/qr.svg`;
  element("pushed-id").replaceChildren(...groups(id).map(span));
  history.replaceState(null, "", pass);
  document.querySelector("link[rel=manifest]").href = `${pass}/manifest.webmanifest`;
  tick(chosen);
  rings(true);
  preparePass();
  element("state").focus();
}

export function preparePass() {
  enable();
  saveOnTick(element("pass").dataset.pass);
  element("unsubscribe").onclick = () => attempt(element("unsubscribe"), leave);
  // A call that arrives while the page is open shows on it at once.
  navigator.serviceWorker?.addEventListener("message", () => location.reload());
}

export function rings(yes) {
  element("phone").textContent = yes ? words.rings : words.quiet;
  element("phone").dataset.rings = String(yes);
}

const groups = (id) => [id.slice(0, 4), id.slice(4, 9), id.slice(9)];

function span(text) {
  const made = document.createElement("span");
  made.textContent = text;
  return made;
}

// The desk hears at once, so closing the page can't lose it; the browser forgets after the undo.
async function leave() {
  await send("DELETE", `${element("pass").dataset.pass}/subscription`);
  const state = element("state");
  const before = { state: state.dataset.state, text: state.textContent };
  show({ state: "left", text: words.left });
  offerUndo(before);
}

function show({ state, text }) {
  const left = state === "left";
  element("state").dataset.state = state;
  element("state").textContent = text;
  element("pass").classList.toggle("left", left);
  element("unsubscribe").hidden = left;
  element("phone").textContent = left ? words.silent : words.rings;
  element("phone").dataset.rings = String(!left);
}

function offerUndo(before) {
  const undo = element("undo");
  const timer = setTimeout(() => forget(undo), UNDO_TIME);
  undo.hidden = false;
  undo.focus();
  undo.onclick = () => {
    clearTimeout(timer);
    attempt(undo, () => comeBack(before));
  };
}

async function forget(undo) {
  undo.hidden = true;
  await giveUp().catch(explain);
  element("state").focus();
}

async function comeBack(before) {
  const subscription = await subscribe();
  for (const alias of element("pass").dataset.channels.split(" ")) {
    await send("POST", `${root}/c/${alias}/subscription`, { subscription, categories: ticked() });
  }
  element("undo").hidden = true;
  show(before);
  element("unsubscribe").focus();
}
