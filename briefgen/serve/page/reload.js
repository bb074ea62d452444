// Put into each page by the preview server; never part of what is published.
(() => {
  "use strict";
  const { token, generation } = document.currentScript.dataset;
  const key = `briefgen:scroll:${location.pathname}`;
  let source = null;
  let overlay = null;
  let dismissed = "";

  function reload() {
    sessionStorage.setItem(key, JSON.stringify([scrollX, scrollY]));
    location.reload();
  }

  function restore() {
    const kept = sessionStorage.getItem(key);
    if (kept === null) return;
    sessionStorage.removeItem(key);
    const back = () => scrollTo({ left: JSON.parse(kept)[0], top: JSON.parse(kept)[1], behavior: "instant" });
    back();
    // pictures and fonts that came later may have moved the text
    addEventListener("load", back, { once: true });
  }

  function element(name, words, kind = "") {
    const made = document.createElement(name);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }

  function item(fault) {
    const made = document.createElement("li");
    if (fault.place) made.append(element("p", fault.place, "place"));
    const line = document.createElement("p");
    line.append(element("span", `${fault.severity}[${fault.code}]`, fault.severity), ` ${fault.message}`);
    made.append(line);
    if (fault.hint) made.append(element("p", fault.hint, "hint"));
    return made;
  }

  function hide() {
    if (overlay) overlay.remove();
    overlay = null;
  }

  function show(faults) {
    const said = JSON.stringify(faults);
    hide();
    if (!faults.length) dismissed = "";
    if (!faults.length || said === dismissed) return;
    overlay = document.createElement("briefgen-faults");
    const root = overlay.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "/-/overlay.css";
    const section = document.createElement("section");
    section.lang = "en";
    section.dir = "ltr";
    section.setAttribute("role", "alert");
    const close = element("button", "Hide");
    close.type = "button";
    close.addEventListener("click", () => { dismissed = said; hide(); });
    const head = document.createElement("header");
    head.append(element("h2", "This page is as it was: the last edit could not be built"), close);
    const list = document.createElement("ol");
    list.append(...faults.map(item));
    section.append(head, list);
    root.append(style, section);
    document.body.append(overlay);
  }

  function hear(event) {
    const state = JSON.parse(event.data);
    if (String(state.generation) === generation) show(state.faults);
    else reload();
  }

  // A browser opens six connections to a server: hidden tabs must not hold them.
  function follow() {
    if (source) source.close();
    source = null;
    if (document.hidden) return;
    source = new EventSource(`/-/events?token=${encodeURIComponent(token)}`);
    source.addEventListener("message", hear);
    source.addEventListener("error", () => {
      // refused rather than lost: the server was started again, and knows another token
      if (source && source.readyState === EventSource.CLOSED) setTimeout(reload, 1000);
    });
  }

  restore();
  document.addEventListener("visibilitychange", follow);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay) overlay.shadowRoot.querySelector("button").click();
  });
  addEventListener("pagehide", () => { if (source) source.close(); source = null; });
  addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
  follow();
})();
