import { isLatheError } from '../core/errors/lathe-error.ts';
import type { LatheError } from '../core/errors/lathe-error.ts';

/** A refusal as a form shows it: beside the field it concerns, or under the form where it concerns none. */
export interface FieldFault {
  /** The field by its name in the call; a parameter of the model by the parameter's name. */
  readonly field: string | null;
  /** What is wrong and what to do. */
  readonly words: string;
}

/** Codes that are about one field, whoever throws them. */
const FIELDS: Readonly<Record<string, string>> = {
  'task-not-offered': 'task',
  'metric-not-offered': 'metric',
  'positive-not-a-level': 'positive',
  'target-not-usable': 'target',
  'target-not-number': 'target',
  'target-too-many-classes': 'target',
  'deployment-name-bad': 'name',
  'deployment-exists': 'name',
  'name-taken': 'name',
  'share-out-of-range': 'share',
  'split-needs-column': 'column',
  'split-column-unusable': 'column',
  'split-by-target': 'column',
  'too-few-groups': 'column',
  'shares-invalid': 'train',
  'part-empty': 'train',
  'csv-encoding-unknown': 'encoding',
  'csv-encoding-wrong': 'encoding',
  'csv-delimiter-wrong': 'delimiter'
};

/** What a form shows of an error; null for what no field can be asked to mend: faults of the app, cancellation. */
export function faultOf(error: unknown): FieldFault | null {
  if (!isLatheError(error)) return null;
  return { field: fieldOf(error), words: `${error.message} ${error.hint}`.trim() };
}

function fieldOf({ code, context }: LatheError): string | null {
  if (code === 'csv-type-unknown' && typeof context['column'] === 'string') return `type of ${context['column']}`;
  const named = context['param'] ?? context['field'] ?? FIELDS[code];
  return typeof named === 'string' ? named.replace(/^.*\./, '') : null;
}
