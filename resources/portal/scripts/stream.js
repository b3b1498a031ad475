// What the desk says of this page: server-sent events, with asking every ten seconds behind them.

import { send } from "./api.js";

const ASK_EVERY = 10_000;
const COME_BACK = 1_000; // and twice as long each time that nobody lets the page in
const LONGEST = 32_000;
const SILENCE = 40_000; // the desk sends a beat every 15 seconds

// `show` gets each new state; `gone` is called once the desk knows nothing of it any more.
// `query` goes with each request, such as “?lang=de”.
export function follow(path, show, gone, query = "") {
  let source = null;
  let heard = Date.now();
  let streams = true;
  let pause = COME_BACK;

  function hear(state) {
    heard = Date.now();
    if (state) show(JSON.parse(state));
  }

  function open() {
    source = new EventSource(`${path}/events${query}`);
    source.onopen = () => {
      pause = COME_BACK;
    };
    source.addEventListener("state", (event) => hear(event.data));
    source.addEventListener("beat", () => hear(null));
    source.addEventListener("gone", end);
    source.addEventListener("replaced", () => {
      streams = false; // another tab has the stream: this one asks
      source.close();
    });
    // Browsers differ in when they try again, and some never do after a refusal.
    source.onerror = () => {
      source.close();
      if (streams) setTimeout(open, pause * (1 + Math.random() * 0.4));
      pause = Math.min(2 * pause, LONGEST);
    };
  }

  async function ask() {
    try {
      hear(JSON.stringify(await send("GET", `${path}/live${query}`)));
    } catch (error) {
      if (error.status === 404) end();
      else if (error.status === undefined) throw error;
    }
  }

  function end() {
    streams = false;
    clearInterval(timer);
    source.close();
    gone();
  }

  function check() {
    const silence = Date.now() - heard;
    if (silence > SILENCE) source.close();
    if (silence > SILENCE && streams) open();
    if (source.readyState !== EventSource.OPEN) ask();
  }

  const timer = setInterval(check, ASK_EVERY);
  // A phone that was in the pocket must not show what was true then.
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  open();
  return ask;
}
