// Comfort on top of pages that read without it: menu, search, colors, text size, print, the way back from a source.
"use strict";

(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

  // Everything outside an open panel takes neither focus nor taps, and screen readers pass over it.
  const isolate = (panel, on) => {
    for (let node = panel; node && node !== document.body; node = node.parentElement) {
      for (const other of node.parentElement.children) {
        if (other !== node && !other.matches("script")) other.inert = on;
      }
    }
  };

  // A panel that opens over the page: focus goes in, Escape closes, focus goes back to where it came from.
  const overlay = ({ panel, first, openers, closers, changed }) => {
    let from = null;
    const show = (open) => {
      if (!panel || panel.hasAttribute("data-open") === open) return;
      if (open) from = openers.includes(document.activeElement) ? document.activeElement : openers[0];
      panel.toggleAttribute("data-open", open);
      for (const opener of openers) opener.setAttribute("aria-expanded", open);
      isolate(panel, open);
      changed?.(open);
      if (open) first().focus();
    };
    const close = () => {
      if (!panel?.hasAttribute("data-open")) return;
      show(false);
      from.focus({ preventScroll: true });
    };
    for (const opener of openers) opener.addEventListener("click", () => show(true));
    for (const closer of closers) closer.addEventListener("click", close);
    document.addEventListener("keydown", (event) => event.key === "Escape" && close());
    addEventListener("pageshow", (event) => event.persisted && show(false));
    // A link to a place on this page: the panel goes, and the focus follows the link.
    panel?.addEventListener("click", (event) => {
      const goal = event.target.closest("a[href]");
      if (goal && goal.pathname === location.pathname && goal.hash) show(false);
    });
    return show;
  };

  // As in guide.css: from here on the sections of a page, and then the menu, stand beside the text.
  const sectionsBeside = matchMedia("(min-width: 60em)");
  const menuBeside = matchMedia("(min-width: 76.25em)");

  const menu = find("[data-menu]");
  // The entry of this page comes into view in the menu's own scroll, beside the text or when the panel opens.
  const showWhere = () => {
    const entry = find('.site-menu [aria-current="page"]');
    if (!menuBeside.matches && !menu?.hasAttribute("data-open")) return;
    const scroller = entry?.closest(menu.hasAttribute("data-open") ? ".site-menu" : "[data-menu]");
    if (scroller) scroller.scrollTop += entry.getBoundingClientRect().top - scroller.getBoundingClientRect().top - scroller.clientHeight / 2;
  };
  requestAnimationFrame(showWhere); // asked at once, it would lay out the whole page before its time
  const showMenu = overlay({
    panel: menu,
    first: () => find("[data-close-menu]"),
    openers: all("button[data-open-menu]"),
    closers: all("[data-close-menu]"),
    changed: (open) => {
      for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", "Menu"]]) {
        if (open) menu.setAttribute(name, value);
        else menu.removeAttribute(name);
      }
      showWhere();
    },
  });
  menu?.addEventListener("click", (event) => event.target === menu && find("[data-close-menu]").click()); // beside the panel
  menuBeside.addEventListener("change", () => showMenu(false));

  const search = find("[data-search]");
  overlay({
    panel: search,
    first: () => search.querySelector("input"),
    openers: all("[data-open-search]"),
    closers: all("[data-close-search]"),
    changed: () => loadSearch(),
  });

  // What is typed never goes into an address. Enter that comes before the search has loaded waits for it there.
  search?.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    search.dataset.entered = "";
  });

  // Nothing of the search is downloaded before a reader turns to it; all its files then come at once, and run in order.
  let loaded = false;
  const loadSearch = () => {
    if (loaded) return;
    loaded = true;
    for (const file of search.dataset.files.split(" ")) {
      const address = new URL(search.dataset.base + file, location.href).href;
      const part = document.createElement(file.endsWith(".css") ? "link" : "script");
      if (file.endsWith(".css")) Object.assign(part, { rel: "stylesheet", href: address });
      else Object.assign(part, { src: address, async: false });
      document.head.append(part);
    }
  };
  // The finger goes down a tenth of a second before the click, and what the click does takes a slow phone as long again.
  for (const opener of all("[data-open-search]")) opener.addEventListener("pointerdown", loadSearch, { passive: true });

  // The reader's choices: two keys in this browser's own storage, read again by partials/choices.html before the next page is
  // drawn. Where storage is closed the choice holds for this page.
  const keep = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    try {
      if (value) localStorage.setItem(`guide.${name}`, value);
      else localStorage.removeItem(`guide.${name}`);
    } catch { /* nothing is kept */ }
  };
  const dark = () => (root.dataset.colors ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  find("[data-colors]")?.addEventListener("click", () => keep("colors", dark() ? "light" : "dark"));

  const sizes = all("button[data-text]");
  const told = find("[data-comfort-status]");
  const mark = () => sizes.forEach((size) => size.setAttribute("aria-pressed", size.dataset.text === (root.dataset.text ?? "")));
  for (const size of sizes) {
    size.addEventListener("click", () => {
      keep("text", size.dataset.text);
      mark();
      size.scrollIntoView({ block: "center" }); // the page grew above it
    });
  }
  find("[data-reset]")?.addEventListener("click", (event) => {
    keep("text", "");
    keep("colors", "");
    mark();
    told.textContent = "Size and colors are as they were at first. Nothing is kept.";
    event.target.scrollIntoView({ block: "center" });
  });
  mark();

  // Large print without script is the address #large-print; here it is a mark that goes when the printing is done.
  for (const button of all("[data-print]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      document.documentElement.dataset.print = button.dataset.print;
      print();
    });
  }
  addEventListener("afterprint", () => delete document.documentElement.dataset.print);

  // What the reader did not open stays off the paper: guide.css.
  for (const box of all("details.numbers")) {
    box.querySelector("summary").addEventListener("click", () => box.toggleAttribute("data-opened", !box.open));
  }

  // The section being read is marked in the list beside the text.
  const sections = all("[data-sections] a");
  if (sections.length) {
    const heads = sections.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let waits = false;
    const follow = () => {
      waits = false;
      if (!sectionsBeside.matches) return;
      const read = heads.findLastIndex((head) => head?.getBoundingClientRect().top < innerHeight / 4);
      sections.forEach((link, at) => at === read ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    };
    addEventListener("scroll", () => {
      if (!waits) requestAnimationFrame(follow);
      waits = true;
    }, { passive: true });
    requestAnimationFrame(follow);
  }

  // A source's link back leads to the first sentence that uses it, and with script to the one that the reader came from.
  document.addEventListener("click", (event) => {
    const ref = event.target.closest(".footnote-ref");
    const back = ref && document.getElementById(ref.hash.slice(1))?.querySelector(".footnote-backref");
    if (back) back.href = `#${ref.parentElement.id}`;
  });
})();
