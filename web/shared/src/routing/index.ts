export { matchRoutePath, type RouteParams } from "./route-path";
export { useIsHydrated, useRoutePath } from "./use-route-path";
export { useQueryParam } from "./use-query-param";
export { useQueryParams, type ParamChanges } from "./use-query-params";
export {
  boundsOf,
  isPreset,
  readTimeRange,
  timeRangeParams,
  timeRangePresets,
  type TimeRange,
  type TimeRangePreset,
} from "./time-range";
