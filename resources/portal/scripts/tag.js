// The page tag of the venue's own web site: knows the guest who came from a notification or has
// subscribed in this browser, and tells the desk what they do. Where the browser asks for privacy
// it is silent and keeps nothing.
(() => {
  const { src, dataset } = document.currentScript;
  const desk = src.replace(/tag\.js.*$/, "");
  const silent = navigator.globalPrivacyControl || navigator.doNotTrack === "1";
  const KEPT = "pushdesk";
  let id = null;

  // A browser may refuse its storage, and a page must not break by that.
  function storage(use) {
    try {
      return use(localStorage);
    } catch (error) {
      return null;
    }
  }

  const keep = (found) =>
    storage((all) => (found ? all.setItem(KEPT, found) : all.removeItem(KEPT)));

  // What a notification's link has brought; it must not be shared or kept with the address.
  function introduced() {
    const found = /^#pushdesk=([A-Z0-9]{14})$/.exec(location.hash);
    if (found) history.replaceState(history.state, "", location.pathname + location.search);
    return found && found[1];
  }

  async function recognise(found) {
    keep(silent ? null : found);
    if (silent) return null;
    const asked = await fetch(`${desk}tag/guest?id=${found || ""}`, { credentials: "include" });
    if (!asked.ok) return null;
    id = (await asked.json()).pushed_id;
    keep(id);
    return id;
  }

  async function tell(request) {
    if (!(await ready)) return false;
    const [path, options] = request();
    const answer = await fetch(desk + path, { credentials: "include", keepalive: true, ...options });
    return answer.ok || answer.type === "opaque";
  }

  // A desk that is closed is no fault of the page.
  const quietly = (promise, otherwise) =>
    promise.catch((error) => {
      console.warn("PushDesk doesn't answer this page", error);
      return otherwise;
    });

  function event(name, properties) {
    const texts = Object.entries(properties || {}).map(([key, value]) => [key, String(value)]);
    const told = () => JSON.stringify({ id, name, properties: Object.fromEntries(texts) });
    const headers = { "Content-Type": "application/json" };
    return quietly(tell(() => ["tag/events", { method: "POST", headers, body: told() }]), false);
  }

  const pixel = (key, what) =>
    quietly(tell(() => [`px.gif?a=${key}&do=${what}&id=${id}`, { mode: "no-cors" }]), false);

  const ready = quietly(recognise(introduced() || storage((all) => all.getItem(KEPT))), null);
  window.pushdesk = {
    ready,
    getClientId: () => id,
    event,
    add: (key) => pixel(key, "add"),
    remove: (key) => pixel(key, "remove"),
  };
  if (dataset.add) pixel(dataset.add, "add");
  if (dataset.remove) pixel(dataset.remove, "remove");
})();
