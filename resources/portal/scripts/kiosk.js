// The kiosk: the wait as it is now, joining at the screen, and back to the start for the next one.

import { prepareJoin, showQueue } from "./place.js";
import { follow } from "./stream.js";
import { say, words } from "./view.js";

const IDLE = 20_000;
const root = document.documentElement.dataset.root;
const inItsLanguage = `?lang=${document.documentElement.lang}`; // the screen's, not this browser's
const alias = document.querySelector("main").dataset.alias;
const element = (id) => document.getElementById(id);
const form = element("join");
const tabs = [...document.querySelectorAll("[role=tab]")];
let idle;

function show(queue) {
  showQueue(queue);
  element("lanes").replaceChildren(...queue.lanes.map(row));
}

function row({ name, ahead, wait }) {
  const made = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  made.append(head, cell(ahead), cell(wait));
  return made;
}

function cell(content) {
  const made = document.createElement("td");
  made.textContent = content;
  return made;
}

function joined({ pass, name, number }) {
  const ticket = words.number.replace("{number}", number);
  element("joined-name").textContent = [name, ticket].filter(Boolean).join(" · ");
  element("joined-qr").src = `${pass}/link.svg${location.search}`;
  turn(true);
  element("joined").querySelector("h2").focus();
  watchIdle(); // from now on, however long the answer took
}

function turn(isJoined) {
  element("joined").hidden = !isJoined;
  for (const part of document.querySelectorAll(".scan, .how, .check-in")) part.hidden = isJoined;
}

// Nothing of one guest stays for the next, the language included.
function startAgain() {
  if (location.search) {
    location.replace(location.pathname);
    return;
  }
  form.reset();
  form.dispatchEvent(new Event("change"));
  say(null);
  choose(tabs[0]);
  turn(false);
}

function watchIdle() {
  clearTimeout(idle);
  idle = setTimeout(startAgain, IDLE);
}

function choose(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    element(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}

for (const tab of tabs) {
  tab.onclick = () => choose(tab);
  tab.onkeydown = ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const other = tabs.find((one) => one !== tab);
    choose(other);
    other.focus();
  };
}
for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, watchIdle);
element("done").onclick = startAgain;
prepareJoin(`${root}/kiosk/${alias}/place${inItsLanguage}`, joined);
watchIdle();
follow(`${root}/c/${alias}`, show, () => location.reload(), inItsLanguage);
