import { connection } from "next/server";

/** The hosted build renders a page for each request, since a nonce is good for one. An export has no requests. */
export async function renderPerRequest(): Promise<void> {
  if (process.env.ELEVAITE_EXPORT !== "1") await connection();
}
