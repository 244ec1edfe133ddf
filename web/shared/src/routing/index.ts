export { matchRoutePath, type RouteParams } from "./route-path";
export { useIsHydrated, useRoutePath } from "./use-route-path";
export { useQueryParam } from "./use-query-param";
