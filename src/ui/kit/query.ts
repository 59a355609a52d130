/** The part of the address that says where on a screen one is: a chosen run, a tab, a row. */
export const queryValue = (querystring: string | undefined, key: string): string | null => new URLSearchParams(querystring ?? '').get(key);

/** The same place with other values; null takes a value out, what is not named stays. */
export function withQuery(location: string, querystring: string | undefined, change: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams(querystring ?? '');
  for (const [key, value] of Object.entries(change)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  return text === '' ? location : `${location}?${text}`;
}
