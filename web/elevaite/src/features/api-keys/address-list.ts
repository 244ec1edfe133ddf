/** One block a line, or with commas between them. */
export function addressesIn(entered: string): string[] {
  return entered.split(/[\s,]+/).filter((block) => block !== "");
}

/** What is wrong with a list, said by the block it is about: the API names its place in the list. */
export function addressFault(faults: Record<string, string>, blocks: string[]): string | undefined {
  for (const [field, message] of Object.entries(faults)) {
    const place = /^allowed_addresses\[(\d+)\]$/.exec(field)?.[1];
    if (place !== undefined) return `${blocks[Number(place)] ?? ""}: ${message}`;
  }
  return faults["allowed_addresses"];
}
