// Asking our own server for what is stored: JSON and sealed bytes.

import { Refusal } from "./post.ts";

/** JSON. `unattended`: the page asks by itself, so it is no sign of life. Throws Refusal. */
export async function getJson<Answer>(path: string, unattended = false): Promise<Answer> {
  const response = await get(path, unattended ? { "X-Peerline-Unattended": "yes" } : {});
  return (await response.json()) as Answer;
}

/** Bytes. Throws Refusal. */
export async function getBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await get(path, {})).arrayBuffer());
}

async function get(path: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    // The address of the page names a conversation; not everything that is asked for may.
    response = await fetch(path, { headers, credentials: "same-origin", cache: "no-store", referrerPolicy: "origin" });
  } catch {
    throw new Refusal("no-answer", "", 0);
  }
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw new Refusal(answer.error ?? "error", answer.sentence ?? "", response.status);
  }
  return response;
}
