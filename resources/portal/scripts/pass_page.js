// The guest's own page on each opening: the state of the visit, and whether this phone rings.

import { send } from "./api.js";
import { obstacle } from "./environment.js";
import { enrol, forgotten, preparePass, rings } from "./pass.js";
import { prepareJoin } from "./place.js";
import { current, subscribe } from "./push.js";
import { armRing } from "./ring.js";
import { prepareStatus, show } from "./status.js";
import { follow } from "./stream.js";
import { attempt, explain, showObstacle, words } from "./view.js";

const { pass, channels } = document.getElementById("pass").dataset;
const query = new URLSearchParams(location.search);
const ask = document.getElementById("ask");
const button = document.getElementById("notify-me");
const ringHere = document.getElementById("ring-here-button");

async function tell(subscription) {
  const known = await send("PUT", `${pass}/subscription`, { subscription });
  if (known.pass !== pass) {
    location.replace(known.pass); // this browser holds a pass of its own
    return;
  }
  ask.hidden = true;
  rings(true);
}

async function letRing() {
  const subscription = await subscribe();
  if (document.getElementById("pass").dataset.subscribed === "false") await enrol(subscription);
  await tell(subscription);
}

async function lookAtPhone() {
  const found = obstacle();
  const subscription = found ? null : await current();
  if (subscription) {
    await tell(subscription);
    return;
  }
  rings(false);
  showObstacle(found);
  ask.hidden = found !== null || !channels;
}

// A browser without our service worker opens the page where a notification's button was tapped.
async function answerFromAddress() {
  const reply = query.get("reply");
  const receipt = query.get("n") || "";
  if (reply) show(await send("POST", `${pass}/reply`, { reply, receipt }));
}

// Before this script is there a tap would come to nothing, so the page has its controls off.
function switchOn() {
  for (const control of document.querySelectorAll("#pass [disabled]")) control.disabled = false;
}

async function open() {
  prepareStatus(pass);
  prepareJoin(`${pass}/place`, show);
  // The receipt in the address has been counted; a reload or a bookmark must not carry it.
  history.replaceState(null, "", location.pathname);
  const look = follow(pass, show, forgotten);
  preparePass(look);
  switchOn();
  // A call that arrives while the page is open shows on it at once.
  navigator.serviceWorker?.addEventListener("message", look);
  const hasLeft = document.getElementById("pass").classList.contains("left");
  await Promise.all([answerFromAddress(), hasLeft || lookAtPhone()]);
}

button.addEventListener("click", () => attempt(button, letRing));
ringHere.addEventListener("click", () =>
  attempt(ringHere, async () => {
    const awake = await armRing();
    document.getElementById("ring-here").hidden = true;
    document.getElementById("armed").textContent = awake ? words.armed : words.armedDim;
    document.getElementById("armed").hidden = false;
  }),
);
open().catch(explain);
