// A mail as it was laid out, on request only: no script, no style, no pictures, no links, in a frame that may nothing.

import createPurifier from "dompurify";

const FORBIDDEN = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ["style", "form", "input", "button", "select", "textarea", "svg", "math", "img", "picture", "source"],
  FORBID_ATTR: ["style", "class", "id", "href", "src", "srcset", "background", "action", "name", "poster"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

interface Policy {
  createHTML(text: string): string;
}

let made: Policy | undefined;

/** The one way by which text of others becomes markup; its name stands in the page's policy. */
function policy(): Policy {
  const rules: Policy = { createHTML: (text) => createPurifier.sanitize(text, FORBIDDEN) as string };
  const types = (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } })
    .trustedTypes;
  made ??= types ? types.createPolicy("peerline-mail", rules) : rules;
  return made;
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
