import type { Plain } from './plain.ts';

/** Something that should stop or change a plan, with its evidence. */
export interface Finding {
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'blocker';
  readonly columns: readonly string[];
  readonly message: string;
  readonly hint: string;
  readonly evidence?: Plain;
}
