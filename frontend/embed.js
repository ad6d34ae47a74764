// Tells the page around how high this one is, and follows its changes:
//   window.addEventListener("message", (event) => { if (event.data?.vigie === "height") frame.style.height = event.data.height + "px"; });
(() => {
  const root = document.documentElement;
  const tell = () => window.parent.postMessage({ vigie: "height", height: root.offsetHeight }, "*");
  new ResizeObserver(tell).observe(root);
  window.addEventListener("load", tell);
})();
