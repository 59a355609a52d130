/** An HTTP request as the page sends it, and as a program would. */
export interface Ask {
  readonly url: string;
  readonly token: string | null;
  readonly body: string;
}

export const headersOf = ({ token }: Pick<Ask, 'token'>): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token ? { authorization: `Bearer ${token}` } : {})
});

/** The same request as a page of this site would write it. What is no JSON is sent as the text it is. */
export function fetchSnippet(ask: Ask): string {
  const headers = Object.entries(headersOf(ask)).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return [
    `const response = await fetch(${JSON.stringify(ask.url)}, {`,
    "  method: 'POST',",
    '  headers: {',
    headers.join(',\n'),
    '  },',
    `  body: ${bodyOf(ask.body)}`,
    '});',
    'console.log(response.status, await response.json());'
  ].join('\n');
}

function bodyOf(text: string): string {
  try {
    return `JSON.stringify(${JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\n  ')})`;
  } catch {
    return JSON.stringify(text);
  }
}

/** JSON with line ends for reading; other text as it is. */
export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What a status says, in a few words. */
export const statusWords = (status: number): string =>
  ({
    200: 'answered',
    400: 'the body is no JSON',
    401: 'the token is missing or wrong',
    404: 'there is no such deployment',
    405: 'the method is wrong',
    413: 'too large',
    415: 'not sent as JSON',
    422: 'the rows are not what the model takes',
    429: 'too many requests in a minute',
    500: 'the model could not answer'
  })[status] ?? (status < 400 ? 'answered' : 'refused');

export interface Example {
  readonly id: 'good' | 'wrong-type' | 'not-json' | 'no-token';
  readonly label: string;
  readonly body: string;
  readonly sendToken: boolean;
}

/** Requests worth trying: one that is answered, and the ways one is refused. */
export function examplesFor(row: Readonly<Record<string, unknown>>, numberColumn: string | undefined, needsToken: boolean): Example[] {
  const body = (of: Readonly<Record<string, unknown>>) => JSON.stringify({ rows: [of] }, null, 2);
  return [
    { id: 'good', label: 'A good request', body: body(row), sendToken: true },
    ...(numberColumn === undefined
      ? []
      : [{ id: 'wrong-type' as const, label: 'A word for a number', body: body({ ...row, [numberColumn]: 'heavy' }), sendToken: true }]),
    { id: 'not-json', label: 'No JSON', body: '{ "rows": [ ', sendToken: true },
    ...(needsToken ? [{ id: 'no-token' as const, label: 'Without the token', body: body(row), sendToken: false }] : [])
  ];
}
