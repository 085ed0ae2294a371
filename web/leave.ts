// What every page of the door has: leaving quickly, and the numbers of another country. A file by itself, asked for
// before all others and waiting for none: who is surprised in the first second has to be able to leave.

import "./elements/peer-leave.ts";
import "./elements/peer-numbers.ts";
