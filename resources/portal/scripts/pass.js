// The pass: whether this phone rings, topics, leaving and coming back, the guest's own data.

import { send } from "./api.js";
import { giveUp, subscribe } from "./push.js";
import { offerRing } from "./status.js";
import { saveOnTick, ticked } from "./topics.js";
import { offerUndo } from "./undo.js";
import { attempt, explain, words } from "./view.js";

const UNDO_TIME = 5_000;
const SECOND_TAP = 700; // a double tap is one
const root = document.documentElement.dataset.root;
const element = (id) => document.getElementById(id);

// `look` asks the desk for the state.
export function preparePass(look) {
  saveOnTick(element("pass").dataset.pass);
  askForRecognition(element("recognised"));
  element("unsubscribe").onclick = () => attempt(element("unsubscribe"), () => leave(look));
  element("erase").onclick = askAgain;
  element("erase-really").onclick = () => attempt(element("erase-really"), erase);
}

// In the same place, so that nobody has to look for it.
function askAgain() {
  const really = element("erase-really");
  element("erase").hidden = true;
  really.hidden = false;
  really.disabled = true;
  setTimeout(() => {
    really.disabled = false;
    really.focus();
  }, SECOND_TAP);
}

// Where the venue has a web site that could know the guest.
function askForRecognition(box) {
  if (!box) return;
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
  offerRing();
}

// The desk hears at once, so closing the page can't lose it; the browser forgets after the undo.
async function leave(look) {
  await send("DELETE", `${element("pass").dataset.pass}/subscription`);
  showLeft(true);
  offerUndo(element("undo"), UNDO_TIME, () => comeBack(look), forget);
  await look();
}

function showLeft(left) {
  element("unsubscribe").hidden = left;
  element("phone").textContent = left ? words.silent : words.rings;
  element("phone").dataset.rings = String(!left);
}

async function forget() {
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
  await forgotten();
}

// Nothing is known here any more, by the guest's wish or the desk's.
export async function forgotten() {
  await giveUp().catch(explain);
  location.replace(`${root}/forgotten`);
}
