// Single letters for who works at the desk for hours; outside fields only, and they can be switched off (WCAG 2.1.4).

const SWITCH = "peerline-keys";

const ACTS: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  u: () => marked("u")?.click(),
  r: () => document.querySelector<HTMLElement>('peer-compose [data-as="answer"]')?.dispatchEvent(wish("answer")),
  n: () => {
    marked("n")?.click();
    document.querySelector<HTMLElement>('peer-compose [data-as="note"]')?.dispatchEvent(wish("note"));
  },
  v: () => {
    const box = rowBox();
    if (box && !box.checked) box.click();
    // Not pressed: a letter that was hit by chance must not say that a service was asked.
    marked("v")?.focus();
  },
  "/": () => document.dispatchEvent(new Event("peer-find")),
  x: () => rowBox()?.click(),
  w: () => whoOpens(),
  l: () => document.querySelector<HTMLFormElement>("peer-lock form")?.requestSubmit(),
  "?": () => document.querySelector<HTMLDialogElement>("#keys")?.showModal(),
};

export function watchKeys(): void {
  document.addEventListener("keydown", (event) => {
    const act = ACTS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return;
    if (localStorage.getItem(SWITCH) === "off" && event.key !== "?") return;
    event.preventDefault();
    act();
  });
  const box = document.querySelector<HTMLInputElement>("#keys-on");
  if (!box) return;
  box.checked = localStorage.getItem(SWITCH) !== "off";
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "off");
  });
}

function wish(as: string): CustomEvent<string> {
  return new CustomEvent("peer-write", { bubbles: true, detail: as });
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

function move(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  const target = next?.tabIndex === -1 && next.hasAttribute("tabindex") ? next : next?.querySelector("a");
  (target as HTMLElement | undefined)?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The box of the row in which one is. */
function rowBox(): HTMLInputElement | null {
  const row = document.activeElement?.closest("[data-row]");
  return row?.querySelector<HTMLInputElement>('input[type="checkbox"]') ?? null;
}

/** What a page has marked for a key. */
function marked(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-key="${key}"]`);
}

function whoOpens(): void {
  const who = document.querySelector<HTMLDetailsElement>('[data-part="who"] details');
  if (!who) return;
  who.open = !who.open;
  who.querySelector("summary")?.focus();
}
