import { counted, grouped, quoted } from '../../../core/words.ts';
import type { FinishedColumn } from './finish-column.ts';
import type { Issue } from './issue-log.ts';
import type { NearMiss } from './near-miss.ts';

const nouns = { number: 'number', integer: 'number', time: 'time' } as const;

/** What the numbers of places count. */
export type Places = 'line' | 'row';

/** What the import report says of a column that a few values keep from being numbers or times, and what it offers. */
export function nearMissIssue({ name, type, nearMiss }: FinishedColumn, places: Places): Issue[] {
  if (!nearMiss) return [];
  const { examples, misfits } = nearMiss;
  const offer = { column: name, type: nearMiss.type, missing: misfits, values: examples.map(({ text }) => text) };
  const message = `${quoted(name)} was kept as ${type}: ${reason(nearMiss, places)}`;
  return [{ code: 'few-misfits', message, count: misfits, lines: examples.map(({ line }) => line), offer }];
}

/** The same as a note on the column, with what to do. */
export const nearMissNote = (nearMiss: NearMiss, type: string, places: Places): string =>
  `kept as ${type}: ${reason(nearMiss, places)} With the type ${nearMiss.type} ${nearMiss.misfits === 1 ? 'it becomes' : 'they become'} missing.`;

function reason({ misfits, values, type, examples, hasMore }: NearMiss, places: Places): string {
  const shown = examples.map(({ text, line }) => `${quoted(text)} (${places} ${grouped(line)})`).join(', ');
  const what = misfits === 1 ? `is no ${nouns[type]}` : `are no ${nouns[type]}s`;
  return `${counted(misfits, 'value')} of ${grouped(values)} ${what}: ${shown}${hasMore ? ' and others' : ''}.`;
}
