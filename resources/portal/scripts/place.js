// The form that asks for a place on the waiting list: how many, and a name if the guest likes.

import { send } from "./api.js";
import { attempt } from "./view.js";

const form = document.getElementById("join");

// `joined` gets the desk's answer. `extra` is sent along.
export function prepareJoin(path, joined, extra = () => ({})) {
  if (!form) return;
  const button = form.querySelector("[type=submit]");
  button.disabled = false;
  form.addEventListener("change", tellWait);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(button, async () => joined(await send("POST", path, { ...asked(), ...extra() })));
  });
  tellWait();
}

export function showQueue(queue) {
  form.dataset.waits = JSON.stringify(queue.waits);
  for (const line of document.querySelectorAll(".queue")) line.textContent = queue.sentence;
  tellWait();
}

const asked = () => ({ size: size(), name: form.elements.name.value.trim() });
const size = () => Number(new FormData(form).get("size"));

// What the wait would be, before anybody joins.
function tellWait() {
  form.querySelector(".wait").textContent = JSON.parse(form.dataset.waits)[size() - 1];
}
