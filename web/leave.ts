// Leaving quickly, on pages that need no other script.

import "./elements/peer-leave.ts";
