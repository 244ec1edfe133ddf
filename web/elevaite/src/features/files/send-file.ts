import { kEngineApi, networkProblem, problemOf } from "@elevaite/shared/api";
import { session } from "@elevaite/shared/session";

type Options = { signal: AbortSignal; onProgress: (sent: number) => void };

/** Uploads a file as it lies on the disk. XMLHttpRequest, because fetch does not tell how far it has come. */
export async function sendFile(file: File, options: Options): Promise<void> {
  const token = await session.accessToken();
  const status = await sendOnce(file, token, options);
  if (status === 401) await sendOnce(file, await session.accessToken(token), options, true);
}

function sendOnce(
  file: File,
  token: string,
  { signal, onProgress }: Options,
  isLast = false,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${kEngineApi}/v1/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const isAccepted = request.status >= 200 && request.status < 300;
      if (isAccepted || (request.status === 401 && !isLast)) resolve(request.status);
      else reject(problemOf(request.status, bodyOf(request.responseText)));
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
