// What is known of who sent a mail, as names of sentences: one that says whether anybody vouches, then what is odd.

const VOUCHED = new Set(["dkim", "spf", "arc", "front"]);
// In the order of the door's words; each is the name of a sentence behind "sender-".
const ODD = ["several-senders", "address-in-name", "looks-like-us", "in-our-name", "part-unsigned", "claims-our-word"];

/** The names of the sentences for a body's `sender`; none for what did not come by mail. */
export function senderSentences(sender: unknown): string[] {
  if (typeof sender !== "object" || sender === null) return [];
  const { verified, how, problems } = sender as Record<string, unknown>;
  const said: unknown[] = Array.isArray(problems) ? problems : [];
  const odd = ODD.filter((word) => said.includes(word)).map((word) => `sender-${word}`);
  return [vouching(verified === true, how, said), ...odd];
}

function vouching(verified: boolean, how: unknown, problems: unknown[]): string {
  if (how === "practice") return "sender-practice";
  if (verified && VOUCHED.has(String(how))) return "sender-vouched";
  if (problems.includes("policy-refuses")) return "sender-refused";
  return problems.includes("not-checked") ? "sender-unchecked" : "sender-anybody";
}
