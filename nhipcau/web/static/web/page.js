// What to say when a part of the page could not be fetched, and wide tables that scroll by keyboard in every browser.
// The pages work without this file.
(() => {
  const say = (sentence) => {
    const place = document.getElementById("messages");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "message error";
    line.textContent = sentence;
    place.replaceChildren(line);
    line.scrollIntoView({ block: "nearest" });
  };
  const letKeysScroll = () => {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  letKeysScroll();
  window.addEventListener("resize", letKeysScroll);
  document.addEventListener("htmx:afterSettle", letKeysScroll);
  document.addEventListener("htmx:responseError", () => say(document.body.dataset.failed));
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
  document.addEventListener("htmx:timeout", () => say(document.body.dataset.offline));
  // Signed out meanwhile: show the whole sign-in page, not a piece of it inside this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const address = event.detail.xhr.responseURL;
    if (address && new URL(address).pathname.startsWith(document.body.dataset.signIn)) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
})();
