/** Where a link of an answer may lead. An answer is written by a model out of what it has read: nobody vouches for it. */
const kLinkSchemes = new Set(["http:", "https:", "mailto:", "tel:"]);

/** Pictures come with the answer or not at all: fetching one would tell its server who reads what. */
const kPicture = /^data:image\/(png|jpeg|gif|webp|avif);base64,[a-z0-9+/=\s]+$/i;

// Browsers drop these before they read a scheme: "java\nscript:" is a script.
// eslint-disable-next-line no-control-regex -- they are what is sought
const kIgnored = /[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** The address if it is safe to follow, else null. A path stays in this app. */
export function safeLink(address: string): string | null {
  if (kIgnored.test(address.trim()) || address.includes("\\")) return null;
  const trimmed = address.trim();
  if (/^[/#](?!\/|%5c)/i.test(trimmed)) return trimmed;
  try {
    const url = new URL(trimmed);
    return kLinkSchemes.has(url.protocol) && !url.username && !url.password ? trimmed : null;
  } catch {
    return null;
  }
}

export function safePicture(address: string): string | null {
  return kPicture.test(address.trim()) ? address.trim() : null;
}
