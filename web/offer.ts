// The page on which somebody offers help.

import "./elements/peer-offer.ts";
