/** A file of a message: what somebody attached, or what an answer made. */
import type { ChatMessage, ChatPart } from "./chat-message";

export type MessageFile = {
  id: string;
  name: string;
  type: string;
  size: number;
  /** Somebody has deleted it. */
  isGone: boolean;
};

export type FilePart = Extract<ChatPart, { type: "file" }>;

/** As many can come with a message. */
export const kMostFiles = 10;
/** Larger pictures are not drawn small: they would be loaded as a whole. */
const kMostPictureBytes = 8_000_000;
const kPictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

export function isPicture({ type, size }: MessageFile): boolean {
  return kPictures.has(type) && size <= kMostPictureBytes;
}

export function partOf({ id, name, type, size, isGone }: MessageFile): FilePart {
  return {
    type: "file",
    mediaType: type,
    filename: name,
    url: `/v1/files/${id}/content`,
    // The AI SDK takes an address and a type out of a stream, and drops the name.
    providerMetadata: { elevaite: { file_id: id, filename: name, size, is_gone: isGone } },
  };
}

/** Null for a part that is no file of ours. */
export function fileOf(part: ChatPart): MessageFile | null {
  if (part.type !== "file") return null;
  const { file_id, filename, size, is_gone } = part.providerMetadata?.["elevaite"] ?? {};
  if (typeof file_id !== "string") return null;
  return {
    id: file_id,
    name: part.filename ?? (typeof filename === "string" ? filename : file_id),
    type: part.mediaType,
    size: typeof size === "number" ? size : 0,
    isGone: is_gone === true,
  };
}

export function filesOf({ parts }: Pick<ChatMessage, "parts">): MessageFile[] {
  return parts.map(fileOf).filter((file) => file !== null);
}

/** A part as the server keeps it. */
export function fileFromStored(part: Record<string, unknown>): MessageFile | null {
  const { file_id: id, filename, mediaType, size, is_gone } = part;
  if (typeof id !== "string") return null;
  return {
    id,
    name: typeof filename === "string" ? filename : id,
    type: typeof mediaType === "string" ? mediaType : "application/octet-stream",
    size: typeof size === "number" ? size : 0,
    isGone: is_gone === true,
  };
}
