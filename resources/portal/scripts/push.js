// The browser's push subscription: asked for, found again, given up.

const root = document.documentElement.dataset.root;
const key = () => document.querySelector("meta[name=vapid-key]").content;
const LONGEST_WAIT = 30_000;

export class Dismissed extends Error {}
export class Denied extends Error {}
export class Refused extends Error {}
export class Slow extends Error {}

// Call it from the tap itself: browsers ask only then.
export async function subscribe() {
  await permit();
  const registration = await worker();
  try {
    return await inTime(withOurKey(registration));
  } catch (error) {
    if (error.name === "NotAllowedError") throw new Denied();
    if (error instanceof DOMException) throw new Refused(error.message);
    throw error;
  }
}

// The subscription that this browser already has, if it is one of ours; asks nobody.
export async function current() {
  if (Notification.permission !== "granted") return null;
  const registration = await worker();
  const found = await registration.pushManager.getSubscription();
  return found && isOurs(found) ? found : null;
}

export async function giveUp() {
  // Pages without https:// have no service worker.
  const registration = await navigator.serviceWorker?.getRegistration(`${root}/`);
  const found = registration && (await registration.pushManager.getSubscription());
  if (found) await found.unsubscribe();
}

async function permit() {
  const answer = await Notification.requestPermission();
  if (answer === "denied") throw new Denied();
  if (answer !== "granted") throw new Dismissed();
}

async function worker() {
  await navigator.serviceWorker.register(`${root}/sw.js`, { scope: `${root}/`, updateViaCache: "none" });
  return navigator.serviceWorker.ready;
}

async function withOurKey(registration) {
  const old = await registration.pushManager.getSubscription();
  if (old && isOurs(old)) return old;
  // A browser holds one key for each site: the old one has to go first.
  if (old) await old.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key()) });
}

function isOurs(subscription) {
  const held = subscription.options && subscription.options.applicationServerKey;
  if (!held) return true; // a browser that doesn't tell: the desk will notice
  const [theirs, ours] = [new Uint8Array(held), bytes(key())];
  return theirs.length === ours.length && theirs.every((byte, place) => byte === ours[place]);
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function inTime(promise) {
  let timer;
  const limit = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Slow()), LONGEST_WAIT);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
