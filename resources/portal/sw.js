// The service worker: shows what the desk sends, and tells the desk what became of it.
// WORDS {title, body} stands above, in the guest's language.

const root = self.registration.scope;
const icon = `${root}assets/icons/icon-192.png`;
const badge = `${root}assets/icons/badge-96.png`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification, event.action)));
self.addEventListener("notificationclose", (event) =>
  event.waitUntil(report(event.notification.data, "closed")),
);
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

// Declarative Web Push JSON. What can't be read still shows something: browsers take the
// permission away from a page whose pushes stay silent.
function read(data) {
  try {
    const { notification } = data.json();
    if (typeof notification.title === "string" && notification.title) return notification;
  } catch (error) {
    console.warn("A push that can't be read", error);
  }
  return { title: WORDS.title, body: WORDS.body, navigate: root };
}

async function show(notification) {
  const { title, body, tag, lang, dir, navigate, data, image } = notification;
  const buttons = Array.isArray(notification.actions) ? notification.actions : [];
  await self.registration.showNotification(title, {
    body,
    lang,
    dir,
    icon: notification.icon || icon,
    image,
    badge,
    actions: buttons.map(({ action, title }) => ({ action, title })),
    tag,
    renotify: Boolean(tag), // a second call has the same tag and must ring again
    requireInteraction: true,
    vibrate: [300, 120, 300, 120, 600],
    data: { navigate, targets: targets(buttons), ...data },
  });
  await Promise.all([report(data, "shown"), tellOpenPages()]);
}

// Where each button leads, by the name that a click on it gives.
const targets = (buttons) => Object.fromEntries(buttons.map((one) => [one.action, one.navigate]));

const REPLIES = ["coming", "later", "cancel"];

async function open(notification, action) {
  notification.close();
  if (REPLIES.includes(action) && (await reply(notification.data, action))) return;
  const { navigate, targets } = notification.data;
  const address = (action && targets && targets[action]) || navigate || root;
  await Promise.all([goTo(address), report(notification.data, "opened")]);
}

// Whether the desk has the answer; if not, the page opens and tells the guest why.
async function reply({ targets, receipt }, action) {
  const own = last(new URL(targets[action], root).pathname);
  const answer = await post(`g/${own}/reply`, { reply: action, receipt: last(receipt) });
  if (!answer || !answer.ok) return false;
  await tellOpenPages();
  return true;
}

// A page that is open already follows by itself; loaded anew, it would have to be told once more
// that it may ring.
async function goTo(address) {
  const page = new URL(address, root);
  const windows = await self.clients.matchAll({ type: "window" });
  const pass = windows.find((one) => bare(one.url) === bare(page));
  if (!pass) {
    await self.clients.openWindow(page.href);
    return;
  }
  await pass.focus();
  if (page.searchParams.has("reply")) await pass.navigate(page.href);
  else pass.postMessage("called");
}

// Without what may differ between two visits of one page.
function bare(address) {
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

async function tellOpenPages() {
  const windows = await self.clients.matchAll({ type: "window" });
  for (const one of windows) one.postMessage("called");
}

// To the address that this page came from, which is known to reach the desk from this phone.
async function report(data, receipt) {
  const token = last(data && data.receipt);
  if (token) await post(`r/${encodeURIComponent(token)}`, { receipt });
}

const last = (address) => (typeof address === "string" ? address.split("/").pop() : "");

async function renew(event) {
  const old = event.oldSubscription;
  const fresh = event.newSubscription || (await subscribeAgain(old));
  await post("subscription/change", { old_endpoint: old ? old.endpoint : "", subscription: fresh });
}

async function subscribeAgain(old) {
  const held = old && old.options && old.options.applicationServerKey;
  const applicationServerKey = held || (await (await fetch(`${root}vapid`)).json()).key;
  return self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

// Tries twice, then lets it be: a lost receipt must not make the push itself fail.
async function post(path, body) {
  const request = () =>
    fetch(root + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      keepalive: true,
    });
  try {
    return await request().catch(request);
  } catch (error) {
    console.warn("The desk can't be reached", error);
    return null;
  }
}
