import type { Origins } from "./return-to";

/** From the environment of the build; without it, the ports of `elevaite up` on this machine. */
export function configuredOrigins(): Origins {
  return {
    auth_app: process.env.AUTH_APP_URL ?? "http://localhost:3005",
    elevaite_app: process.env.ELEVAITE_APP_URL ?? "http://localhost:3001",
  };
}
