// The chat, made quicker: replies as they come, sending without a reload. Every page works without this file.

const SOON = 400; // ms in which what is shown is gathered before we say it was looked at
const SLOW = 4000; // ms until a lost line is worth a word
const panes = new Map([...document.querySelectorAll("[data-pane]")].map((root) => [root.dataset.pane, new_pane(root)]));
let source;
let slow;

function new_pane(root) {
  const pane = {
    root,
    name: root.dataset.pane,
    log: root.querySelector("[data-log]"),
    scroller: root.querySelector("[data-scroll]"),
    status: root.querySelector("[data-status]"),
    notice: root.querySelector("[data-notice]"),
    form: root.querySelector('[data-form="write"]'),
    at: root.dataset.at,
    shown: root.dataset.at,
    known: "known" in root.dataset,
  };
  root.addEventListener("submit", (event) => {
    const is_ours = event.target.matches("[data-form]");
    if (!is_ours || !event.submitter) return; // a browser that does not say what was pressed sends it by itself
    event.preventDefault();
    send(pane, event.target, event.submitter);
  });
  const box = pane.form.elements.text;
  box.addEventListener("keydown", (event) => {
    const by_keyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !by_keyboard) return;
    event.preventDefault();
    if (box.value.trim()) pane.form.querySelector(".send").click();
  });
  to_the_end(pane, "instant");
  return pane;
}

// ---- sending

async function send(pane, form, submitter, again = true) {
  if (form.ariaBusy === "true") return;
  busy(form, true);
  say(pane, pane.root.dataset.sending);
  const sent = filled_in(form, submitter);
  let answer = null;
  let ok = false;
  try {
    const response = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body: sent });
    answer = await response.json();
    ok = response.ok;
  } catch {
    answer = null;
  }
  busy(form, false);
  if (ok) return sent_well(pane, form, answer);
  if (answer?.token && again) {
    // The page had outlived its cookie: carry the new token, and send the same once more.
    for (const field of document.querySelectorAll('input[name="token"]')) field.value = answer.token;
    return send(pane, form, submitter, false);
  }
  complain(pane, answer?.notice);
}

function sent_well(pane, form, answer) {
  if (answer.reload) return location.reload(); // this is another chat from here on: they asked to be forgotten
  pane.notice.replaceChildren();
  say(pane, pane.root.dataset.sent);
  form.elements.event.value = new_event();
  if (form === pane.form) form.elements.text.value = "";
  answer.messages.forEach(show);
  if (!pane.known) {
    pane.known = true;
    listen();
  }
}

function complain(pane, notice) {
  say(pane, "");
  if (notice) {
    pane.notice.innerHTML = notice; // made by our own templates, which escape
  } else {
    const words = document.createElement("p");
    words.className = "notice";
    words.textContent = pane.root.dataset.offline;
    pane.notice.replaceChildren(words);
  }
}

function filled_in(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  return fields;
}

function busy(form, is) {
  form.ariaBusy = String(is);
  for (const button of form.querySelectorAll("button")) button.ariaDisabled = is ? "true" : null;
}

function new_event() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(pane, words) {
  pane.status.textContent = words;
}

// ---- showing

function show(message) {
  const pane = panes.get(message.pane);
  if (later(message.at, pane.at)) pane.at = message.at;
  const there = document.getElementById(`m-${pane.name}-${message.id}`);
  const fresh = built(message.html);
  if (there && there.dataset.at === message.at) return; // it came by two ways
  if (!fresh) return there?.remove();
  fresh.dataset.at = message.at;
  if (there) {
    replace(there, fresh);
  } else {
    add(pane, fresh);
  }
  looked_soon(pane);
  pane.root.dispatchEvent(new CustomEvent("came", { bubbles: true, detail: { mine: fresh.matches(".mine") } }));
}

function built(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html; // made by our own templates, which escape
  return holder.content.firstElementChild;
}

function replace(there, fresh) {
  const held = there.contains(document.activeElement) ? document.activeElement.value : null;
  there.replaceWith(fresh);
  fresh.classList.add("changed");
  if (held !== null) (fresh.querySelector(`button[value="${CSS.escape(held ?? "")}"]`) ?? fresh).focus({ preventScroll: true });
}

function add(pane, fresh) {
  const near = near_the_end(pane) || fresh.matches(".mine");
  for (const first of pane.root.querySelectorAll(".first")) first.remove();
  pane.root.querySelector(".welcome")?.classList.add("small");
  fresh.classList.add("arriving");
  pane.log.append(fresh);
  if (near) to_the_end(pane);
}

function near_the_end(pane) {
  const box = pane.scroller ?? document.documentElement;
  return box.scrollHeight - box.scrollTop - box.clientHeight < 320;
}

function to_the_end(pane, behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth") {
  const last = pane.log.lastElementChild;
  if (!last) return;
  if (pane.scroller) pane.scroller.scrollTo({ top: pane.scroller.scrollHeight, behavior });
  else last.scrollIntoView({ block: "nearest", behavior });
}

function later(one, other) {
  const [moment, count] = one.split("-").map(Number);
  const [moment2, count2] = other.split("-").map(Number);
  return moment > moment2 || (moment === moment2 && count > count2);
}

// ---- saying that it was looked at

function looked_soon(pane) {
  clearTimeout(pane.looking);
  pane.looking = setTimeout(() => looked(pane), SOON);
}

async function looked(pane) {
  if (document.hidden || !pane.root.offsetParent || !later(pane.at, pane.shown)) return;
  const until = pane.at;
  const body = filled_in(pane.form);
  body.delete("text");
  body.set("until", until);
  try {
    const response = await fetch("/looked", { method: "POST", body });
    if (response.ok) pane.shown = until;
  } catch {
    looked_soon(pane);
  }
}

document.addEventListener("visibilitychange", () => panes.forEach(looked_soon));
document.addEventListener("picked", () => panes.forEach((pane) => (looked_soon(pane), to_the_end(pane, "instant"))));

// ---- listening

function listen() {
  source?.close();
  const positions = [...panes.values()].filter((pane) => pane.known).map((pane) => [pane.name, pane.at]);
  if (!positions.length && !document.querySelector("[data-clock]")) return;
  source = new EventSource(`/events?${new URLSearchParams(positions)}`);
  source.addEventListener("open", () => {
    clearTimeout(slow);
    reconnecting(false);
  });
  source.addEventListener("message", (event) => show(JSON.parse(event.data)));
  source.addEventListener("clock", (event) => document.dispatchEvent(new CustomEvent("clock", { detail: event.data })));
  source.addEventListener("error", () => {
    clearTimeout(slow);
    slow = setTimeout(() => reconnecting(true), SLOW);
    // A browser tries again by itself unless it was turned away.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, SLOW);
  });
}

function reconnecting(is) {
  for (const pane of panes.values()) {
    const words = pane.root.dataset.reconnecting;
    if (is) say(pane, words);
    else if (pane.status.textContent === words) say(pane, "");
  }
}

for (const leave of document.querySelectorAll("[data-leave]")) {
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    document.title = "…";
    location.replace(leave.href); // the way back does not lead here
  });
}

addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // kept by the browser as it was: show it as it is
});
listen();
