// Answers a query from the names of the guide: medicines, combinations, treatments, side effects, signs of danger.
// Pure: `guideNames(lexicon).answer("tamoxifin")` gives data, touches no page and sends nothing. search.js shows the answer.
// The lexicon is made by overrides/hooks/search_names.py, in two parts: from the first come exact names and sure guesses at
// once; `learn(more)` brings ordinary words (never a medicine misspelt), side effects, and what tells look-alikes apart.
//
// Order of an answer: signs of danger; exact names (the longest name in the words typed wins); medicines that the guide does
// not hold; near names, always labelled as a guess. A near name is never put above an exact one.
"use strict";

self.guideNames = (lexicon) => {
  // --- words -------------------------------------------------------------------------------------

  const SPECIAL = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" };
  const ASCII = /^[ -~]*$/;
  const plain = (text) => ASCII.test(text) ? text.toLowerCase().replace(/['`]/g, "")
    : text.toLowerCase().replace(/[ßæœøłđı]/g, (letter) => SPECIAL[letter]).normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’‘`´]/g, "");
  const tokensOf = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const ONE_WORD = /^[a-z0-9]+$/i;
  const words = (text) => new Set(text.split(/\s+/));

  // What stands around a name and says nothing about which medicine it is.
  const DOSE = /^\d+(mg|mcg|ug|g|gm|ml|cc|iu|unit|units|percent|h|hr|hour|x|m2|day|days|week|weeks|tab|tabs|caps?)?$/;
  const NOISE = words(`mg mcg ug gm ml cc iu unit units per dose doses dosage strength percent
    tablet tablets tab tabs tabl tbl pill pills capsule capsules cap caps kapseln comprimido comprimidos comprime comprimes compresse
    tabletten tablette filmtabletten injection injections inj injectable shot shots infusion infusions drip vial vials syringe pen
    ampule ampoule solution suspension susp liquid powder cream gel patch patches spray film coated oral orally oraal mouth po iv
    intravenous im sc sq subcut subq subcutaneous er xr sr xl cr ir retard depot extended release prefilled
    hcl hydrochloride hydrochlorid hydrochloricum clorhidrato chlorhydrate citrate citras mesylate ditosylate tosylate phosphate
    sulfate sulphate sulfas acetate acetas maleate succinate tartrate sodium disodium calcium chloride monohydrate dihydrochloride
    fumarate besylate malate
    daily weekly monthly once twice bd bid tid qid od prn every day days week weeks month morning night
    generic brand name medicine medicines medication medications drug drugs chemo chemotherapy therapy treatment treatments cancer
    breast metastatic stage the of for a an and or with plus in to is are was what whats my i im me on how do does did can could
    should take taking took get about vs versus from at by it its your you this that any use used using uses effect effects
    info information de del la le el con y und et e mit og och en by als zum`);
  const isNoise = (token) => NOISE.has(token) || DOSE.test(token);

  let learned = false;
  const ordinary = new Set();
  // Packed by the build: a capital counts the letters shared with the word before (A: none), then come the others.
  const learnWords = (packed) => {
    let before = "";
    for (const [, shared, rest] of packed.matchAll(/([A-Z])([^A-Z]*)/g)) {
      before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
      ordinary.add(before);
    }
  };
  const isOrdinary = (token) => ordinary.has(token)
    || (token.length > 4 && ["s", "es", "ed", "d", "ing", "ly", "er"].some((end) => token.endsWith(end) && (
      ordinary.has(token.slice(0, -end.length)) || ordinary.has(token.slice(0, -end.length) + "e"))));

  // --- how near two names are ----------------------------------------------------------------------

  // Spelling and sound are compared with one distance: letters that are often swapped for each other cost less.
  const A = 97;
  const cost = new Float32Array(26 * 26).fill(1);
  const near = (group, price) => {
    for (const one of group) for (const other of group) {
      const at = (one.charCodeAt(0) - A) * 26 + other.charCodeAt(0) - A;
      cost[at] = Math.min(cost[at], one === other ? 0 : price);
    }
  };
  for (const letter of "abcdefghijklmnopqrstuvwxyz") near(letter, 0);
  for (const [group, price] of [["aeiouy", 0.5], ["iy", 0.2], ["ckq", 0.3], ["csz", 0.4], ["sxz", 0.5], ["kx", 0.6], ["gj", 0.4],
    ["fv", 0.5], ["bp", 0.5], ["dt", 0.5], ["mn", 0.5], ["lr", 0.7], ["vw", 0.5], ["bv", 0.6], ["uw", 0.6]]) near(group, price);
  const isVowel = (code) => code === 97 || code === 101 || code === 105 || code === 111 || code === 117 || code === 121;
  const one = (text, at) => { // dropping or adding one letter
    const code = text.charCodeAt(at);
    if (at && code === text.charCodeAt(at - 1)) return 0.3; // doubled
    if (code === 104) return 0.5; // silent h
    if (isVowel(code)) return at === text.length - 1 ? 0.6 : 0.8;
    return 1;
  };
  const price = (left, right) => left === right ? 0
    : left >= 97 && left <= 122 && right >= 97 && right <= 122 ? cost[(left - A) * 26 + right - A] : 1;

  const SIZE = 64;
  const rows = [new Float64Array(SIZE), new Float64Array(SIZE), new Float64Array(SIZE)];
  const adds = new Float64Array(SIZE);
  const codes = new Uint16Array(SIZE);
  // Gives [distance of the whole, distance to the best beginning of `name`]; Infinity where it would pass `most`.
  const distance = (typed, name, most) => {
    const m = typed.length;
    const n = Math.min(name.length, SIZE - 2);
    let [before, last, row] = rows;
    last[0] = 0;
    for (let j = 1; j <= n; j += 1) {
      codes[j] = name.charCodeAt(j - 1);
      adds[j] = one(name, j - 1);
      last[j] = last[j - 1] + adds[j];
    }
    for (let i = 1; i <= m; i += 1) {
      const code = typed.charCodeAt(i - 1);
      const earlier = i > 1 ? typed.charCodeAt(i - 2) : 0;
      const drop = one(typed, i - 1);
      row[0] = last[0] + drop;
      let least = row[0];
      for (let j = 1; j <= n; j += 1) {
        const other = codes[j];
        let best = last[j - 1] + price(code, other);
        const dropped = last[j] + drop;
        if (dropped < best) best = dropped;
        const added = row[j - 1] + adds[j];
        if (added < best) best = added;
        if (j > 1 && earlier === other && code !== other && code === codes[j - 1]) {
          const swapped = before[j - 2] + 0.6;
          if (swapped < best) best = swapped;
        }
        row[j] = best;
        if (best < least) least = best;
      }
      if (least > most) return [Infinity, Infinity];
      [before, last, row] = [last, row, before];
    }
    let start = Infinity;
    for (let j = Math.max(m - 1, 1); j <= n; j += 1) if (last[j] < start) start = last[j];
    return [last[n], start];
  };

  const letters = (text) => text.replace(/ph/g, "f").replace(/ck/g, "k").replace(/[^a-z0-9]/g, "");
  // How a name sounds: soft and hard c, silent letters and every run of vowels alike.
  const sound = (text) => text.replace(/[^a-z]/g, "").replace(/^x/, "s").replace(/^(kn|gn)/, "n").replace(/^ps/, "s").replace(/ph/g, "f")
    .replace(/cz/g, "s").replace(/tch/g, "c").replace(/sch/g, "s").replace(/qu?/g, "k").replace(/cc(?=[eiy])/g, "ks").replace(/x/g, "ks")
    .replace(/c(?=[eiy])/g, "s").replace(/c/g, "k").replace(/g(?=[eiy])/g, "j").replace(/z/g, "s").replace(/(?!^)h/g, "")
    .replace(/w(?![aeiouy])/g, "").replace(/[aeiouy]+/g, "a").replace(/(.)\1+/g, "$1");
  // One spelling for the ways in which languages write one name: tamoxifenum, tamoxifeno, tamoksyfen.
  const abroad = (token) => token.replace(/ph/g, "f").replace(/th/g, "t").replace(/ks/g, "x").replace(/[kq]/g, "c").replace(/y/g, "i")
    .replace(/(.)\1+/g, "$1").replace(/(um|us|o|a|e|i)$/, "");

// The letter that abroad() starts a name with.
  const INITIALS = { k: "c", q: "c", y: "i" };
  const initialOf = (token) => token.startsWith("ph") ? "f" : token.startsWith("ks") ? "x" : INITIALS[token[0]] ?? token[0];

  const limit = (length) => length < 4 ? 0 : length < 5 ? 0.5 : length < 6 ? 1.05 : length < 9 ? 2.05 : length < 12 ? 2.8 : 3.4;

  // Letters by classes that cost little among each other, as bits: a cheap bound on the distance.
  const CLASSES = ["aeiouyhw", "ckqszx", "bpvf", "dt", "mn", "lr", "gj"];
  const bits = (text) => CLASSES.reduce((mask, group, at) => [...group].some((letter) => text.includes(letter)) ? mask | (1 << at) : mask, 0);
  const count = (mask) => { let n = 0; for (let rest = mask; rest; rest &= rest - 1) n += 1; return n; };

  // --- the names -----------------------------------------------------------------------------------

  const push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
  const exact = new Map();
  const heard = new Map();
  const FOREIGN = new Set(["generic", "full", "abroad", "also", "absent", "relative"]);
  const foreign = new Map(); // for each first letter, when first asked for: spelling of all languages -> names
  const parts = new Map(); // one word of a name of several: "deruxtecan"
  let longest = 1;

  // Packed by the build (search_names.py, packed_names). An owner is the number of a page, or -1 - the number of an absent medicine.
  const names = [];
  const take = (name, owner, kind) => {
    const tokens = ONE_WORD.test(name) ? [name.toLowerCase()] : tokensOf(name);
    const key = tokens.length > 1 ? tokens.join("") : tokens[0];
    const entry = { name, owner, kind, tokens, key, spelt: "", sound: "", consonants: 0, mask: 0 };
    push(kind === "heard" ? heard : exact, key, entry);
    longest = Math.max(longest, tokens.length + 2);
    const page = owner < 0 ? null : lexicon.pages[owner];
    if (tokens.length > 1 && ["generic", "full", "brand", "biosimilar", "joined", "relative"].includes(kind) && page?.kind === "drug") {
      for (const token of tokens) if (token.length > 4 && !isNoise(token)) push(parts, token, entry);
    }
    names.push(entry);
  };
  for (const line of lexicon.names.split("\n")) {
    const [owner, ...groups] = line.split("\t");
    for (const group of groups) for (const name of group.slice(1).split("|")) take(name, Number(owner), lexicon.kinds[group[0]]);
  }
  // The medicines that the guide does not hold: the names of each stand together, the generic name first, then its brands.
  const absent = lexicon.absent.map(([, where]) => ({ title: "", brands: [], where, what: "" }));
  for (const { name, owner } of names.slice(names.findIndex((entry) => entry.owner < 0))) {
    const medicine = absent[-1 - owner];
    if (!medicine) continue;
    if (!medicine.title) medicine.title = name;
    else if (medicine.brands.length < lexicon.absent[-1 - owner][0]) medicine.brands.push(name);
  }
  const inAnyLanguage = (tokens) => {
    const initial = initialOf(tokens[0]);
    if (!foreign.has(initial)) {
      const same = new Map();
      for (const entry of names) {
        if (entry.key.length > 6 && FOREIGN.has(entry.kind) && initialOf(entry.key) === initial) {
          push(same, entry.tokens.map(abroad).join(""), entry);
        }
      }
      foreign.set(initial, same);
    }
    return foreign.get(initial).get(tokens.map(abroad).join(""));
  };

  const combinations = lexicon.pages.map((page, at) => ({ page: at, medicines: page.medicines })).filter((one) => one.medicines);
  const alike = new Map();
  lexicon.alike.forEach((pair, at) => {
    for (const [mine, other] of [[0, 1], [1, 0]]) {
      if (pair.owners[0] !== pair.owners[1]) push(alike, pair.owners[mine], { owner: pair.owners[other], name: pair.names[other], pair: at, why: "" });
    }
  });

  // --- exact names -----------------------------------------------------------------------------------

  // Two letters are a name only where the rest of the query is names too: "ac", not "ac in my car".
  const isShort = (key) => key.length < 4 && !/\d/.test(key);

  const spansOf = (tokens) => {
    const spans = [];
    for (let from = 0; from < tokens.length;) {
      let span = null;
      for (let to = Math.min(tokens.length, from + longest); to > from && !span; to -= 1) {
        const part = tokens.slice(from, to);
        const key = part.join("");
        let found = exact.get(key);
        let how = "exact";
        if (!found && to - from < 4 && key.length > 5) {
          found = inAnyLanguage(part);
          how = "abroad";
          // Two medicines that one foreign spelling could mean are two guesses, not an answer.
          if (found && new Set(found.map((entry) => entry.owner)).size > 1) found = null;
        }
        if (!found) continue;
        const whole = tokens.every((token, at) => (at >= from && at < to) || isNoise(token));
        const joined = part.length > 1 && !found.some((entry) => entry.tokens.length === part.length);
        if (joined && !whole && part.every((token) => isOrdinary(token) || isNoise(token))) continue;
        if (part.length === 1 && isNoise(key) && !whole) continue;
        if (part.length === 1 && how === "abroad" && isOrdinary(key)) continue;
        span = { from, to, found, how, key };
      }
      if (span) spans.push(span);
      from = span ? span.to : from + 1;
    }
    return spans;
  };

  const covered = (tokens, spans) => tokens.map((_, at) => spans.some((span) => at >= span.from && at < span.to));

  // --- near names ------------------------------------------------------------------------------------

  // How names are spelt and sound is worked out when the first guess is asked for: exact names need none of it.
  const byLength = []; // names to compare with a word of some length: a letter more or less costs at least 0.3
  let prepared = false;
  const prepare = () => {
    for (const entry of names) {
      entry.spelt = letters(entry.key);
      entry.mask = bits(entry.spelt);
      entry.sound = sound(entry.key);
      entry.consonants = entry.sound.replace(/a/g, "").length;
      const page = lexicon.pages[entry.owner];
      const short = entry.key.length < 6 && ["also", "abroad", "short"].includes(entry.kind);
      const several = (page?.medicines && entry.tokens.length > 1 && entry.kind !== "title") || page?.kind === "short" || page?.kind === "page";
      // A short form or the letters of a combination are looked up, not guessed at.
      if (!short && !several) (byLength[entry.spelt.length] ??= []).push(entry);
    }
    prepared = true;
  };

  // The best names for a word, nearest first: [{entry, score}], one for each owner.
  const nearest = (key, share = 1) => {
    const found = new Map();
    const keep = (entry, score) => {
      const before = found.get(entry.owner);
      if (!before || score < before.score) found.set(entry.owner, { entry, score });
    };
    for (const entry of heard.get(key) ?? []) keep(entry, 0.05);
    if (key.length < 3 || (!learned && found.size)) return [...found.values()];
    if (!prepared) prepare();
    const spelt = letters(key);
    const heardAs = sound(key);
    const mask = bits(spelt);
    const m = spelt.length;
    const typing = m >= 3 && share === 1;
    for (let length = Math.max(3, m - 4); length < byLength.length; length += 1) {
      const bound = Math.min(limit(Math.max(length, 4)), m < 5 ? 1.05 : m < 6 ? 1.8 : 4) * share;
      const beginning = typing && length > m;
      if (length > m + 4 && !typing) break;
      for (const entry of byLength[length] ?? []) {
        if (beginning && entry.spelt.startsWith(spelt)) keep(entry, 0.15 + 0.04 * Math.min(length - m, 12));
        if (m < 4 || length < 4) continue;
        if (length <= m + 4) {
          if (count(mask & ~entry.mask) > bound + 0.5) continue;
          const [whole, start] = distance(spelt, entry.spelt, bound);
          const first = spelt.charCodeAt(0) === entry.spelt.charCodeAt(0) ? 0 : 0.15;
          if (whole <= bound && whole / length < 0.38) keep(entry, whole + first);
          if (beginning && m > 5 && start <= limit(m) * 0.55) keep(entry, start + first + 0.4 + 0.04 * (length - m));
          // Few consonants sound like too many words: "arise" is not Iressa.
          if (entry.consonants > 2 && Math.abs(heardAs.length - entry.sound.length) < 3) {
            const most = entry.consonants < 4 ? 0.45 : bound * 0.8 - 0.3;
            const [same] = distance(heardAs, entry.sound, most);
            if (same <= most && same / entry.sound.length < 0.3) keep(entry, same * 1.2 + 0.35);
          }
        } else if (m > 6 && count(mask & ~entry.mask) < 2) { // still typing a long name, with a slip
          const [, start] = distance(spelt, entry.spelt.slice(0, m + 2), limit(m) * 0.55);
          if (start <= limit(m) * 0.55) keep(entry, start + 0.4 + 0.04 * Math.min(length - m, 12));
        }
      }
    }
    for (const entry of parts.get(key) ?? []) keep(entry, 0.1);
    return [...found.values()].sort((a, b) => a.score - b.score || b.entry.owner - a.entry.owner);
  };

  const MARGIN = 0.55;
  const SHOWN = 3;

  // The windows of words that may be one name heard in pieces: "her septin", "tax o tear".
  const guesses = (tokens, taken, blocked) => {
    const open = tokens.map((token, at) => !taken[at] && !/^\d+$/.test(token) && !blocked.has(at));
    const strange = tokens.map((token, at) => open[at] && !isNoise(token) && !isOrdinary(token) && token.length > 2);
    const few = tokens.length <= 6;
    const windows = [];
    for (let from = 0; from < tokens.length; from += 1) {
      for (let to = from + 1; to <= Math.min(tokens.length, from + (few ? 5 : 2)); to += 1) {
        if (!open[to - 1] || (!open[from])) break;
        const part = tokens.slice(from, to);
        const key = part.join("");
        if (key.length < 3 || key.length > 40) continue;
        const odd = strange.slice(from, to).some(Boolean);
        const whole = from === 0 && to === tokens.length;
        if (!odd && !(whole && part.length > 1)) continue;
        if (part.length > 1 && (phrases.includes(` ${part.join(" ")} `) || key.length < 5)) continue;
        const share = odd ? (part.length > 1 ? 0.85 : 1) : 0.6;
        const hits = nearest(key, share);
        // Before the ordinary words are there, only a long word that is one small slip away is guessed at.
        if (!learned && (key.length < 7 || !hits.length || hits[0].score > 0.75)) continue;
        if (hits.length) windows.push({ from, to, hits, typed: part.join(" "), value: key.length * (1 - 0.8 * hits[0].score / limit(Math.max(key.length, 5))) });
      }
    }
    windows.sort((a, b) => b.value - a.value);
    const chosen = [];
    for (const one of windows) {
      if (one.value > 0 && !chosen.some((other) => one.from < other.to && other.from < one.to)) chosen.push(one);
    }
    return chosen.sort((a, b) => a.from - b.from);
  };

  // A short name that goes on: "trastuzumab deruxtecn" is not trastuzumab.
  const longer = (tokens, spans, taken) => {
    const found = [];
    for (const span of spans) {
      const next = tokens.slice(span.to).filter((token, at) => !taken[span.to + at]);
      const rest = tokens.slice(span.to, span.to + 2).filter((token, at) => !taken[span.to + at] && !isOrdinary(token) && !isNoise(token)).join("");
      const front = span.from && !taken[span.from - 1] && !isOrdinary(tokens[span.from - 1]) && !isNoise(tokens[span.from - 1]) ? tokens[span.from - 1] : "";
      for (const entry of names) {
        if (entry.kind === "heard" || entry.kind === "title" || entry.key.length <= span.key.length + 2 || entry.tokens.length < 2) continue;
        if (rest && next.length && entry.key.startsWith(span.key)) {
          const goal = entry.key.slice(span.key.length);
          const [whole] = distance(letters(rest), letters(goal), 3);
          const score = goal.startsWith(rest) ? 0.2 : whole;
          if (score <= limit(goal.length)) found.push({ entry, score, typed: `${tokens.slice(span.from, span.to).join(" ")} ${rest}`, at: span });
        }
        if (front.length > 2 && entry.key.endsWith(span.key)) {
          const goal = entry.key.slice(0, -span.key.length);
          const [whole] = distance(letters(front), letters(goal), 3);
          if (whole <= limit(goal.length)) found.push({ entry, score: whole, typed: `${front} ${tokens.slice(span.from, span.to).join(" ")}`, at: span });
        }
      }
    }
    return found.sort((a, b) => a.score - b.score || a.entry.key.length - b.entry.key.length);
  };

  // --- signs of danger ---------------------------------------------------------------------------------

  // A pattern is words that must all be there, in any order: "cant|cannot breath*". "-word" must not be there; a pattern
  // in quotes is the whole query. A slip of one letter in a longer word is forgiven, unless it makes an ordinary word.
  const patterns = lexicon.signs.map((sign) => sign.patterns.map((pattern) => {
    const only = pattern.startsWith("=");
    return { only, parts: pattern.replace(/^=/, "").split(/\s+/).map((part) => ({ not: part.startsWith("-"), ways: part.replace(/^-/, "").split("|") })) };
  }));
  const fits = (token, way) => {
    if (way.endsWith("*") ? token.startsWith(way.slice(0, -1)) : token === way) return true;
    if (!learned) return false;
    const stem = way.replace("*", "");
    if (stem.length === 4 && token.length === 4 && token[0] === stem[0]) return !isOrdinary(token) && [...token].sort().join() === [...stem].sort().join();
    if (stem.length < 5 || token.length < 5 || isOrdinary(token)) return false;
    const whole = distance(token, stem, 1.01)[0];
    return Math.min(whole, way.endsWith("*") ? distance(token.slice(0, stem.length), stem, 1.01)[0] : whole) <= 1;
  };
  const FILLER = words("i im ive my me a an the is am are was have has had got get getting having feel feeling feels keep keeps of on in to from with and it its that so very really bad badly been he she they his her mom dad wife husband help what do if when someone person please now today just think");
  const signsIn = (tokens) => {
    const content = tokens.filter((token) => !FILLER.has(token));
    return lexicon.signs.filter((_, at) => patterns[at].some(({ only, parts: wanted }) => {
      if (only && content.length !== wanted.filter((part) => !part.not).length) return false;
      return wanted.every((part) => part.not !== tokens.some((token) => part.ways.some((way) => fits(token, way))));
    }));
  };

  // --- side effects --------------------------------------------------------------------------------------

  const SAME = { swollen: "swell", threw: "throw", lost: "los", fell: "fall", vomit: "throw", puk: "throw", urin: "pee", stool: "poop" };
  const stem = (token) => {
    const root = SAME[token] ?? (token.length > 3 ? token.replace(/(ings?|ies|es|ed|s|y|e)$/, "") : token);
    return SAME[root] ?? root;
  };
  const BARE = words("i im my me a an the of on in to from with and or for at is are all bad be not by so it its you your have feel feeling breast cancer after during side effect effects");
  const meaning = (text) => [...new Set(tokensOf(text).filter((token) => !BARE.has(token)).map(stem))];
  let effects = [];
  let phrases = "";
  const vocabulary = new Map();
  const learnEffects = (list) => {
    effects = list.map((effect) => ({ ...effect, own: meaning(effect.name), sets: effect.phrases.map(meaning) }));
    phrases = list.flatMap((effect) => [effect.name, ...effect.phrases].map((phrase) => ` ${tokensOf(phrase).join(" ")} `)).join("");
    for (const effect of list) {
      for (const phrase of [effect.name, ...effect.phrases]) {
        for (const token of tokensOf(phrase)) {
          // "tamoxifen eyes": a medicine's name in a wording is not a word of the effect.
          if (token.length > 3 && !BARE.has(token) && !exact.has(token) && !heard.has(token)) vocabulary.set(stem(token), token);
        }
      }
    }
  };
  const effectsIn = (tokens, taken) => {
    const corrected = new Map();
    const asked = [...new Set(tokens.filter((token, at) => !taken[at] && !BARE.has(token)).map((token) => {
      const root = stem(token);
      if (vocabulary.has(root) || token.length < 5 || isOrdinary(token) || isNoise(token)) return root;
      let best = [1.7, null];
      for (const [known, word] of vocabulary) {
        if (Math.abs(word.length - token.length) > 2) continue;
        const [whole] = distance(token, word, best[0]);
        if (whole < best[0] && whole / word.length < 0.26) best = [whole, known];
      }
      if (best[1]) corrected.set(token, { word: vocabulary.get(best[1]), score: best[0] });
      return best[1] ?? root;
    }))].filter((token) => vocabulary.has(token) || !isNoise(token));
    if (!asked.length) return { found: [], corrected };
    const scored = effects.map((effect, at) => {
      let best = 0;
      for (const set of [effect.own, ...effect.sets]) {
        const same = asked.filter((token) => set.includes(token)).length;
        if (!same) continue;
        const share = (same / set.length + same / asked.length) / 2;
        const whole = same === asked.length && (asked.length > 1 || set.length === 1 || effect.own.includes(asked[0]));
        if (same === set.length ? same / asked.length >= 0.5 || same > 1 : whole || (same > 1 && share > 0.6)) {
          const own = asked.some((token) => effect.own.includes(token)) ? 0.03 : 0;
          best = Math.max(best, share + (same === set.length ? 0.5 : 0) + same * 0.05 + own);
        }
      }
      return { effect, at, best };
    });
    // Else a word that stands in the name of one side effect only: "rash everywhere".
    if (asked.length < 4 && !scored.some((one) => one.best)) {
      for (const token of asked) {
        const only = scored.filter((one) => one.effect.own.includes(token));
        if (only.length === 1) only[0].best = 0.3;
      }
    }
    const found = scored.filter((one) => one.best).sort((a, b) => b.best - a.best || a.at - b.at);
    return { found: found.filter((one) => one.best > found[0].best - 0.45).slice(0, SHOWN).map((one) => one.effect), corrected };
  };

  // --- the answer ------------------------------------------------------------------------------------------

  const answer = (query) => {
    const tokens = tokensOf(query.slice(0, 200));
    const result = { query: query.trim(), signs: [], names: [], effects: [], section: null, words: tokens.filter((token) => token.length > 1).join(" ") };
    if (!tokens.length) return result;
    result.signs = signsIn(tokens);

    let spans = spansOf(tokens);
    if (spans.some((span) => isShort(span.key))) {
      const taken = covered(tokens, spans);
      if (tokens.some((token, at) => !taken[at] && !isNoise(token))) spans = spans.filter((span) => !isShort(span.key));
    }
    const taken = covered(tokens, spans);
    // The four letters that tell makers of one antibody apart: trastuzumab-anns.
    for (const span of spans) {
      const next = tokens[span.to];
      if (next?.length === 4 && !taken[span.to] && !isOrdinary(next) && /(mab|stim|tecan|sine)$/.test(span.key)) taken[span.to] = true;
    }
    const { found, corrected } = effectsIn(tokens, taken);
    result.effects = found;

    const shown = new Set();
    const add = (kind, entry, typed, score = 0) => {
      if (shown.has(entry.owner)) return;
      shown.add(entry.owner);
      result.names.push({ kind, owner: entry.owner, name: entry.name, nameKind: entry.kind, typed, score });
    };

    // A longer name that the words nearly spell stands before the short name inside it.
    const onward = longer(tokens, spans, taken);
    for (const one of onward.slice(0, 2)) {
      if (one.score <= onward[0].score + MARGIN) add("near", one.entry, one.typed, one.score);
    }
    for (const span of onward.map((one) => one.at)) for (let at = span.from; at < Math.min(span.to + 2, tokens.length); at += 1) taken[at] = true;

    const medicines = new Set();
    for (const span of spans) {
      const typed = tokens.slice(span.from, span.to).join(" ");
      for (const entry of span.found) {
        add(span.how, entry, typed);
        const page = lexicon.pages[entry.owner];
        if (page?.kind === "short") for (const part of page.medicines) add("part", { owner: part, name: lexicon.pages[part].title, kind: "title" }, typed);
        if (page?.kind === "drug") medicines.add(entry.owner);
        // "Taxotere and Cytoxan" is a combination's own name: its medicines, as typed, go with it.
        if (page?.medicines && span.to - span.from > 1) {
          for (let from = span.from; from < span.to; from += 1) {
            for (const inner of exact.get(tokens[from]) ?? []) if (!isShort(inner.key) && lexicon.pages[inner.owner]?.kind === "drug") add("exact", inner, tokens[from]);
          }
        }
      }
    }

    // Words of a side effect or of danger are not a medicine misspelt.
    const blocked = new Set();
    tokens.forEach((token, at) => { if (corrected.has(token) || vocabulary.get(stem(token)) === token) blocked.add(at); });
    const rests = guesses(tokens, taken, new Set([...blocked].filter((at) => !corrected.has(tokens[at]))));
    for (const { hits, typed, from, to } of rests) {
      const slip = to - from === 1 ? corrected.get(tokens[from]) : null;
      const kept = hits.filter((hit, at) => at < 8 && hit.score <= hits[0].score + MARGIN);
      if (slip && slip.score <= hits[0].score + 0.3) continue;
      // A medicine that the guide does not hold, as near as the nearest page or nearer, is said first.
      kept.sort((a, b) => a.score - b.score || (a.entry.owner < 0 ? -1 : b.entry.owner < 0 ? 1 : 0));
      for (const hit of kept.slice(0, SHOWN)) {
        add(letters(hit.entry.key).startsWith(letters(typed.replaceAll(" ", ""))) && hit.entry.kind !== "heard" ? "starts" : "near", hit.entry, typed, hit.score);
        if (lexicon.pages[hit.entry.owner]?.kind === "drug" && hit === kept[0]) medicines.add(hit.entry.owner);
      }
    }

    if (medicines.size > 1) {
      const wanted = [...medicines];
      combinations.filter((one) => wanted.every((medicine) => one.medicines.includes(medicine)))
        .sort((a, b) => a.medicines.length - b.medicines.length || a.page - b.page).slice(0, SHOWN)
        .forEach((one) => add("together", { owner: one.page, name: lexicon.pages[one.page].title, kind: "title" }, ""));
    }

    for (const one of result.names) {
      one.alike = (alike.get(one.owner) ?? []).filter((other) => other.owner !== one.owner);
      one.absent = one.owner < 0 ? absent[-1 - one.owner] : null;
      one.page = one.owner < 0 ? null : lexicon.pages[one.owner];
    }

    // "herceptin side effects" leads to that section of the medicine's page.
    if (result.names[0]?.page?.kind === "drug" || result.names[0]?.page?.kind === "combination") {
      const text = ` ${tokens.join(" ")} `;
      const has = result.names[0].page.sections ?? [];
      result.section = lexicon.sections.find((section, at) => has.includes(at)
        && section.words.some((word) => text.includes(` ${word} `))) ?? null;
    }
    return result;
  };

  const learn = (more) => {
    learnWords(more.ordinary);
    learnEffects(more.effects);
    for (const other of [...alike.values()].flat()) other.why = more.why[other.pair];
    more.notes.forEach((note, at) => { lexicon.pages[at].note = note; });
    more.what.forEach((what, at) => { absent[at].what = what; });
    learned = true;
  };

  return { answer, learn };
};
