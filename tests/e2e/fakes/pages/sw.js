const report = (what, fields) =>
  fetch("/report", {method: "POST", body: JSON.stringify({what, ...fields})});

self.addEventListener("push", (event) => event.waitUntil((async () => {
  const text = event.data ? event.data.text() : "";
  await self.registration.showNotification("Guest site", {body: text, tag: text});
  await report("shown", {text});
})()));

self.addEventListener("notificationclick", (event) => event.waitUntil((async () => {
  const text = event.notification.body;
  event.notification.close();
  await self.clients.openWindow("/opened");
  await report("clicked", {text});
})()));
