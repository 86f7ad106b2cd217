// The search dialog: reads what is typed, shows answers, moves the focus. Loaded when a reader opens the search, never before.
// Two sources answer, and each stands if the other fails: the names (search-names.js, at once) and the text of all pages (the
// theme's own worker, when it has read the index). Nothing that is typed leaves this page: no request, no address, no storage.
"use strict";

(() => {
  const dialog = document.querySelector("[data-search]");
  const input = dialog.querySelector("input");
  const form = dialog.querySelector("form");
  const output = dialog.querySelector("[data-search-results]");
  const status = dialog.querySelector("[role=status]");
  const base = new URL(dialog.dataset.base, location.href);
  const fromFolder = location.protocol === "file:";
  const PAGES = 8;
  const SECTIONS = 3;

  // --- making elements: text is always text, never markup ------------------------------------------------

  const make = (tag, properties = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...inside.filter((part) => part !== null && part !== undefined));
    return element;
  };
  const href = (path) => {
    const [file, anchor] = path.split("#");
    const url = new URL(file, base);
    if (fromFolder && url.pathname.endsWith("/")) url.pathname += "index.html"; // no server adds it there
    if (anchor) url.hash = anchor;
    return url.href;
  };
  const link = (path, text, properties = {}) => make("a", { href: href(path), "data-result": "", ...properties }, text);
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const list = (items) => items.length > 1 ? `${items.slice(0, -1).join(", ")} and ${items.at(-1)}` : items[0];
  const quoted = (text) => `“${text}”`;

  // --- the names --------------------------------------------------------------------------------------------

  let names = null;
  try {
    names = self.guideNames(self.guideLexicon);
  } catch (error) {
    console.warn("The names of the search failed to load; the text of the pages still answers.", error);
  }
  const answer = (query) => {
    try {
      return names?.answer(query) ?? null;
    } catch (error) {
      console.warn("The names of the search failed; the text of the pages still answers.", error);
      return null;
    }
  };

  const KINDS = {
    full: "the full name of",
    brand: "a brand name of",
    biosimilar: "a biosimilar of",
    old: "an older brand name of",
    also: "another name for",
    joined: "one product that holds another medicine and",
    relative: "a close relative of",
    abroad: "a name used elsewhere for",
  };
  const same = (one, other) => one.toLowerCase() === other.toLowerCase();

  const urgentCard = (sign) => {
    const card = make("div", { class: `search-urgent search-urgent--${sign.card}`, "data-sign": sign.key },
      make("p", { class: "search-urgent__title" }, sign.title), make("p", {}, sign.say));
    const ways = make("p", { class: "search-urgent__ways" });
    if (sign.card === "crisis") {
      ways.append(make("a", { href: "tel:988" }, "Call 988"), " ", make("a", { href: "sms:988" }, "Text 988"), " ");
    }
    ways.append(link(sign.url, "When to call for help"));
    card.append(ways);
    return card;
  };

  // How an answer came about: an exact name says whose it is, a guess says that it is one.
  const reason = (one, goal) => {
    if (one.kind === "near" || one.kind === "starts") return [`Did you mean `, goal, `? You typed ${quoted(one.typed)}.`];
    if (one.kind === "together") return ["A combination page that names them: ", goal];
    if (one.kind === "abroad") return [goal, make("span", { class: "search-why" }, ` ${capital(one.typed)} is this name in another language or spelling.`)];
    const kind = KINDS[one.nameKind];
    const says = kind && one.page.kind === "drug" && !same(one.name, one.page.title) ? ` ${capital(one.name)} is ${kind} ${one.page.title.toLowerCase()}.` : "";
    return [goal, says ? make("span", { class: "search-why" }, says) : null];
  };

  const ownerLink = (owner, name) => {
    const page = self.guideLexicon.pages[owner];
    return page ? link(page.url, same(name, page.title) ? page.title : `${name} (${page.title})`) : make("b", {}, name);
  };

  const alikeNote = (one) => {
    if (!one.alike.length || one.kind === "part") return null;
    return make("div", { class: "search-alike" }, make("p", {}, "Not the same as:"),
      make("ul", {}, ...one.alike.map((other) => make("li", { "data-alike": self.guideLexicon.pages[other.owner]?.url ?? other.name },
        ownerLink(other.owner, capital(other.name)), other.why ? `. ${other.why}` : "."))));
  };

  const absentItem = (one) => {
    const { title, brands, what, where } = one.absent;
    const guess = one.kind !== "exact" && one.kind !== "abroad";
    const name = make("b", {}, capital(title));
    const brand = brands.length ? ` (${list(brands)})` : "";
    const { look } = self.guideLexicon;
    const places = {
      dailymed: () => make("a", { href: look.dailymed + encodeURIComponent(title), rel: "noreferrer" }, `the US label of ${title} at DailyMed`),
      nci: () => make("a", { href: look.nci, rel: "noreferrer" }, "the dictionary of cancer drugs of the National Cancer Institute"),
      pharmacist: () => "ask your pharmacist",
    };
    const anchor = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return make("li", { class: "search-result search-result--absent", "data-kind": guess ? "absent-near" : "absent", "data-absent": title },
      make("p", { class: "search-result__name" }, ...(guess ? ["Did you mean ", name, `${brand}? You typed ${quoted(one.typed)}. It is `] : [name, `${brand} is `]),
        make("b", {}, "not in this guide"), "."),
      make("p", {}, what ? `It is ${what}. ` : "", "Ask your care team about it."),
      make("p", {}, "Where to look: ", places[where](), ". ", ...(look.page ? [link(`${look.page}#${anchor}`, "Our source for this line"), ". "] : []),
        link("drugs/", "All medicines in this guide, A to Z")),
      alikeNote(one));
  };

  const nameItem = (one, section, several) => {
    if (one.absent) return absentItem(one);
    const { page } = one;
    if (page.kind === "short") {
      return make("li", { class: "search-result", "data-kind": "short" }, make("p", { class: "search-result__name" }, make("b", {}, page.title),
        ` stands for ${list(page.medicines.map((medicine) => self.guideLexicon.pages[medicine].title.toLowerCase()))}.`));
    }
    const brands = page.brands ? ` (${list(page.brands)})` : "";
    const item = make("li", { class: "search-result", "data-kind": one.kind, "data-page": page.url },
      make("p", { class: "search-result__name" }, ...reason(one, link(section ? `${page.url}#${section.anchor}` : page.url,
        section ? `${page.title}${brands}: ${section.title.toLowerCase()}` : page.title + brands, { class: "search-result__link" }))),
      make("p", {}, page.note ?? ""));
    if (page.medicines?.length) {
      item.append(make("p", {}, "Its medicines: ", ...page.medicines.flatMap((medicine, at) => [at ? ", " : "",
        link(self.guideLexicon.pages[medicine].url, self.guideLexicon.pages[medicine].title)])));
    }
    if (!several) item.append(alikeNote(one) ?? "");
    return item;
  };

  const effectItem = (effect) => make("li", { class: "search-result", "data-kind": "effect", "data-page": effect.url },
    make("p", { class: "search-result__name" }, link(effect.url, effect.name, { class: "search-result__link" })), make("p", {}, effect.helps));

  // --- the text of the pages ------------------------------------------------------------------------------------

  // The theme's worker: SETUP 0, READY 1, QUERY 2, RESULT 3. One query at a time; while it works, only the last one waits.
  const text = { send: null, ready: false, failed: false, busy: null, next: null };
  const fail = (error) => {
    text.failed = true;
    console.warn("The text of the pages cannot be searched; the names still answer.", error);
    showPages([]);
  };
  const ask = (query) => {
    text.next = query;
    if (!text.ready || text.busy !== null || text.failed) return;
    text.busy = text.next;
    text.next = null;
    text.send({ type: 2, data: text.busy });
  };
  const hear = (message) => {
    if (message.type === 1) text.ready = true;
    if (message.type === 3) {
      const asked = text.busy;
      text.busy = null;
      if (text.next === null && asked === shown.words) showPages(message.data.items);
    }
    if (text.next !== null) ask(text.next);
  };
  const script = (source, before) => new Promise((resolve, reject) => {
    const element = make("script", { src: source });
    before?.(element);
    element.onload = resolve;
    element.onerror = () => reject(new Error(`${source} did not load`));
    document.head.append(element);
  });

  // Where there are no workers (a site opened from a folder), the worker's script runs in the page: its handler of messages is
  // taken from it, and its answers arrive as the page's messages to itself.
  const inPage = async (source) => {
    let handler = null;
    const own = self.addEventListener;
    await script(source, (element) => {
      self.addEventListener = (type, listener, ...rest) => {
        if (type === "message" && document.currentScript === element) handler = listener;
        else own.call(self, type, listener, ...rest);
      };
    }).finally(() => { self.addEventListener = own; });
    own.call(self, "message", (event) => event.source === self && [1, 3].includes(event.data?.type) && hear(event.data));
    return (message) => handler({ data: message });
  };

  const begin = async () => {
    const source = href(dialog.dataset.worker);
    const worker = () => {
      const made = new Worker(source);
      made.onmessage = (event) => hear(event.data);
      made.onerror = fail;
      return (message) => made.postMessage(message);
    };
    const index = fromFolder ? script(href("search/full-text.js")).then(() => self.guideFullText)
      : fetch(href("search/search_index.json")).then((response) => response.ok ? response.json() : Promise.reject(new Error(response.status)));
    const send = fromFolder ? inPage(source) : Promise.resolve().then(worker);
    const [data, way] = await Promise.all([index, send]);
    text.send = way;
    text.send({ type: 0, data: { ...data, options: { suggest: false } } });
  };

  // A piece of a page's text around the first word that matches. The index holds HTML: parsed apart, only its text is used.
  const snippet = (html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    const walker = document.createTreeWalker(parsed, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) pieces.push([walker.currentNode.data.replace(/\s+/g, " "), walker.currentNode.parentElement.localName === "mark"]);
    const first = Math.max(0, pieces.findIndex(([, marked]) => marked));
    const shownText = make("p", { class: "search-snippet" });
    let room = 170;
    if (first && pieces[first - 1]) shownText.append(pieces[first - 1][0].length > 60 ? `…${pieces[first - 1][0].slice(-60)}` : pieces[first - 1][0]);
    for (const [words, marked] of pieces.slice(first)) {
      if (room <= 0) break;
      shownText.append(marked ? make("mark", {}, words) : words.slice(0, room));
      room -= words.length;
    }
    if (room <= 0) shownText.append("…");
    return shownText;
  };
  const bare = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;

  const groupsOf = (items) => items.map((group) => {
    const main = group.find((entry) => !entry.location.includes("#")) ?? group[0];
    const sections = group.filter((entry) => entry !== main && entry.score > 0).slice(0, SECTIONS);
    return { url: main.location.split("#")[0], title: bare(main.title), main, sections };
  });
  const sectionList = (sections) => sections.length ? make("ul", { class: "search-sections" }, ...sections.map((entry) => make("li", {},
    link(entry.location, bare(entry.title)), snippet(entry.text)))) : null;

  // --- showing ---------------------------------------------------------------------------------------------------

  let shown = { query: "", words: "", answer: null };
  let open = false; // Enter was pressed before there was an answer

  const tell = (() => {
    let timer = 0;
    return (words) => {
      clearTimeout(timer);
      timer = setTimeout(() => { status.textContent = words; }, 400); // not at every letter
    };
  })();

  const goals = () => [...output.querySelectorAll("a")];
  const first = () => output.querySelector("a[data-result]");
  const go = () => {
    const goal = first();
    if (!goal) return false;
    // Of several names that look alike nobody is sent to one: the reader chooses.
    if (output.querySelector(".search-names--alike a") === goal) goal.focus();
    else goal.click();
    return true;
  };

  const summary = () => {
    const urgent = output.querySelectorAll("[data-sign]").length;
    const absent = output.querySelector("[data-absent]");
    const results = output.querySelectorAll(".search-result:not([data-absent])").length;
    const top = output.querySelector(".search-result .search-result__name")?.textContent ?? "";
    const parts = [];
    if (urgent) parts.push(`Help first: ${output.querySelector(".search-urgent__title").textContent}`);
    if (absent || results) parts.push(`${results} ${results === 1 ? "result" : "results"}. ${top}`);
    return parts.join(" ") || (output.dataset.pages === "waiting" ? "Searching" : "Nothing found");
  };

  const nothing = () => make("div", { class: "search-nothing", "data-nothing": "" },
    make("p", {}, make("b", {}, `Nothing found for ${quoted(shown.query)}.`)),
    make("ul", {},
      make("li", {}, "Type the first four or five letters, as they sound."),
      make("li", {}, "Try the other name: a brand name, or the name on the bottle or the IV bag."),
      make("li", {}, "Leave out doses, dates and other words."),
      make("li", {}, "Look through ", link("drugs/", "all medicines, A to Z"), "."),
      make("li", {}, "If you feel unwell now, see ", link("help/emergencies/", "when to call for help"), ".")));

  const showNames = () => {
    const found = shown.answer;
    output.replaceChildren();
    output.dataset.query = shown.query;
    output.dataset.pages = "waiting";
    if (!shown.query) {
      output.dataset.pages = "none";
      return;
    }
    if (!found) return;
    if (found.signs.length) output.append(make("div", { class: "search-urgents" }, ...found.signs.slice(0, 3).map(urgentCard)));
    // The card leads to the page of emergencies already.
    if (found.signs.length) found.names = found.names.filter((one) => one.page?.kind !== "page");
    const guessed = found.names.filter((one) => one.kind === "near" || one.kind === "starts");
    const several = guessed.length > 1 && guessed.length === found.names.length;
    const pairs = several ? guessed.flatMap((one) => one.alike.filter((other) => guessed.some((two) => two.owner === other.owner)).map((other) => other.why)) : [];
    const named = make("ol", { class: several ? "search-names search-names--alike" : "search-names" },
      ...found.names.map((one, at) => nameItem(one, at ? null : found.section, several)));
    if (several) output.append(make("p", { class: "search-lead" }, "These names look alike. Check which one you were told."));
    // A symptom typed as such comes before medicines that are only guessed at.
    const effects = found.effects.length ? make("ol", { class: "search-names" }, ...found.effects.map(effectItem)) : "";
    if (guessed.length === found.names.length) output.append(effects, found.names.length ? named : "");
    else output.append(named, effects);
    if (pairs.length) output.append(make("ul", { class: "search-alike" }, ...[...new Set(pairs)].map((why) => make("li", {}, why))));
    if (text.failed) output.dataset.pages = "failed";
  };

  const showPages = (items) => {
    if (!shown.query) return;
    // Beside the crisis line nothing else is offered.
    if (shown.answer?.signs.some((sign) => sign.card === "crisis")) items = [];
    output.querySelectorAll("[data-pages-part]").forEach((part) => part.remove());
    const groups = groupsOf(items);
    const rest = [];
    for (const group of groups) {
      const item = [...output.querySelectorAll("[data-page]")].find((one) => one.dataset.page.split("#")[0] === group.url);
      if (!item) rest.push(group);
      else if (!item.querySelector(".search-sections") && group.sections.length) {
        const sections = sectionList(group.sections);
        sections.dataset.pagesPart = "";
        item.append(sections);
      }
    }
    const items_ = rest.map((group) => make("li", { class: "search-result", "data-kind": "text", "data-page": group.url },
      make("p", { class: "search-result__name" }, link(group.main.location, group.title, { class: "search-result__link" })),
      group.main.score > 0 ? snippet(group.main.text) : null, sectionList(group.sections)));
    if (items_.length) {
      const pages = make("ol", { class: "search-pages" }, ...items_.slice(0, PAGES));
      const part = make("div", { "data-pages-part": "" }, make("p", { class: "search-lead" }, "In the text of the pages"), pages);
      if (items_.length > PAGES) {
        const more = make("button", { type: "button", class: "bar__button" }, `Show ${items_.length - PAGES} more pages`);
        more.addEventListener("click", () => {
          pages.append(...items_.slice(PAGES));
          more.remove();
          items_[PAGES].querySelector("a").focus();
        });
        part.append(more);
      }
      output.append(part);
    }
    output.dataset.pages = text.failed ? "failed" : "done";
    if (!output.querySelector("[data-sign], [data-kind]")) {
      const none = nothing();
      none.dataset.pagesPart = "";
      output.append(none);
    }
    tell(summary());
    if (open) open = !go();
  };

  const look = () => {
    const query = input.value.trim().slice(0, 200);
    if (query === shown.query) return;
    const found = query ? answer(query) : null;
    const words = found?.words || query.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
    open &&= query.startsWith(shown.query) && shown.query === "";
    shown = { query, words, answer: found };
    showNames();
    if (!query) {
      text.next = null;
      tell("");
      return;
    }
    tell(summary());
    if (text.failed) showPages([]);
    else ask(words);
  };

  // The same query anew, now that more is known; the focus stays where it is.
  const again = () => {
    if (!shown.query || output.contains(document.activeElement)) return;
    shown.query = "";
    look();
  };

  // --- what the reader does -----------------------------------------------------------------------------------------

  input.addEventListener("input", look); // typing, paste, dictation, autofill
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the query never goes into an address
    look();
    if (shown.query) open = !go();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = goals();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== input) return;
    event.preventDefault();
    const next = at + step;
    if (next < 0) input.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  });

  look();
  if ("entered" in dialog.dataset && shown.query) open = !go();
  script(href("search/more.js")).then(() => {
    names?.learn(self.guideMore);
    again();
  }).catch((error) => console.warn("The search answers without its list of ordinary words.", error)).finally(() => {
    output.dataset.words = "all";
    begin().catch(fail);
  });
})();
