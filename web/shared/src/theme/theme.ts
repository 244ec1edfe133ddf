/**
 * The theme is in a cookie and not in storage, because the two apps are two origins that share their cookies.
 * "System" is the absence of a choice: the style sheet follows the system without any script.
 */
export type Theme = "light" | "dark" | "system";

const kCookie = "elevaite_theme";
const kYearSeconds = 365 * 24 * 60 * 60;

export function themeIn(cookies: string): Theme {
  const value = new RegExp(`(?:^|; )${kCookie}=(light|dark)(?:;|$)`).exec(cookies)?.[1];
  return (value as Theme | undefined) ?? "system";
}

export function themeCookie(theme: Theme): string {
  const age = theme === "system" ? 0 : kYearSeconds;
  return `${kCookie}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax`;
}

/** Served as /theme.js and run before the first paint, so that a chosen theme does not flash the other one. */
export const themeScript = `{
  const theme = /(?:^|; )${kCookie}=(light|dark)(?:;|$)/.exec(document.cookie);
  if (theme) document.documentElement.dataset.theme = theme[1];
}
`;
