// The subscribe page: shows what fits this browser, joins on the tap, goes on to the pass.

import { send } from "./api.js";
import { obstacle } from "./environment.js";
import { prepareJoin } from "./place.js";
import { current, subscribe } from "./push.js";
import { enable, ticked } from "./topics.js";
import { attempt, explain, showObstacle } from "./view.js";

const page = document.getElementById("page");
const root = document.documentElement.dataset.root;
const button = document.getElementById("notify-me");
const without = document.getElementById("without");

const goOn = ({ pass }) => location.replace(pass);

async function join() {
  const subscription = await subscribe();
  const path = `${root}/c/${page.dataset.alias}/subscription`;
  goOn(await send("POST", path, { subscription, categories: ticked() }));
}

function offerPlace() {
  document.getElementById("join").hidden = false;
  without.hidden = true;
}

async function open() {
  const found = obstacle();
  // A guest who comes back goes on to their pass, unless this browser has lost its subscription.
  if (!found && page.dataset.pass && (await current())) {
    location.replace(page.dataset.pass);
    return;
  }
  showObstacle(found);
  enable();
  prepareJoin(`${root}/c/${page.dataset.alias}/place`, goOn);
  document.getElementById("ask").hidden = found !== null;
  if (found) offerPlace();
}

button.addEventListener("click", () => attempt(button, join));
without.addEventListener("click", offerPlace);
open()
  .catch((error) => {
    document.getElementById("ask").hidden = false;
    explain(error);
  })
  .finally(() => {
    page.dataset.shown = "true";
  });
