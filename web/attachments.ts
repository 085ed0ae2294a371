// Attachments: nothing is fetched or opened before somebody asks. Pictures open blurred; all else is only saved.

import type { Conversation } from "./conversation.ts";
import { getBytes } from "./fetching.ts";
import type { Attached } from "./files.ts";
import { type Body, openAttachment } from "./seal/index.ts";
import { sizeInWords } from "./sizes.ts";
import { iconOf, textOf } from "./texts-of-letters.ts";

type Attachment = Body["attachments"][number];
/** What a row says of an attachment; `ref`: none for one that was inside an encrypted mail. */
type Shown = { ref?: string; name: string; type: string; bytes: number };

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

/** All attachments of a message, opened and checked, as files. Throws when one is not what the message says. */
export async function openedFiles(conversation: Conversation, body: Body): Promise<Attached[]> {
  const opening = body.attachments.map((one) => openedData(conversation, body, one));
  return (await Promise.all(opening)).map((data, at) => {
    const { name = "", type = "" } = body.attachments[at] ?? {};
    return { name, type, data };
  });
}

/** A row with the button that opens or saves one attachment; `load` gives what is in it, or throws. */
export function attachmentRow(one: Shown, load: () => Promise<Uint8Array<ArrayBuffer>>): HTMLElement {
  const row = document.createElement("div");
  const button = document.createElement("button");
  const picture = PICTURES.has(one.type);
  const facts = { name: one.name || one.ref?.slice(0, 6) || one.type, type: one.type, size: sizeInWords(one.bytes) };
  button.type = "button";
  button.className = "cdx-button";
  button.append(iconOf(picture ? "image" : "download"), textOf(picture ? "picture" : "download", facts));
  const hint = document.createElement("span");
  hint.className = "small soft";
  hint.textContent = textOf(picture ? "blurred" : "download-more");
  button.addEventListener("click", () => void show());
  row.append(button, " ", hint);
  return row;

  async function show(): Promise<void> {
    try {
      const data = await load();
      if (picture) row.replaceChildren(...drawn(data, one));
      else save(data, one.name);
    } catch {
      hint.textContent = textOf("attachment-broken");
    }
  }
}

/** One attachment of a message, opened and checked. Throws when it is not what the message says. */
export async function openedData(
  conversation: Conversation,
  body: Body,
  one: Attachment,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await getBytes(`/api/attachments/${one.ref}`);
  const identity = await conversation.identity(body.keyEpoch);
  const data = new Uint8Array(await openAttachment(identity, sealed, body.conversation, body.message, one.ref));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (data.length !== one.bytes || hex !== one.sha256) throw new Error("not what the message says");
  return data;
}

function drawn(data: Uint8Array<ArrayBuffer>, one: Shown): Node[] {
  const image = document.createElement("img");
  image.className = "picture blurred";
  image.alt = one.name;
  image.src = URL.createObjectURL(new Blob([data], { type: one.type }));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "cdx-button cdx-button--weight-quiet";
  button.textContent = textOf("clear");
  button.addEventListener("click", () => {
    image.classList.remove("blurred");
    button.remove();
  });
  return [image, button];
}

function save(data: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement("a");
  // Never a type that a browser would open by itself.
  link.href = URL.createObjectURL(new Blob([data], { type: "application/octet-stream" }));
  link.download = name.replace(/[\\/\p{Cc}\p{Cf}]/gu, "_") || "attachment";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
