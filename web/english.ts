// The list that members' codes and printed sheets are spelled by.

import words from "../peerline/seal/words/en.txt";
import { WordList } from "./seal/index.ts";

export const ENGLISH = new WordList(words);
