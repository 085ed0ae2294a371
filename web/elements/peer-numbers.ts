// The emergency numbers of another country, without loading the page anew: what somebody has written stays.
// Parts: list, form (with a field named country), status. Texts: failed. Attributes: language.

import { partOf, textOf } from "../texts.ts";

interface Told {
  numbers: { number: string; service: string }[];
}

export class PeerNumbers extends HTMLElement {
  connectedCallback(): void {
    // Before its parts are there: the script does not wait for the page.
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#show();
    });
  }

  async #show(): Promise<void> {
    const country = this.querySelector<HTMLSelectElement>('[name="country"]')?.value ?? "";
    const asked = new URLSearchParams({ country, language: this.getAttribute("language") ?? "" });
    const answer = await fetch(`/api/door/numbers?${asked}`, { credentials: "omit" }).catch(() => null);
    const status = partOf(this, "status");
    status.classList.toggle("hide", Boolean(answer?.ok));
    if (!answer?.ok) {
      status.textContent = textOf(this, "failed");
      return;
    }
    const { numbers } = (await answer.json()) as Told;
    partOf(this, "list").replaceChildren(...numbers.map(row));
    status.textContent = numbers.map((one) => `${one.number} ${one.service}`).join(", ");
    this.querySelector("details")?.removeAttribute("open");
    this.querySelector("a")?.focus();
  }
}

function row({ number, service }: Told["numbers"][number]): HTMLElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `tel:${number}`;
  const strong = document.createElement("b");
  const own = document.createElement("bdi");
  own.textContent = number;
  strong.append(own);
  link.append(strong, service ? ` ${service}` : "");
  item.append(link);
  return item;
}

customElements.define("peer-numbers", PeerNumbers);
