// The pass: whether this phone rings, topics, leaving and coming back, the guest's own data.

import { send } from "./api.js";
import { giveUp, subscribe } from "./push.js";
import { enable, saveOnTick, ticked } from "./topics.js";
import { attempt, explain, words } from "./view.js";

const UNDO_TIME = 5_000;
const root = document.documentElement.dataset.root;
const element = (id) => document.getElementById(id);

// `look` asks the desk for the state.
export function preparePass(look) {
  enable();
  saveOnTick(element("pass").dataset.pass);
  askForRecognition(element("recognised"));
  element("unsubscribe").onclick = () => attempt(element("unsubscribe"), () => leave(look));
  element("erase").onclick = () => {
    element("erase-really").hidden = false;
  };
  element("erase-really").onclick = () => attempt(element("erase-really"), erase);
}

// Where the venue has a web site that could know the guest.
function askForRecognition(box) {
  if (!box) return;
  box.disabled = false;
  box.onchange = async () => {
    try {
      await send("PUT", `${element("pass").dataset.pass}/recognition`, { wanted: box.checked });
    } catch (error) {
      box.checked = !box.checked;
      explain(error);
    }
  };
}

export function rings(yes) {
  element("phone").textContent = yes ? words.rings : words.quiet;
  element("phone").dataset.rings = String(yes);
}

// The desk hears at once, so closing the page can't lose it; the browser forgets after the undo.
async function leave(look) {
  await send("DELETE", `${element("pass").dataset.pass}/subscription`);
  showLeft(true);
  offerUndo(look);
  await look();
}

function showLeft(left) {
  element("unsubscribe").hidden = left;
  element("phone").textContent = left ? words.silent : words.rings;
  element("phone").dataset.rings = String(!left);
}

function offerUndo(look) {
  const undo = element("undo");
  const timer = setTimeout(() => forget(undo), UNDO_TIME);
  undo.hidden = false;
  undo.focus();
  undo.onclick = () => {
    clearTimeout(timer);
    attempt(undo, () => comeBack(look));
  };
}

async function forget(undo) {
  undo.hidden = true;
  await giveUp().catch(explain);
  element("state").focus();
}

async function comeBack(look) {
  await enrol(await subscribe());
  element("undo").hidden = true;
  showLeft(false);
  await look();
  element("unsubscribe").focus();
}

// On each of the guest's lists, under this pass.
export async function enrol(subscription) {
  const { pass, channels } = element("pass").dataset;
  const body = { subscription, categories: ticked(), pass_token: pass.split("/").pop() };
  for (const alias of channels.split(" ").filter(Boolean)) {
    await send("POST", `${root}/c/${alias}/subscription`, body);
  }
}

async function erase() {
  await send("POST", `${element("pass").dataset.pass}/erase`, { really: true });
  await giveUp().catch(explain);
  location.replace(`${root}/`);
}
