/**
 * The content policy: nothing may be loaded from, or sent to, anywhere but the app's own origin. Vega runs without eval through its interpreter;
 * 'wasm-unsafe-eval' is what WebAssembly needs. The same text stands in index.html for hosts that send no headers.
 */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'"
].join('; ');

/** What every answer of a Lathe server carries: isolation (for SharedArrayBuffer) and the content policy. */
export const pageHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': contentPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer'
};
