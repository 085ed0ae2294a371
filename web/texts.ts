// The sentences of an element: they come with the page, as <template data-text="NAME">, already in the reader's
// language. A fact stands in a sentence as {name}.

/** The sentence called `name` that the page gave this element; "" when it gave none. */
export function textOf(element: Element, name: string, facts: Record<string, string | number> = {}): string {
  const template = element.querySelector<HTMLTemplateElement>(`template[data-text="${name}"]`);
  const sentence = template?.content.textContent?.trim() ?? "";
  return sentence.replace(/\{(\w+)\}/g, (whole, fact: string) => String(facts[fact] ?? whole));
}

/** The part of an element that the page marked with data-part. */
export function partOf<Kind extends HTMLElement = HTMLElement>(element: Element, name: string): Kind {
  const found = element.querySelector<Kind>(`[data-part="${name}"]`);
  if (!found) throw new Error(`the page gave no part "${name}"`);
  return found;
}

/** Show one step of several, and bring the reader to its heading. */
export function showStep(element: Element, name: string, focus = true): void {
  for (const step of element.querySelectorAll<HTMLElement>("[data-step]")) step.hidden = step.dataset.step !== name;
  const heading = element.querySelector<HTMLElement>(`[data-step="${name}"] :is(h1, h2)`);
  if (heading && focus) {
    heading.tabIndex = -1;
    heading.focus();
  }
}
