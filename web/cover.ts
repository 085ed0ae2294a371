// What is likely hard to read stands blurred, and is not read out, until somebody wants to see it.

import { drawNotice, paragraph } from "./drawing.ts";
import { hardOf } from "./hard.ts";
import type { Body } from "./seal/index.ts";
import { partOf } from "./texts.ts";
import { textOf } from "./texts-of-letters.ts";

/** Cover a letter that is drawn, if it has to be; again, when more of it is known. `files`: inside an encrypted mail. */
export function coverWhatIsHard(letter: HTMLElement, body: Body, files: { type: string }[] = []): void {
  const kinds = hardOf(body, files);
  letter.querySelector('[data-part="cover"]')?.remove();
  if (!kinds.length) return;
  const notice = drawNotice(`hard-${kinds[0]}`, true);
  notice.dataset.part = "cover";
  notice.append(...kinds.slice(1).map((kind) => paragraph(textOf(`hard-${kind}`))));
  letter.querySelector(".letter > header")?.after(notice);
  // Pictures open blurred as it is.
  if (kinds[0] === "picture") return;
  const covered = [...letter.querySelectorAll<HTMLElement>(".subject, .said")];
  const row = document.createElement("p");
  row.append(
    showButton(() => {
      covered.forEach(uncover);
      notice.remove();
      const said = partOf(letter, "said");
      said.tabIndex = -1;
      said.focus();
    }),
  );
  notice.append(paragraph(textOf("hard-hidden")), row);
  covered.forEach(cover);
}

function showButton(show: () => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cdx-button";
  button.textContent = textOf("hard-show");
  button.addEventListener("click", show);
  return button;
}

function cover(one: HTMLElement): void {
  one.inert = true;
  one.ariaHidden = "true";
}

function uncover(one: HTMLElement): void {
  one.inert = false;
  one.ariaHidden = null;
}
