// Asking our own server: JSON in, JSON out, with the CSRF token of the page. No other address is ever asked.

/** What the server refused, in a sentence for people. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, sentence: string, status: number) {
    super(sentence);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
  }
}

let token = "";

/** Use this token from now on: a new session has begun. */
export function renewToken(csrf: string): void {
  token = csrf;
}

/** Send an object. Throws Refusal for a refusal, and with status 0 when nobody answered. */
export async function post<Answer>(path: string, data: unknown): Promise<Answer> {
  return send<Answer>(path, JSON.stringify(data), "application/json");
}

/** Send fields as a form does. */
export async function postFields<Answer>(path: string, fields: Record<string, string>): Promise<Answer> {
  return send<Answer>(path, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
}

async function send<Answer>(path: string, body: string, type: string): Promise<Answer> {
  const headers = { "Content-Type": type, Accept: "application/json", "X-CSRFToken": pageToken() };
  let response: Response;
  try {
    response = await fetch(path, { method: "POST", headers, body, credentials: "same-origin" });
  } catch {
    throw new Refusal("no-answer", "", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error ?? "error", answer.sentence ?? "", response.status);
  if (answer.csrf) renewToken(answer.csrf);
  return answer as Answer;
}

function pageToken(): string {
  if (!token) {
    const me = document.getElementById("me")?.textContent;
    const field = document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]');
    token = (me ? JSON.parse(me)?.csrf : "") || field?.value || "";
  }
  return token;
}
