/** The same place with other query values; null takes a value out. Keeps what it does not know. */
export function withQuery(location: string, querystring: string | undefined, change: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams(querystring ?? '');
  for (const [key, value] of Object.entries(change)) {
    if (value === null) query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  return text === '' ? location : `${location}?${text}`;
}

export const queryValue = (querystring: string | undefined, key: string): string | null => new URLSearchParams(querystring ?? '').get(key);
