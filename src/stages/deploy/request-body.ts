import type { PlainRow } from '../../predict/rows.ts';
import type { ActualValue } from './deployment-type.ts';
import { problem, type GatewayRequest, type GatewayResponse, type RequestError } from './problem-json.ts';

export const MAX_ROWS = 10_000;
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** Errors told of at most: a list of ten thousand helps nobody. */
export const MAX_ERRORS = 100;

/** What came out of a body: the content, or the refusal. */
export type Parsed<T> = { readonly kind: 'good'; readonly value: T } | { readonly kind: 'refused'; readonly response: GatewayResponse };

const good = <T>(value: T): Parsed<T> => ({ kind: 'good', value });
const refused = (response: GatewayResponse): Parsed<never> => ({ kind: 'refused', response });

/** The list under `key` of a JSON body, within the limits. */
function parseList(request: GatewayRequest, key: string): Parsed<readonly unknown[]> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json')
    return refused(problem(415, `Send "content-type: application/json"; this request has ${type === '' ? 'none' : `"${type}"`}.`));
  const size = sizeOf(request.body);
  if (size > MAX_BODY_BYTES)
    return refused(problem(413, `The body has ${size} bytes; at most ${MAX_BODY_BYTES} are taken. Send fewer rows at a time.`));
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch (error) {
    return refused(problem(400, `The body is no JSON: ${error instanceof Error ? error.message : String(error)}.`));
  }
  const list = typeof body === 'object' && body !== null && Object.hasOwn(body, key) ? (body as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(list))
    return refused(
      problem(422, `The body must be an object with a list under "${key}".`, [{ pointer: `/${key}`, detail: 'must be a list' }])
    );
  if (list.length > MAX_ROWS)
    return refused(problem(413, `There are ${list.length} entries under "${key}"; at most ${MAX_ROWS} are taken in a request.`));
  return good(list);
}

/** Bytes of a text in UTF-8; short texts, which are the most, are not encoded for it. */
const sizeOf = (text: string) => (text.length * 3 <= MAX_BODY_BYTES ? text.length : new TextEncoder().encode(text).length);

export function parseRows(request: GatewayRequest): Parsed<readonly PlainRow[]> {
  const list = parseList(request, 'rows');
  if (list.kind === 'refused') return list;
  return list.value.length === 0
    ? refused(problem(422, 'There are no rows to answer.', [{ pointer: '/rows', detail: 'must have at least one row' }]))
    : good(list.value as readonly PlainRow[]);
}

export function parseLabels(request: GatewayRequest): Parsed<readonly ActualValue[]> {
  const list = parseList(request, 'labels');
  if (list.kind === 'refused') return list;
  const errors = list.value.flatMap((entry, i): RequestError[] =>
    isLabel(entry) ? [] : [{ pointer: `/labels/${i}`, detail: 'must be {"id": text, "actual": text, number, or true or false}' }]
  );
  if (errors.length > 0)
    return refused(problem(422, `${errors.length} of ${list.value.length} labels can’t be read.`, errors.slice(0, MAX_ERRORS)));
  return good(list.value as readonly ActualValue[]);
}

function isLabel(entry: unknown): entry is ActualValue {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, actual } = entry as Record<string, unknown>;
  return typeof id === 'string' && (typeof actual === 'string' || typeof actual === 'number' || typeof actual === 'boolean');
}
