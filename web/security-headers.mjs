// The headers of every page, whoever serves it: `elevaite up`, scripts/serve.mjs or the hosted Next build.

/** `script` is what scripts are allowed beside our own origin: nothing, or the nonce of one answer. */
export function contentSecurityPolicy(script = "") {
  return [
    "default-src 'self'",
    `script-src 'self'${script}`,
    // React Flow and Radix position things with style attributes. A style cannot run anything.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

export const securityHeaders = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};
