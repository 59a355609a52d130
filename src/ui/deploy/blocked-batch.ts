import type { Quarantine } from '../../core/quarantine.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';

/** Why a table was not answered, and how many rows could be set aside to answer the rest. */
export interface BlockedBatch {
  readonly message: string;
  readonly hint: string;
  readonly couldSetAside: number;
  /** Its units differ: converted, it could be answered. */
  readonly couldConvert: boolean;
  /** Names of inputs say other units than the model's; the numbers may be in the model's all the same. */
  readonly couldBeTrained: boolean;
  /** It writes numbers or dates otherwise than the training file: by its own marks it could be read. */
  readonly couldReadAsItIs: boolean;
}

/** Null for a failure of another kind. */
export function blockedBy(error: unknown): BlockedBatch | null {
  if (!isLatheError(error)) return null;
  const { message, hint, code, context } = error;
  const none = { message, hint, couldSetAside: 0, couldConvert: false, couldBeTrained: false, couldReadAsItIs: false };
  if (code === 'batch-units-differ') return { ...none, couldConvert: true, couldBeTrained: hasOwnNames(context['differences']) };
  if (code === 'batch-written-otherwise') return { ...none, couldReadAsItIs: true };
  if (code !== 'batch-blocked-by-rules') return null;
  const { couldSetAside } = context;
  return { ...none, couldSetAside: typeof couldSetAside === 'number' ? couldSetAside : 0 };
}

const hasOwnNames = (differences: unknown): boolean =>
  Array.isArray(differences) && differences.every(({ input, column }: { input: unknown; column: unknown }) => input === column);

const field = (text: string): string => `"${text.replaceAll('"', '""').replace(/^[=+\-@\t\r]/, "'$&")}"`;

/** The rows that were set aside, as a table a spreadsheet may open. */
export function asideCsv({ rows }: Quarantine): Blob {
  const lines = rows.map(({ line, reason, text }) => [String(line), reason, text].map(field).join(','));
  return new Blob([['row,reason,raw text', ...lines].join('\r\n')], { type: 'text/csv' });
}
