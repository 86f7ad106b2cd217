// Comfort on top of pages that read without it: menu, search, colors, print, the way back from a source.
// Material's script keeps the state of menu and search in two hidden checkboxes; all here goes through them.
"use strict";

(() => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  // Everything outside an open panel takes neither focus nor taps, and screen readers pass over it.
  const isolate = (panel, on) => {
    for (let node = panel; node && node !== document.body; node = node.parentElement) {
      for (const other of node.parentElement.children) {
        if (other !== node && !other.matches("script, .md-overlay, .md-toggle")) other.inert = on;
      }
    }
  };

  // A panel that opens over the page: focus goes in, Escape closes, focus goes back to where it came from.
  const overlay = ({ name, panel, first, openers, closer }) => {
    const state = find(`[data-md-toggle="${name}"]`);
    if (!state || !panel) return () => {};
    const show = (open) => state.checked !== open && state.click();
    let from = null;
    let address = "";
    state.addEventListener("change", () => {
      const open = state.checked;
      if (open) {
        from = openers.includes(document.activeElement) ? document.activeElement : openers[0];
        address = location.href;
      }
      for (const opener of openers) opener.setAttribute("aria-expanded", open);
      isolate(panel, open);
      if (open) first().focus();
      else if (from && location.href === address) from.focus({ preventScroll: true });
    });
    for (const opener of openers) opener.addEventListener("click", () => show(true));
    closer?.addEventListener("click", () => show(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && show(false));
    addEventListener("pageshow", (event) => event.persisted && show(false));
    return show;
  };

  const menu = find('[data-md-type="navigation"]');
  const closeMenu = find("[data-close-menu]");
  const showMenu = overlay({
    name: "drawer",
    panel: menu,
    first: () => closeMenu,
    openers: all("[data-open-menu]"),
    closer: closeMenu,
  });
  const drawer = find('[data-md-toggle="drawer"]');
  drawer?.addEventListener("change", () => {
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", "Menu"]]) {
      if (drawer.checked) menu.setAttribute(name, value);
      else menu.removeAttribute(name);
    }
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", () => showMenu(false));

  const search = find(".md-search");
  const query = find(".md-search__input");
  overlay({
    name: "search",
    panel: search,
    first: () => query,
    openers: all("[data-open-search]"),
    closer: find("[data-close-search]"),
  });

  // What is typed never goes into an address. Enter that comes before the search has loaded waits for it there.
  search?.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    search.dataset.entered = "";
  });

  // Nothing of the search is downloaded before a reader turns to it; all its files then come at once, and run in order.
  find('[data-md-toggle="search"]')?.addEventListener("change", () => {
    for (const file of search.dataset.files.split(" ")) {
      const address = new URL(`${search.dataset.base || "."}/${file}`, location.href).href;
      const part = document.createElement(file.endsWith(".css") ? "link" : "script");
      if (file.endsWith(".css")) Object.assign(part, { rel: "stylesheet", href: address });
      else Object.assign(part, { src: address, async: false });
      document.head.append(part);
    }
  }, { once: true });

  // Material turns pages at single letters; voice control would trip over them (WCAG 2.1.4).
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && ["p", "n", "f", "s", ",", ".", "/"].includes(event.key)) event.stopPropagation();
  });

  find("[data-colors]")?.addEventListener("click", () => {
    const other = all('[name="__palette"]').find((one) => one.dataset.mdColorScheme !== document.body.dataset.mdColorScheme);
    other.checked = true;
    other.dispatchEvent(new Event("change"));
  });

  // Large print without script is the address #large-print; here it is a mark that goes when the printing is done.
  for (const button of all("[data-print]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      document.documentElement.dataset.print = button.dataset.print;
      print();
    });
  }
  addEventListener("afterprint", () => delete document.documentElement.dataset.print);

  // Material's script opens every box before it prints. What the reader did not open stays off the paper: guide.css.
  for (const box of all("details.numbers")) {
    box.querySelector("summary").addEventListener("click", () => box.toggleAttribute("data-opened", !box.open));
  }

  // A source that many sentences use has many links back; the one shown leads to the sentence last left.
  for (const ref of all(".footnote-ref")) {
    ref.addEventListener("click", () => {
      const back = document.getElementById(ref.hash.slice(1))?.querySelector(".footnote-backref");
      if (back) back.href = `#${ref.parentElement.id}`;
    });
  }
})();
