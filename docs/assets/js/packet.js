// Make a handout: choose pages, put them in order, print them as one job. The choice lives in the address after "#" and
// nowhere else; of what stands there only names of handouts that exist are taken. Their names come with the page (list.js), their
// text when the first is chosen (sheets.js): scripts made by the build, so that files opened from a disk work too.
"use strict";

(() => {
  const maker = document.querySelector("[data-packet]");
  if (!maker || !Array.isArray(window.guideHandouts)) return;

  const find = (selector) => maker.querySelector(selector);
  const known = new Map(window.guideHandouts.map((handout) => [handout.name, handout]));
  const order = find("[data-order]");
  const questions = find("#packet-questions");
  const said = find("[data-said]");
  const packet = document.createElement("div");
  packet.className = "packet";
  let chosen = [];
  let sheets = null; // name -> HTML
  let loading = null;

  const element = (name, text = "", css = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    if (css) made.className = css;
    return made;
  };
  const large = () => find("[value=large]").checked;

  // --- the address ---------------------------------------------------------------------------------------------

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    chosen = [...new Set((wanted.get("pages") || "").split(","))].filter((name) => known.has(name));
    find(`[value=${wanted.get("size") === "large" ? "large" : "normal"}]`).checked = true;
  };
  const address = () => (chosen.length ? `#pages=${chosen.join(",")}${large() ? "&size=large" : ""}` : "#");
  const keep = () => history.replaceState(null, "", address());

  // --- the list of pages -----------------------------------------------------------------------------------------

  const boxes = new Map();
  const list = () => {
    const groups = new Map();
    for (const handout of known.values()) {
      if (!groups.has(handout.group)) {
        const group = element("details", "", "packet-group");
        group.append(element("summary", handout.group), element("ul"));
        groups.set(handout.group, group);
        find("[data-groups]").append(group);
      }
      const box = Object.assign(element("input"), { type: "checkbox", value: handout.name });
      box.addEventListener("change", () => {
        chosen = chosen.filter((name) => name !== handout.name);
        if (box.checked) chosen.push(handout.name);
        say(`${handout.title}: ${box.checked ? "chosen" : "taken out"}. ${chosen.length} in the packet.`);
        show();
      });
      const label = element("label");
      label.append(box, ` ${handout.title}`);
      const item = element("li");
      item.append(label);
      groups.get(handout.group).lastChild.append(item);
      boxes.set(handout.name, box);
    }
  };

  const filter = () => {
    const words = find("#packet-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const group of maker.querySelectorAll(".packet-group")) {
      let here = 0;
      for (const item of group.querySelectorAll("li")) {
        item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
        here += !item.hidden;
      }
      group.hidden = !here;
      if (words.length) group.open = here > 0;
      found += here;
    }
    find("[data-found]").textContent = words.length ? `${found} ${found === 1 ? "page" : "pages"} found.` : "";
  };

  // --- the order -----------------------------------------------------------------------------------------------------

  const say = (words) => { said.textContent = words; };

  const button = (words, title, action, off = false) => {
    const made = Object.assign(element("button", words, "action"), { type: "button", disabled: off });
    made.setAttribute("aria-label", `${words}: ${title}`);
    made.addEventListener("click", action);
    return made;
  };

  const move = (from, to, part) => {
    const [name] = chosen.splice(from, 1);
    chosen.splice(to, 0, name);
    say(`${known.get(name).title} is now part ${to + 1} of ${chosen.length}.`);
    show();
    const buttons = [...order.children[to].querySelectorAll("button")];
    (buttons[part].disabled ? buttons[1 - part] : buttons[part]).focus();
  };

  const show = () => {
    keep();
    for (const [name, box] of boxes) box.checked = chosen.includes(name);
    find("[data-none]").hidden = chosen.length > 0;
    find("[data-packet-print]").disabled = !chosen.length;
    find("[data-packet-link]").disabled = !chosen.length;
    order.replaceChildren(...chosen.map((name, at) => {
      const { title } = known.get(name);
      const item = element("li");
      const tools = element("span", "", "packet-tools");
      tools.append(
        button("Up", title, () => move(at, at - 1, 0), at === 0),
        button("Down", title, () => move(at, at + 1, 1), at === chosen.length - 1),
        button("Remove", title, () => {
          chosen.splice(at, 1);
          say(`${title} is taken out. ${chosen.length} in the packet.`);
          show();
          (order.children[Math.min(at, chosen.length - 1)]?.querySelector("button:last-child") || find("#packet-filter")).focus();
        }),
      );
      item.append(element("span", title), tools);
      return item;
    }));
    assemble();
  };

  // --- the packet, as it is printed -------------------------------------------------------------------------------------

  // In the page before it has loaded, where the address names pages; else at the first choice.
  const load = () => {
    loading ??= new Promise((done, failed) => {
      const script = Object.assign(element("script"), { src: "sheets.js", onload: done, onerror: failed });
      document.head.append(script);
    }).then(() => {
      sheets = new Map(Object.entries(window.guideSheets));
      assemble();
    }).catch(() => {
      loading = null;
      say("The handouts could not be loaded. Check the network, then press Print again.");
    });
    return loading;
  };

  const assemble = () => {
    packet.classList.toggle("packet--large", large());
    if (!chosen.length) return packet.replaceChildren();
    if (!sheets) return load();
    const cover = element("article", "", "sheet sheet--stacked packet__cover");
    const contents = element("ol");
    contents.append(...chosen.map((name) => element("li", known.get(name).title)));
    // The head of each sheet names its part with the number that it has here (overrides/hooks/handout.py, page_rule).
    for (const { sheet } of known.values()) document.documentElement.style.removeProperty(`--part-${sheet}`);
    chosen.forEach((name, at) => document.documentElement.style.setProperty(`--part-${known.get(name).sheet}`, `"${at + 1}. "`));
    cover.append(element("h1", "My packet"), find("[data-clinic]").content.cloneNode(true), element("h2", "What is in it"),
      element("p", "The number of a part stands at the top right of each of its sheets."), contents,
      element("h2", "My questions"));
    const own = questions.value.split("\n").map((line) => line.trim()).filter(Boolean);
    for (const line of own) cover.append(element("p", line));
    for (let line = own.length; line < 8; line += 1) cover.append(element("p", "", "write"));
    packet.replaceChildren(cover, ...chosen.map((name, at) => {
      const part = element("div", "", `packet__part ${known.get(name).sheet}`);
      part.innerHTML = sheets.get(name); // made by the build from the guide's own pages
      part.querySelector(".sheet__head").prepend(element("p", `Part ${at + 1} of ${chosen.length}`, "packet__number"));
      return part;
    }));
  };

  // --- start ---------------------------------------------------------------------------------------------------------------

  maker.hidden = false;
  document.body.append(packet);
  list();
  read();
  show();
  find("#packet-filter").addEventListener("input", filter);
  questions.addEventListener("input", assemble);
  for (const size of maker.querySelectorAll("[name=packet-size]")) size.addEventListener("change", show);
  find("[data-packet-print]").addEventListener("click", async () => {
    if (!sheets) await load();
    if (sheets) print();
  });
  find("[data-packet-link]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("The link is copied.");
    } catch {
      say("The link is in your browser's address bar: copy it from there.");
    }
  });
  addEventListener("hashchange", () => { read(); show(); });
})();
