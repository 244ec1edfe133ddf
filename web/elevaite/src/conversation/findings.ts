/** What the result of a step brings along for the answer: files that it made, sources that it names. */
import type { ChatPart } from "./chat-message";
import type { MessageFile } from "./message-file";

/** Without an address it is a document that cannot be opened from here; then there is a passage of it, or its id. */
export type Source = {
  url: string | null;
  title: string;
  document: string;
  mediaType: string;
  /** Where in it, in words. */
  place: string;
  passage: string;
};

const kDeepest = 4;
const kMostLooked = 200;
const kMostFiles = 10;
const kMostSources = 50;
const kMostCharacters = 4000;
const kUnknownType = "application/octet-stream";

type Loose = Record<string, unknown>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;

/** The reference to a file that the nodes which make files answer. */
export function madeFile(value: unknown): MessageFile | null {
  if (!isObject(value)) return null;
  const { file_id: id, name, content_type: type, size } = value;
  const isFile = typeof id === "string" && id.startsWith("file_") && typeof name === "string";
  if (!isFile || typeof type !== "string" || typeof size !== "number") return null;
  return { id, name, type, size, isGone: false };
}

export function filesIn(value: unknown, depth = 0): MessageFile[] {
  if (depth > kDeepest || !isObject(value)) return [];
  const file = madeFile(value);
  if (file) return [file];
  const inner = Object.values(value).slice(0, kMostLooked);
  return inner.flatMap((entry) => filesIn(entry, depth + 1)).slice(0, kMostFiles);
}

/** Only what a tool declares as its sources, and what can be looked at. */
export function sourcesIn(value: unknown): Source[] {
  const list = isObject(value) ? value["sources"] : undefined;
  if (!Array.isArray(list)) return [];
  const sources: Source[] = [];
  for (const entry of list.slice(0, kMostSources) as unknown[]) {
    const source = isObject(entry) ? sourceOf(entry) : null;
    if (source) sources.push(source);
  }
  return sources;
}

const wordsOf = (value: unknown) => (typeof value === "string" ? value.slice(0, kMostCharacters) : "");

function sourceOf(entry: Loose): Source | null {
  const url = wordsOf(entry["url"]);
  if (url && !/^https?:\/\//.test(url)) return null;
  const document = wordsOf(entry["document_id"]);
  const passage = wordsOf(entry["passage"]);
  const title = wordsOf(entry["title"]) || url || document;
  if (!title || !(url || document || passage)) return null;
  const mediaType = wordsOf(entry["media_type"]);
  return { url: url || null, title, document, mediaType, place: wordsOf(entry["place"]), passage };
}

/** Several passages of one document are as many sources; a page on the web is one. */
export function keyOfSource({ url, title, document, place, passage }: Source): string {
  return url ?? JSON.stringify([document, title, place, passage]);
}

type SourcePart = Extract<ChatPart, { type: "source-url" | "source-document" }>;

/** As the AI SDK has it; what the protocol has no field for goes with it as metadata. */
export function sourcePart(source: Source, number: number): SourcePart {
  const { url, title, mediaType, document, place, passage } = source;
  const ours = {
    ...(document ? { document_id: document } : {}),
    ...(place ? { place } : {}),
    ...(passage ? { passage } : {}),
  };
  const about = {
    sourceId: `source-${number}`,
    title,
    ...(Object.keys(ours).length > 0 ? { providerMetadata: { elevaite: ours } } : {}),
  };
  if (url !== null) return { type: "source-url", url, ...about };
  return { type: "source-document", mediaType: mediaType || kUnknownType, ...about };
}

/** What a part says, of this stream or of another: only the id and the type are certain. */
export function sourceOfPart(part: Record<string, unknown>): Source | null {
  const ours = isObject(part["providerMetadata"]) ? part["providerMetadata"]["elevaite"] : null;
  const about = isObject(ours) ? ours : {};
  const url = part["type"] === "source-url" ? wordsOf(part["url"]) : "";
  if (part["type"] === "source-url" && !url) return null;
  return {
    url: url || null,
    title: wordsOf(part["title"]) || wordsOf(part["filename"]) || url || wordsOf(part["sourceId"]),
    document: wordsOf(about["document_id"]),
    mediaType: wordsOf(part["mediaType"]),
    place: wordsOf(about["place"]),
    passage: wordsOf(about["passage"]),
  };
}
