/** The uploads of one page: two at a time, each to be cancelled or tried again. */
export type UploadState = "waiting" | "sending" | "failed";

export type Upload = {
  id: number;
  name: string;
  size: number;
  sent: number;
  state: UploadState;
  error?: unknown;
};

export type Send<Source, Stored = void> = (
  source: Source,
  options: { signal: AbortSignal; onProgress: (sent: number) => void },
) => Promise<Stored>;

type Entry<Source> = { upload: Upload; source: Source; abort: AbortController };

const kAtOnce = 2;

export function createUploadQueue<Source extends { name: string; size: number }, Stored = void>(
  send: Send<Source, Stored>,
  onUploaded: (source: Source, stored: Stored) => void,
) {
  let entries: Entry<Source>[] = [];
  let shown: Upload[] = [];
  let lastId = 0;
  const listeners = new Set<() => void>();

  const publish = () => {
    shown = entries.map(({ upload }) => upload);
    for (const listener of listeners) listener();
  };
  const change = (id: number, by: Partial<Upload>) => {
    entries = entries.map((it) => (it.upload.id === id ? { ...it, upload: { ...it.upload, ...by } } : it));
    publish();
  };
  const drop = (id: number) => {
    entries = entries.filter(({ upload }) => upload.id !== id);
    publish();
  };

  const startNext = () => {
    const sending = entries.filter(({ upload }) => upload.state === "sending").length;
    const next = entries.find(({ upload }) => upload.state === "waiting");
    if (sending >= kAtOnce || !next) return;
    void run(next);
    startNext();
  };

  const run = async ({ upload: { id }, source, abort }: Entry<Source>) => {
    change(id, { state: "sending", sent: 0 });
    try {
      const stored = await send(source, { signal: abort.signal, onProgress: (sent) => change(id, { sent }) });
      drop(id);
      onUploaded(source, stored);
    } catch (error) {
      if (abort.signal.aborted) drop(id);
      else change(id, { state: "failed", error });
    }
    startNext();
  };

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    uploads: () => shown,
    add(sources: readonly Source[], refuse: (source: Source) => unknown) {
      for (const source of sources) {
        const error = refuse(source);
        const state = error ? "failed" : "waiting";
        const upload: Upload = { id: ++lastId, name: source.name, size: source.size, sent: 0, state };
        if (error) upload.error = error;
        entries = [...entries, { upload, source, abort: new AbortController() }];
      }
      publish();
      startNext();
    },
    /** Ends an upload, or takes a failed one off the list. */
    cancel(id: number) {
      const entry = entries.find(({ upload }) => upload.id === id);
      entry?.abort.abort();
      if (entry && entry.upload.state !== "sending") drop(id);
    },
    retry(id: number) {
      change(id, { state: "waiting", error: undefined });
      startNext();
    },
  };
}
