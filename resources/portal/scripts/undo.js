// A button that takes something back for a while.

import { attempt } from "./view.js";

// `late` is called once the time (in milliseconds) is over.
export function offerUndo(button, time, takeBack, late = () => {}) {
  const timer = setTimeout(() => {
    button.hidden = true;
    late();
  }, time);
  button.hidden = false;
  button.focus();
  button.onclick = () => {
    clearTimeout(timer);
    attempt(button, takeBack);
  };
}
