// What every page of the door has: leaving quickly, and the numbers of another country.

import "./elements/peer-leave.ts";
import "./elements/peer-numbers.ts";
