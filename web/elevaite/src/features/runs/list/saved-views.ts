/** Named filters that somebody keeps in this browser. A filter is the query of its address. */
export type SavedView = { name: string; query: string };

const kMostViews = 50;

export const viewsKey = (user: string, tenant: string) => `elevaite.run-views.${user}.${tenant}`;

function isView(value: unknown): value is SavedView {
  const { name, query } = (value ?? {}) as Partial<SavedView>;
  return typeof name === "string" && typeof query === "string";
}

/** What is kept; what somebody else has spoiled counts as nothing. */
export function parseViews(kept: string | null): SavedView[] {
  try {
    const views: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(views) ? views.filter(isView) : [];
  } catch {
    return [];
  }
}

/** A view of the same name is replaced; the newest is the last. */
export function withView(views: SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-kMostViews);
}

export function withoutView(views: SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name !== name);
}
