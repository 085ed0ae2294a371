// What signing in and joining load.

import './elements/peer-join.ts';
import './elements/peer-sign-in.ts';
import './elements/peer-words.ts';
