export { authorizedFetch } from "./authorized-fetch";
export { session } from "./browser-session";
export { meQuery, moveToTenant, switchTenant, tenantsQuery, type Me, type Role, type Tenant } from "./me";
export { loadOrigins } from "./origins";
export { safeReturnTo, signInAddress, type Origins } from "./return-to";
export type { Identity, SessionState, SignedIn } from "./session";
export { SignedInOnly } from "./signed-in";
export { usePermission } from "./use-permission";
export { useSession } from "./use-session";
