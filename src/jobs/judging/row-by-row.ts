import { partOf, type WorkContext } from '../../core/context.ts';
import type { PlainRecord } from '../../core/plain.ts';

/** What is found of one row: of each feature a value, or of its one picture a value for each pixel. */
interface RowFound {
  readonly features: readonly string[];
  readonly values?: readonly (readonly number[])[];
  readonly outputs?: readonly number[];
}

type OfRow<J, R> = (judged: J, rows: R, request: PlainRecord, context: WorkContext) => Promise<object>;

/**
 * Lets what explains a single row explain several, one after the other: `each` holds what is found of each, and `values` a line for each over all features that
 * any of them has, 0 where it has none. The first held-out row is taken where none is named.
 */
export function rowByRow<J, R>(explain: OfRow<J, R>): OfRow<J, R> {
  return async (judged, rows, request, context) => {
    const asked = requestsOf(request);
    if (asked.length <= 1) return explain(judged, rows, asked[0] ?? request, context);
    const each: object[] = [];
    for (const [i, one] of asked.entries())
      each.push(await explain(judged, rows, one, partOf(context, i / asked.length, (i + 1) / asked.length)));
    return together(each as (object & RowFound)[]);
  };
}

function requestsOf({ given, rows, ...rest }: PlainRecord): PlainRecord[] {
  if (given) return (given as readonly PlainRecord[]).map((row) => ({ ...rest, given: [row] }));
  return ((rows ?? [0]) as readonly number[]).map((place) => ({ ...rest, rows: [place] }));
}

function together(each: readonly (object & RowFound)[]): object {
  const features = [...new Set(each.flatMap((one) => one.features))];
  const lines = each.flatMap(({ features: own, values }) => {
    const line = values?.[0];
    if (!line || line.length !== own.length) return line ? [line] : [];
    return [features.map((name) => line[own.indexOf(name)] ?? 0)];
  });
  return {
    rows: each.length,
    features,
    ...(lines.length > 0 ? { values: lines } : {}),
    ...(each[0]!.outputs ? { outputs: each.map(({ outputs }) => outputs![0]!) } : {}),
    each
  };
}
