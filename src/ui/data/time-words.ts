import type { Dataset } from '../../app/api/data.ts';

type Column = Dataset['columns'][number];

/** What is said under a column of times: by whose clocks they are read, and what a button offers to say. */
export function zoneLine({ type, zone }: Column): { readonly words: string; readonly verb: string } | null {
  if (type !== 'time') return null;
  return zone === undefined
    ? { words: 'Clock times as written, of no zone', verb: 'Say the zone' }
    : { words: `Read by the clocks of ${zone}`, verb: 'Another zone' };
}
