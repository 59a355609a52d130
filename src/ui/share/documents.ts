import type { ReportKind } from '../../app/api/sharing.ts';

export interface DocumentKind {
  readonly kind: ReportKind;
  readonly label: string;
  /** Who reads it, and what for. */
  readonly text: string;
}

export const documentKinds: readonly DocumentKind[] = [
  { kind: 'model-card', label: 'Model card', text: 'What the model is for, how good it is and on whom, and where not to use it.' },
  { kind: 'datasheet', label: 'Datasheet', text: 'Where the data come from, what is in them, and what they must not be used for.' },
  {
    kind: 'data-validation',
    label: 'Data validation',
    text: 'Each rule the data have to keep, and whether this version kept it, with counts of all rows.'
  },
  { kind: 'runbook', label: 'Runbook', text: 'For the one on duty: how to look, how to roll back, whom to call.' },
  { kind: 'stakeholder', label: 'For stakeholders', text: 'The decision, its value and its risk, on a page.' },
  { kind: 'audit', label: 'Self-audit', text: 'The questions an auditor would ask, answered from the records.' }
];

export type Format = 'html' | 'markdown' | 'json';
export const formats: readonly { readonly format: Format; readonly label: string; readonly ending: string }[] = [
  { format: 'html', label: 'HTML', ending: 'html' },
  { format: 'markdown', label: 'Markdown', ending: 'md' },
  { format: 'json', label: 'JSON', ending: 'json' }
];
