// The pages before the desk: signing in and joining. The desk's own bundle has these elements too.

import "./elements/peer-join.ts";
import "./elements/peer-sign-in.ts";
import "./elements/peer-words.ts";
