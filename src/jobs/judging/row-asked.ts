import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { gather, type Table } from '../../core/table.ts';
import type { PlainRow } from '../../predict/rows.ts';
import type { JudgedRun } from './load-judged.ts';
import { readGiven } from './shap/shap-request.ts';

/** The one row that is explained: one of one's own, or a held-out one by its place. @throws LatheError `rows-invalid`, `param-out-of-range` unless it is one row */
export function rowAsked(judged: JudgedRun, held: Table, asked: PlainRecord): Table {
  const given = asked['given'] as readonly PlainRow[] | undefined;
  const places = (asked['rows'] ?? []) as readonly number[];
  const count = given?.length ?? places.length;
  if (count !== 1) throw paramOutOfRange('explain', given ? 'given' : 'rows', 'a single row', count);
  if (given) return readGiven(judged, given);
  if (places[0]! >= held.rows) throw paramOutOfRange('explain', 'rows', `places from 0 to ${held.rows - 1} of the rows judged`, places[0]);
  return gather(held, places);
}
