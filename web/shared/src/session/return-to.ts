/** The two apps' own origins, as whoever serves them says in /config.json. */
export type Origins = { auth_app: string; elevaite_app: string };

/** Says where to go after signing in: the address that was asked for when it is one of ours, else the ElevAIte App. */
export function safeReturnTo(asked: string | null, origins: Origins): string {
  const home = new URL("/", origins.elevaite_app).href;
  if (!asked) return home;
  let address: URL;
  try {
    // Without a base, a relative address is refused: it would depend on which app reads it.
    address = new URL(asked);
  } catch {
    return home;
  }
  const ours = [origins.elevaite_app, origins.auth_app].map((origin) => new URL(origin).origin);
  // The origin of blob: is that of the page that made it, so the scheme is checked by itself.
  const isOurs =
    /^https?:$/.test(address.protocol) &&
    ours.includes(address.origin) &&
    !address.username &&
    !address.password;
  return isOurs ? address.href : home;
}

/** Where the Auth App signs in somebody who then comes back to `here`. */
export function signInAddress(here: string, origins: Origins): string {
  const address = new URL("/sign-in", origins.auth_app);
  address.searchParams.set("return_to", here);
  return address.href;
}
