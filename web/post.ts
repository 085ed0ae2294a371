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

/** So long nothing may be heard of what is sent. */
const SILENT_MS = 60_000;

let token = "";

/** Use this token from now on: a new session has begun. */
export function renewToken(csrf: string): void {
  token = csrf;
}

/** Send an object. Throws Refusal for a refusal, and with status 0 when nobody answered. */
export async function post<Answer>(path: string, data: unknown): Promise<Answer> {
  return send<Answer>(path, JSON.stringify(data), "application/json");
}

/** The same for what is large, and say how much of it has reached the server, from 0 to 1. `stop` ends it. */
export async function postLarge<Answer>(
  path: string,
  data: unknown,
  told: (share: number) => void,
  stop?: AbortSignal,
): Promise<Answer> {
  const request = new XMLHttpRequest();
  request.open("POST", path);
  for (const [name, value] of Object.entries(headersFor("application/json"))) request.setRequestHeader(name, value);
  request.responseType = "json";
  let silent = 0;
  const heard = () => {
    clearTimeout(silent);
    silent = window.setTimeout(() => request.abort(), SILENT_MS);
  };
  request.upload.onprogress = (event) => {
    heard();
    told(event.loaded / Math.max(1, event.total));
  };
  const end = () => request.abort();
  stop?.addEventListener("abort", end);
  return new Promise((resolve, reject) => {
    request.onerror = () => reject(new Refusal("no-answer", "", 0));
    request.onabort = request.onerror;
    request.onloadend = () => {
      clearTimeout(silent);
      stop?.removeEventListener("abort", end);
    };
    request.onload = () => {
      const answer = request.response ?? {};
      if (request.status < 300) resolve(answer);
      else reject(new Refusal(answer.error ?? "error", answer.sentence ?? "", request.status));
    };
    heard();
    request.send(JSON.stringify(data));
  });
}

/** Send fields as a form does. */
export async function postFields<Answer>(path: string, fields: Record<string, string>): Promise<Answer> {
  return send<Answer>(path, new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded");
}

async function send<Answer>(path: string, body: string, type: string): Promise<Answer> {
  const headers = headersFor(type);
  let response: Response;
  try {
    // The address of the page names a conversation; not everything that is said may.
    response = await fetch(path, {
      method: "POST",
      headers,
      body,
      credentials: "same-origin",
      referrerPolicy: "origin",
    });
  } catch {
    throw new Refusal("no-answer", "", 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error ?? "error", answer.sentence ?? "", response.status);
  if (answer.csrf) renewToken(answer.csrf);
  return answer as Answer;
}

function headersFor(type: string): Record<string, string> {
  return { "Content-Type": type, Accept: "application/json", "X-CSRFToken": pageToken() };
}

function pageToken(): string {
  if (!token) {
    const me = document.getElementById("me")?.textContent;
    const field = document.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]');
    token = (me ? JSON.parse(me)?.csrf : "") || field?.value || "";
  }
  return token;
}
