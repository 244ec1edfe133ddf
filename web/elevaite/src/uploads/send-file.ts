import { kEngineApi, networkProblem, problemOf } from "@elevaite/shared/api";
import { session } from "@elevaite/shared/session";

import type { File as StoredFile } from "@/queries/files";

type Options = { signal: AbortSignal; onProgress: (sent: number) => void };
type Answer = { status: number; body: unknown };

/** Uploads a file as it lies on the disk. XMLHttpRequest, because fetch does not tell how far it has come. */
export async function sendFile(file: File, options: Options): Promise<StoredFile> {
  const token = await session.accessToken();
  let answer = await sendOnce(file, token, options);
  if (answer.status === 401) {
    answer = await sendOnce(file, await session.accessToken(token), options, true);
  }
  return answer.body as StoredFile;
}

function sendOnce(
  file: File,
  token: string,
  { signal, onProgress }: Options,
  isLast = false,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${kEngineApi}/v1/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const { status } = request;
      const body = bodyOf(request.responseText);
      const isAccepted = status >= 200 && status < 300;
      if (isAccepted || (status === 401 && !isLast)) resolve({ status, body });
      else reject(problemOf(status, body));
    };
    request.onerror = () => reject(networkProblem());
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    if (signal.aborted) request.abort();
    else request.send(file);
  });
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
