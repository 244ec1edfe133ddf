export function contentSecurityPolicy(script?: string): string;
export const securityHeaders: Readonly<Record<string, string>>;
