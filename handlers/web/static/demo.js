// The demo page: one pane at a time where there is no room for all, and the town's clock.

const all = [...document.querySelectorAll("[data-pane]")];
const tabs = [...document.querySelectorAll("[data-tab]")];
const list = document.querySelector("[data-tabs]");
const clock = document.querySelector("[data-clock]");
const time = document.querySelector("[data-time]");
const FIRST_COLUMN = ["amina", "me"];

document.body.classList.add("lively");
list.hidden = false;
for (const button of document.querySelectorAll("[data-show]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    pick(button.dataset.show);
    document.querySelector(`#pane-${button.dataset.show} [data-show]`).focus();
  });
}

function pick(name) {
  for (const pane of all) {
    pane.classList.toggle("unpicked", pane.dataset.pane !== name);
    const beside = FIRST_COLUMN.includes(pane.dataset.pane) && FIRST_COLUMN.includes(name);
    if (beside) pane.classList.toggle("aside", pane.dataset.pane !== name);
  }
  for (const tab of tabs) {
    const is = tab.dataset.tab === name;
    tab.ariaSelected = String(is);
    tab.tabIndex = is ? 0 : -1;
    if (is) tab.querySelector("[data-new]").hidden = true;
  }
  document.dispatchEvent(new CustomEvent("picked"));
}

tabs.forEach((tab, at) => {
  tab.addEventListener("click", () => pick(tab.dataset.tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    pick(next.dataset.tab);
    next.focus();
  });
});

document.addEventListener("came", (event) => {
  const tab = tabs.find((one) => one.dataset.tab === event.target.dataset.pane);
  if (tab.ariaSelected !== "true" && !event.detail.mine) tab.querySelector("[data-new]").hidden = false;
});

document.addEventListener("clock", (event) => (time.textContent = event.detail));
clock.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(clock));
  body.set(event.submitter.name, event.submitter.value);
  const response = await fetch(clock.action, { method: "POST", headers: { accept: "application/json" }, body });
  if (response.ok) time.textContent = await response.text();
});

pick(location.hash.match(/^#latest-(\w+)$/)?.[1] ?? "amina");
