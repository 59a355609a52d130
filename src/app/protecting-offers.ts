import type { Finding } from '../core/finding.ts';
import type { ShapeStep } from '../core/shape-step.ts';
import { quoted } from '../core/words.ts';
import type { Dataset } from './api/data.ts';
import type { ProtectionOffer, Protection } from './api/protecting.ts';

type Column = Dataset['columns'][number];

/** What fits a finding of the scan, the best first. A column that is predicted is left as it is. */
export function offersFor(finding: Finding, dataset: Pick<Dataset, 'columns'>): ProtectionOffer[] {
  if (finding.code === 'privacy-k-anonymity') return [];
  const column = dataset.columns.find(({ name }) => name === finding.columns[0]);
  if (!column || finding.columns.length > 1 || column.role === 'target' || column.type === 'image') return [];
  return (offers[holdsTexts(finding) ? 'privacy-free-text' : finding.code] ?? (() => []))(column);
}

/** An address inside a longer text is taken out of it; a code for the whole text would leave nothing to read. */
function holdsTexts({ code, evidence }: Finding): boolean {
  const examples = (evidence as { examples?: unknown } | undefined)?.examples;
  return code === 'privacy-email' && Array.isArray(examples) && examples.some((example) => /\S\s+\S+\s+\S/.test(String(example)));
}

const keyed = (column: Column): ProtectionOffer =>
  offerOf(
    `Pseudonymise ${quoted(column.name)}`,
    'The same value gets the same code, by a key that lies apart. Rows can still be told apart and joined.',
    {
      kind: 'pseudonymise',
      columns: [column.name]
    }
  );

const masked = (column: Column, left: string, step: Pick<Extract<ShapeStep, { kind: 'mask' }>, 'how' | 'keep'>): ProtectionOffer =>
  offerOf(`Mask ${quoted(column.name)}`, left, { kind: 'mask', column: column.name, ...step });

const dropped = ({ name }: Column): ProtectionOffer =>
  offerOf(`Drop ${quoted(name)}`, 'The new version has no such column at all.', { kind: 'drop', columns: [name] });

const isNumber = ({ type }: Column) => type === 'number' || type === 'integer';

const bands = (column: Column, width: number): ProtectionOffer =>
  offerOf(`Put ${quoted(column.name)} into bands of ${width}`, 'Each value becomes the band it lies in.', {
    kind: 'generalise',
    column: column.name,
    into: { by: 'bands', width }
  });

/** A tenth of the different values at least, as a power of ten: of fifty ages 10, of some hundred wages 100. */
const widthFor = ({ distinct }: Column): number => 10 ** Math.max(1, Math.ceil(Math.log10(distinct / 10)));

const leading = (column: Column, keep: number): ProtectionOffer =>
  offerOf(`Keep the first ${keep} of ${quoted(column.name)}`, 'A postal code becomes its region.', {
    kind: 'generalise',
    column: column.name,
    into: { by: 'leading', keep }
  });

const years = (column: Column): ProtectionOffer =>
  offerOf(`Keep the year of ${quoted(column.name)}`, 'Day and month go.', {
    kind: 'generalise',
    column: column.name,
    into: { by: 'year' }
  });

const offers: Readonly<Record<string, (column: Column) => ProtectionOffer[]>> = {
  'privacy-email': (column) => [keyed(column), masked(column, 'The domain is left.', { how: 'domain' }), dropped(column)],
  'privacy-iban': (column) => [keyed(column), masked(column, 'The last four are left.', { how: 'last', keep: 4 }), dropped(column)],
  'privacy-card': (column) => [masked(column, 'The last four are left.', { how: 'last', keep: 4 }), keyed(column), dropped(column)],
  'privacy-social-security': (column) => [keyed(column), dropped(column)],
  'privacy-ip-address': (column) => [keyed(column), dropped(column)],
  'privacy-phone': (column) => [keyed(column), masked(column, 'The last two are left.', { how: 'last', keep: 2 }), dropped(column)],
  'privacy-person-name': (column) => [
    keyed(column),
    masked(column, 'The first letter of each word is left.', { how: 'first-letter' }),
    dropped(column)
  ],
  'privacy-birth-date': (column) => [
    column.type === 'time' ? years(column) : isNumber(column) ? bands(column, 10) : keyed(column),
    dropped(column)
  ],
  'privacy-address': (column) => [
    column.type === 'number' ? bands(column, 1) : column.type === 'text' ? keyed(column) : leading(column, 2),
    dropped(column)
  ],
  'privacy-free-text': (column) => [
    masked(column, 'Addresses and numbers of people in it are replaced; names are not recognised, and stay.', { how: 'free-text' }),
    dropped(column)
  ],
  'privacy-sensitive': (column) => (isNumber(column) && column.distinct > 20 ? [bands(column, widthFor(column))] : [])
};

const offerOf = (label: string, text: string, protection: Protection): ProtectionOffer => ({ label, text, protection });
