// What the helpers' pages load.

import { sayDone } from "./acting.ts";
import "./elements/peer-bar.ts";
import "./elements/peer-clock.ts";
import "./elements/peer-close.ts";
import "./elements/peer-compose.ts";
import "./elements/peer-conversation.ts";
import "./elements/peer-copy.ts";
import "./elements/peer-files.ts";
import "./elements/peer-find.ts";
import "./elements/peer-holders.ts";
import "./elements/peer-letter.ts";
import "./elements/peer-lock.ts";
import "./elements/peer-mail-key.ts";
import "./elements/peer-offered.ts";
import "./elements/peer-door-link.ts";
import "./elements/peer-past.ts";
import "./elements/peer-person.ts";
import "./elements/peer-queue.ts";
import "./elements/peer-renew.ts";
import "./elements/peer-review.ts";
import "./elements/peer-risk.ts";
import "./elements/peer-sent.ts";
import "./elements/peer-sign-in.ts";
import "./elements/peer-tag.ts";
import "./elements/peer-travels.ts";
import "./elements/peer-words.ts";
import "./elements/peer-writers-key.ts";
import { watchKeys } from "./keyboard.ts";
import { watchNews } from "./news.ts";
import { countDue } from "./tallies.ts";

watchKeys();
watchNews();
void countDue().catch(() => undefined);
sayDone();
