// A page that rings by itself: sound, vibration and a screen that stays on, after one tap.

let audio = null;
let lock = null;

// Call it from the tap itself. Resolves to whether the screen stays on.
export async function armRing() {
  audio ||= new AudioContext();
  // Without loudspeakers some browsers never answer; the rest goes on without them.
  audio.resume().catch(console.warn);
  note(880, 0, 0.1);
  document.addEventListener("visibilitychange", () => document.hidden || stayAwake());
  return stayAwake();
}

export const isArmed = () => audio !== null;

// Only pages with https:// may keep the screen on.
async function stayAwake() {
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    lock = null; // the battery is low, or this browser can't: the page says so
  }
  return lock !== null;
}

// A sign for eyes that is always there, and the sound where a tap has allowed it.
export function ring() {
  flash();
  if (!audio) return;
  for (let time = 0; time < 3; time += 1) {
    note(880, time, 0.3);
    note(660, time + 0.35, 0.4);
  }
  navigator.vibrate?.([300, 120, 300, 120, 600]);
}

export function chime() {
  flash();
  if (!audio) return;
  note(784, 0, 0.4);
  note(523, 0.4, 0.8);
}

function flash() {
  const root = document.documentElement;
  root.dataset.rung = Number(root.dataset.rung || 0) + 1;
  root.classList.add("flash");
  setTimeout(() => root.classList.remove("flash"), 3_000);
}

function note(pitch, start, length) {
  const from = audio.currentTime + start;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.6, from);
  volume.gain.exponentialRampToValueAtTime(0.001, from + length);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + length);
}
