// The seeker's page.

import "./elements/peer-door.ts";
import "./elements/peer-write.ts";
import "./elements/peer-code.ts";
import "./elements/peer-back.ts";
import "./elements/peer-talk.ts";
import "./elements/peer-mail.ts";
import "./elements/peer-notice.ts";
import "./elements/peer-link.ts";
import "./elements/peer-asked.ts";
