export { proxy } from "@elevaite/shared/hosted/proxy";

export const config = {
  // Pages only: files and the APIs need no policy, and a prefetched payload holds no scripts.
  matcher: [
    {
      source: "/((?!api/|_next/static/|_next/image|theme.js|config.json|icon.svg).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};
