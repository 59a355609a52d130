/** What makes a page cross-origin isolated, which threads over shared memory need. Plain hosts send none of it. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin'
} as const;

/** The same answer with the isolation headers on it. */
export function isolated(response: Response): Response {
  if (response.type === 'opaque' || response.type === 'error' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const hasNoBody = response.status === 204 || response.status === 304;
  return new Response(hasNoBody ? null : response.body, { status: response.status, statusText: response.statusText, headers });
}
