// A link in an answer by mail leads to the seeker's page. Its token stands behind #, so that no server log and no referrer
// gets it; the server keeps only its hash (`conversations.models.hash_of_link` makes the same).

import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

const TOKEN = /#go\.([a-z2-7]{26})(?![a-z2-7])/;
/** Stands in an answer in the place of the token, until the answer leaves: so no record and no draft has it. */
export const PLACE = "#go";

/** The token in an address, or in what somebody pasted; "" when there is none. */
export function tokenIn(address: string): string {
  return TOKEN.exec(address)?.[1] ?? "";
}

/** What the server keeps of a token. */
export function hashOfLink(token: string): Uint8Array {
  return sha256(utf8ToBytes(`peerline door link 1\n${token}`));
}

/** An answer as it leaves: the token stands where `page`, the address of the seeker's page, leaves its place for it. */
export function withToken(text: string, page: string, token: string): string {
  return text.replaceAll(placeOf(page), `$&.${token}`);
}

/** Whether an answer has such a place. */
export function hasPlace(text: string, page: string): boolean {
  return page !== "" && placeOf(page).test(text);
}

/** The page may be asked for in a language. */
function placeOf(page: string): RegExp {
  const address = page.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`${address}(\\?language=[\\w-]+)?${PLACE}(?!\\w)`, "g");
}
