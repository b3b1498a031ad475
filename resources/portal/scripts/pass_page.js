// The guest's own page on each opening: tells the desk what this browser's subscription is now.

import { send } from "./api.js";
import { obstacle } from "./environment.js";
import { preparePass, rings } from "./pass.js";
import { current, subscribe } from "./push.js";
import { attempt, explain, showObstacle } from "./view.js";

const pass = document.getElementById("page").dataset.pass;
const ask = document.getElementById("ask");
const button = document.getElementById("notify-me");

async function tell(subscription) {
  const known = await send("PUT", `${pass}/subscription`, { subscription });
  if (known.pass !== pass) {
    location.replace(known.pass); // this browser holds a pass of its own
    return;
  }
  ask.hidden = true;
  rings(true);
}

async function open() {
  preparePass();
  // The receipt in the address has been counted; a reload or a bookmark must not carry it.
  history.replaceState(null, "", location.pathname);
  if (document.getElementById("state").dataset.state === "left") return;
  const found = obstacle();
  const subscription = found ? null : await current();
  if (subscription) {
    await tell(subscription);
    return;
  }
  rings(false);
  showObstacle(found);
  ask.hidden = found !== null;
}

button.addEventListener("click", () => attempt(button, async () => tell(await subscribe())));
open().catch(explain);
