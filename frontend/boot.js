// Starts the program: at once on the shell, when the browser is idle on a shared page, nowhere else.
//
// The names of the files stand on this script's own element (`data-js`, `data-wasm`), so that no page needs an
// inline script and the content security policy can be one fixed line.
(() => {
  const here = document.currentScript;
  const root = document.documentElement;

  // What Leptos reads while it hydrates. Vigie sends its data in <script type="application/json">, so they stay empty.
  window.__RESOLVED_RESOURCES = [];
  window.__SERIALIZED_ERRORS = [];
  window.__INCOMPLETE_CHUNKS = [];

  const RETRIED = "vigie-boot-retried";

  async function start() {
    try {
      const program = await import(here.dataset.js);
      // What the first page needs beside the program itself comes at the same time.
      program.ahead?.(/\/(grid|periods)$/.test(location.pathname) ? "grid" : "pages");
      await program.default({ module_or_path: here.dataset.wasm });
      forget(RETRIED);
    } catch (error) {
      console.error(error);
      if (root.hasAttribute("data-shell")) failed();
    }
  }

  // During an update the page can name files that the server answering now does not have: one more try, then words.
  function failed() {
    if (navigator.onLine && remember(RETRIED)) return location.reload();
    document.querySelector(".boot-wait")?.setAttribute("hidden", "");
    document.querySelector(".boot-failed")?.removeAttribute("hidden");
  }

  // True when it was not remembered yet. Without storage nothing is tried twice.
  function remember(key) {
    try {
      if (sessionStorage.getItem(key)) return false;
      sessionStorage.setItem(key, "1");
      return true;
    } catch {
      return false;
    }
  }

  function forget(key) {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was remembered.
    }
  }

  // Keeps the workspace on the device, and tells the page of a newer version:
  //   <html data-update> and the event "vigie:update"   a newer version waits
  //   the event "vigie:apply-update" from the page      take it: one reload
  //   the event "vigie:reconnected" from the page       look whether there is one: servers restart to be updated
  // Other tabs keep running what they have; nobody's typing is lost to a reload that was not asked for.
  async function keep() {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let applying = false;
    const reload = () => {
      if (applying) location.reload();
      applying = false;
    };
    workers.addEventListener("controllerchange", reload);
    const registered = workers.register("/sw.js", { scope: "/", updateViaCache: "none" });
    lookForUpdates(registered);
    const registration = await registered;
    // The page may have come over the network and be of that version already: the worker compares.
    const announce = () => {
      if (workers.controller) registration.waiting?.postMessage({ runs: root.dataset.version });
    };
    workers.addEventListener("message", (event) => {
      if (event.data !== "NEWER") return;
      root.dataset.update = "";
      window.dispatchEvent(new CustomEvent("vigie:update"));
    });
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
    registration.installing?.addEventListener("statechange", announce);
    window.addEventListener("vigie:apply-update", () => {
      applying = true;
      // Nothing waits any more: another tab has taken it, and a reload is enough.
      if (registration.waiting) registration.waiting.postMessage("SKIP_WAITING");
      else reload();
    });
    announce();
  }

  // An installed app can stay open for weeks: it looks again when it is shown, once an hour at most, and when the server
  // was away and is back, once a minute at most.
  function lookForUpdates(registered) {
    const MINUTE = 60e3;
    const HOUR = 60 * MINUTE;
    let last = -Infinity;
    const look = (pause) => {
      if (performance.now() - last < pause) return;
      last = performance.now();
      registered.then((registration) => registration.update()).catch(() => (last = -Infinity));
    };
    window.addEventListener("vigie:reconnected", () => look(MINUTE));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") look(HOUR);
    });
  }

  function whenIdle(run) {
    const idle = window.requestIdleCallback ?? ((later) => setTimeout(later, 200));
    const wait = () => painted(() => idle(run, { timeout: 3000 }));
    if (document.readyState === "complete") wait();
    else window.addEventListener("load", wait, { once: true });
  }

  // Once the page is seen, so that nothing competes with its first picture. One in the background waits until it is shown.
  function painted(run) {
    if (!window.PerformanceObserver?.supportedEntryTypes?.includes("paint")) return run();
    const observer = new PerformanceObserver(() => {
      observer.disconnect();
      run();
    });
    observer.observe({ type: "paint", buffered: true });
  }

  // Who installs a share wants it without a network too; nobody else gets a copy on their device.
  function keepShare() {
    const path = location.pathname;
    navigator.serviceWorker?.register(`${path}/sw.js`, { scope: path }).catch((error) => console.warn(error));
  }

  if (root.hasAttribute("data-shell")) {
    // The worker comes second: what it fetches must not compete with what the page needs to start.
    start().then(keep).catch((error) => console.warn("Vigie is not kept on this device:", error));
  } else if (root.dataset.page === "share" && !root.hasAttribute("data-offline")) {
    whenIdle(start);
    if (document.querySelector('link[rel="manifest"]')) {
      if (matchMedia("(display-mode: standalone)").matches) keepShare();
      window.addEventListener("appinstalled", keepShare);
    }
  }
})();
