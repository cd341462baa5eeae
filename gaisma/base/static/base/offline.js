// Has the browser keep a page of ours for when the network is cut.

const { worker } = document.body.dataset;

// A browser that keeps nothing (a private window, a site without HTTPS) goes on without it.
if (worker && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(worker, { updateViaCache: "all" }).catch(() => {});
}
