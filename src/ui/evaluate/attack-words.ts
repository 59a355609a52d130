import type { AttackExample, AttackReport } from '../../app/api/attack.ts';
import type { InputInfo } from '../../app/api/inputs.ts';
import type { DoseResponseData } from '../../charts/dose-response.ts';
import { formatCell, formatNumber, formatShare } from '../../charts/format.ts';

const CHANGEABLE: readonly string[] = ['number', 'integer', 'category', 'boolean'];

/** Columns that may be changed; numbers are at first, categories where a person says so. */
export const attackable = (inputs: readonly InputInfo[]): readonly InputInfo[] => inputs.filter(({ type }) => CHANGEABLE.includes(type));
export const isMeasured = ({ type }: InputInfo): boolean => type === 'number' || type === 'integer';

const shortNames: Readonly<Record<string, string>> = { search: 'by a search', fgsm: 'in one step', pgd: 'in many steps', proven: 'proven' };

export function attackData({ lines, unit, sentence }: AttackReport): DoseResponseData {
  const isShare = unit.startsWith('of ');
  return {
    dose: isShare ? 'Each pixel changed by up to, of black to white' : `Each column changed by up to, ${unit}`,
    isShare,
    metric: 'Still answered rightly',
    isRate: true,
    lines: lines.map(({ way, points }) => ({
      label: shortNames[way]!,
      points: points.map(({ budget, right }) => ({ dose: budget, ...right }))
    })),
    levels: [],
    sentence: sentence ?? ''
  };
}

/** How far right answers are proven to hold, or why nothing is. */
export function proofSentence({ radius, unproven, unit, columns }: AttackReport): string {
  if (!radius) return unproven ?? '';
  const [low, middle] = radius.box;
  const where = columns.length === 1 ? `in “${columns[0]}”` : 'in all of these columns at once';
  const reach = (value: number) =>
    Number.isFinite(value) ? `${formatNumber(Number(value.toPrecision(2)))} ${unit}` : `any number of ${unit}`;
  const ball =
    radius.ball && Number.isFinite(radius.ball[1])
      ? ` The nearest other answer is ${reach(radius.ball[1])} away, all columns together.`
      : '';
  const some = radius.exactShare > 0 ? `exact for ${formatShare(radius.exactShare)} of them, for the others ` : '';
  const kind = radius.kind === 'exact' ? 'That is exact.' : `That is ${some}a lower bound: the truth may be further.`;
  return `Half of the right answers are proven to hold against every change ${where} of up to ${reach(middle)}, 95 in 100 against up to ${reach(low)}. ${kind}${ball}`;
}

const valueText = (value: string | number | null): string =>
  value === null ? 'missing' : typeof value === 'number' ? formatCell(value) : value;

/** "age 22 → 23.5, fare 7.25 → 8.1". */
export const changeText = ({ changes }: AttackExample): string =>
  changes.map(({ column, from, to }) => `${column} ${valueText(from)} → ${valueText(to)}`).join(', ');

/** "1 (63 %) → 0 (52 %)". */
export const turnText = ({ before, after }: AttackExample): string =>
  `${before.answer} (${formatShare(before.chance)}) → ${after.answer} (${formatShare(after.chance)})`;
