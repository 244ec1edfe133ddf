export { themeScript, type Theme } from "./theme";
export { useTheme } from "./use-theme";
