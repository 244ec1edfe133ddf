/** As the server counts: characters, not the units of UTF-16 that `length` counts. */
export function characterCount(password: string): number {
  return Array.from(password).length;
}

export function isLongEnough(password: string, minLength: number): boolean {
  return characterCount(password) >= minLength;
}
