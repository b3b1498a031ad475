// The subscribe page: shows what fits this browser, and joins on the tap.

import { send } from "./api.js";
import { obstacle } from "./environment.js";
import { becomePass } from "./pass.js";
import { current, subscribe } from "./push.js";
import { enable, ticked } from "./topics.js";
import { attempt, explain, showObstacle } from "./view.js";

const page = document.getElementById("page");
const root = document.documentElement.dataset.root;
const button = document.getElementById("notify-me");

async function join() {
  const subscription = await subscribe();
  const path = `${root}/c/${page.dataset.alias}/subscription`;
  const categories = ticked();
  becomePass(await send("POST", path, { subscription, categories }), categories);
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
  document.getElementById("ask").hidden = found !== null;
}

button.addEventListener("click", () => attempt(button, join));
open().catch((error) => {
  document.getElementById("ask").hidden = false;
  explain(error);
});
