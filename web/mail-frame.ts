// A mail as it was laid out, on request only: no script, no style, no pictures, nothing to press, in a frame that may
// nothing. Where a link would lead stands behind its words, because what the words say need not be true.

import createPurifier, { type Config, type DOMPurify } from "dompurify";

// The list of peerline/channels/mail/html.py without pictures; a test compares the two.
const TAGS =
  "a abbr address b bdi bdo big blockquote br caption center cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 " +
  "h4 h5 h6 hr i ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt " +
  "u ul var wbr";
const ATTRIBUTES = "colspan dir href lang rowspan start title";

const ALLOWED: Config = {
  ALLOWED_TAGS: TAGS.split(" "),
  ALLOWED_ATTR: ATTRIBUTES.split(" "),
  ALLOWED_URI_REGEXP: /^\s*(?:https?|mailto):/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

interface Policy {
  createHTML(text: string): string;
}

let made: Policy | undefined;

/** The one way by which text of others becomes markup; its name stands in the page's policy. */
function policy(): Policy {
  if (made) return made;
  const purifier = createPurifier(window);
  purifier.addHook("afterSanitizeAttributes", showTarget);
  const rules: Policy = { createHTML: (text) => clean(purifier, text) };
  const types = (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  made = types ? types.createPolicy("peerline-mail", rules) : rules;
  return made;
}

function clean(purifier: DOMPurify, text: string): string {
  return purifier.sanitize(text, ALLOWED) as string;
}

/** Take the address from a link and write behind its words where it leads: the host in its true letters. */
function showTarget(element: Element): void {
  const href = element.getAttribute("href");
  if (href === null) return;
  element.removeAttribute("href");
  const target = targetOf(href);
  if (!target || element.textContent?.trim().toLowerCase() === target) return;
  const shown = element.ownerDocument.createElement("bdi");
  shown.textContent = ` [${target}]`;
  element.append(shown);
}

/** The host of an address, or whom it would write to; "" when it is neither. */
export function targetOf(href: string): string {
  try {
    const { protocol, host, pathname } = new URL(href);
    if (protocol === "mailto:") return decodeURIComponent(pathname).toLowerCase();
    return protocol === "https:" || protocol === "http:" ? host.toLowerCase() : "";
  } catch {
    return "";
  }
}

/** The frame. */
export function mailFrame(html: string, title: string): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "");
  frame.referrerPolicy = "no-referrer";
  frame.title = title;
  frame.srcdoc = policy().createHTML(html);
  return frame;
}
