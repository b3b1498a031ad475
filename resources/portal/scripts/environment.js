// What this browser can and can't do.

const platform = document.querySelector("meta[name=platform]");

const isApple = () =>
  ["iPhone", "iPad"].includes(platform.content) ||
  // An iPad that asks for desktop pages calls itself a Mac; no Mac has a touch screen.
  (platform.content === "macOS" && navigator.maxTouchPoints > 1);

const onHomeScreen = () =>
  navigator.standalone === true || matchMedia("(display-mode: standalone)").matches;

const canPush = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

// Calls back once the person has lifted the block in the browser's settings.
export async function whenUnblocked(callback) {
  const permission = await navigator.permissions?.query({ name: "notifications" });
  permission?.addEventListener("change", () => permission.state !== "denied" && callback());
}

// The name of what stands in the way, or null.
export function obstacle() {
  if (!window.isSecureContext) return "insecure";
  if (platform.dataset.inApp === "true") return "in-app";
  if (!canPush()) return isApple() && !onHomeScreen() ? "home-screen" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  return null;
}
