// Whether something new came, asked quietly every half minute while the page is seen. A dot, never a sound.

import { getJson } from "./fetching.ts";
import { me } from "./keyring.ts";

export interface News {
  waiting: number;
  mine: number;
  review: number;
  newest: string;
  /** Aliases of who else is writing in the conversation of this page. */
  writing: string[];
}

const ASK_SECONDS = 30;
const SEEN = "peerline-seen";

/** Start asking; each answer is fired on the document as "peer-news". */
export function watchNews(): void {
  if (!me()) return;
  void ask();
  setInterval(() => void ask(), ASK_SECONDS * 1000);
  document.addEventListener("visibilitychange", () => void ask());
}

async function ask(): Promise<void> {
  if (document.hidden) return;
  const offline = document.querySelector<HTMLElement>('[data-part="offline"]');
  try {
    const news = await getJson<News>(`/api/queue${ofThisPage()}`, true);
    if (offline) offline.hidden = true;
    show(news);
    document.dispatchEvent(new CustomEvent<News>("peer-news", { detail: news }));
  } catch {
    if (offline) offline.hidden = false;
  }
}

/** On the page of a conversation it is also asked who else is writing there. */
function ofThisPage(): string {
  const text = document.querySelector("peer-compose") && document.getElementById("conversation")?.textContent;
  return text ? `?conversation=${(JSON.parse(text) as { ref: string }).ref}` : "";
}

function show(news: News): void {
  // Who looks at the queue has seen it.
  const queue = document.querySelector<HTMLElement>("peer-queue");
  if (queue && !queue.dataset.newest) markSeen(news.newest);
  const dot = document.querySelector<HTMLElement>('[data-news="queue"]');
  if (dot) dot.hidden = news.newest <= (sessionStorage.getItem(SEEN) ?? "");
  const review = document.querySelector<HTMLElement>('[data-news="review"]');
  if (review) {
    review.hidden = news.review === 0;
    review.textContent = String(news.review);
  }
}

/** The queue as it stands was shown. */
export function markSeen(newest: string): void {
  sessionStorage.setItem(SEEN, newest);
}
