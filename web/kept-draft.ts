// What somebody is writing, sealed to their own key, in this tab only: a lock or a lost connection takes nothing.

import { fromBase64, type Keyring, toBase64 } from "./keyring.ts";
import { pad, seal, unseal } from "./seal/index.ts";

export interface Kept {
  answer: string;
  note: string;
}

const name = (conversation: string) => `draft:${conversation}`;

/** Keep it; nothing is kept of nothing. */
export async function keepDraft(keyring: Keyring, conversation: string, kept: Kept): Promise<void> {
  if (!kept.answer && !kept.note) return sessionStorage.removeItem(name(conversation));
  const plain = pad(new TextEncoder().encode(JSON.stringify(kept)));
  sessionStorage.setItem(name(conversation), toBase64(await seal(await keyring.recipient(), plain)));
}

/** What was kept; nothing when it is another member's or damaged. */
export async function keptDraft(keyring: Keyring, conversation: string): Promise<Kept> {
  const stored = sessionStorage.getItem(name(conversation));
  if (!stored) return { answer: "", note: "" };
  try {
    const plain = await keyring.open((identity) => unseal(identity, fromBase64(stored)));
    return JSON.parse(new TextDecoder().decode(plain)) as Kept;
  } catch {
    return { answer: "", note: "" };
  }
}

/** What was kept, and behind it what somebody wrote before that was there. */
export function joined(kept: Kept, written: Kept): Kept {
  const both = (as: keyof Kept) => [kept[as], written[as]].filter(Boolean).join("\n\n");
  return { answer: both("answer"), note: both("note") };
}
