/** What of a growing text can be read out: whole sentences behind what has been read already. */
export type Reading = { sentences: string[]; end: number };

// A full stop inside "3.14" or "v1.2" ends nothing, so a sign counts only before a space or the end of a line.
const kSentence = /[^\n]*?(?:[.!?…]["')\]]*(?=\s)|\n)/g;

export function readSentences(text: string, from: number, isFinished: boolean): Reading {
  const sentences: string[] = [];
  let end = from;
  kSentence.lastIndex = from;
  for (let found = kSentence.exec(text); found; found = kSentence.exec(text)) {
    if (found[0] === "") break;
    sentences.push(found[0]);
    end = kSentence.lastIndex;
  }
  if (isFinished && end < text.length) {
    sentences.push(text.slice(end));
    end = text.length;
  }
  return { sentences: sentences.map(spoken).filter(Boolean), end };
}

/** Without the signs of markdown, which a screen reader would spell out. */
function spoken(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+[.)])\s+/g, "")
    .replace(/[*_`~|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
