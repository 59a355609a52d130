import type { Metric } from '../../core/outcome.ts';
import type { CalibrationBin } from './document.ts';
import { isClaimable } from './words.ts';

/** A group of rows on which the model errs, with its 95 % interval. */
export interface WeakGroup {
  readonly condition: string;
  readonly rows: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  /** Corrected for all groups tried. */
  readonly pValue: number;
}

/** The parts of an evaluation's report that documents draw on; what is missing or has another shape is null or empty. */
export interface Evidence {
  readonly confusion: { readonly labels: readonly string[]; readonly counts: readonly (readonly number[])[] } | null;
  readonly calibration: { readonly bins: readonly CalibrationBin[]; readonly of: string } | null;
  readonly slices: readonly WeakGroup[];
  readonly slicesTried: number;
  /** What one answer costs, what it saves against the cheapest single answer, and what that costs on the same rows. */
  readonly value: { readonly perRow: Metric; readonly saved: Metric | null; readonly withoutModel: number } | null;
  /** Why a cost that was worked out can not be claimed; null otherwise. */
  readonly costUnclaimed: string | null;
  readonly learning: string | null;
  /** What guessing gives on these rows. */
  readonly chance: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a stored report, whose fields are free to grow; this is the one place that trusts their shape. */
export function readEvidence(report: Fields): Evidence {
  const tried = report['slicesTried'];
  return {
    confusion: confusionOf(fieldsOf(report['confusion'])),
    calibration: calibrationOf(fieldsOf(report['calibration'])),
    slices: listOf(report['slices']).filter((slice) => isWeakGroup(slice)),
    slicesTried: typeof tried === 'number' ? tried : 0,
    value: valueOf(fieldsOf(report['value'])),
    costUnclaimed: costUnclaimed(fieldsOf(report['value'])),
    learning: textAt(report['learning'], 'verdict'),
    chance: numberAt(report['main'], 'chance')
  };
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields | null => (isFields(value) ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const areNumbers = (value: Fields, names: readonly string[]) => names.every((name) => Number.isFinite(value[name]));

function textAt(value: unknown, field: string): string | null {
  const text = isFields(value) ? value[field] : null;
  return typeof text === 'string' ? text : null;
}

function numberAt(value: unknown, field: string): number | null {
  const number = isFields(value) ? value[field] : null;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function confusionOf(table: Fields | null): Evidence['confusion'] {
  const labels = listOf(table?.['labels']);
  const counts = listOf(table?.['counts']);
  const isWhole = labels.length > 0 && counts.length === labels.length;
  return isWhole ? { labels: labels.map(String), counts: counts.map((row) => listOf(row).map(Number)) } : null;
}

function calibrationOf(curve: Fields | null): Evidence['calibration'] {
  const bins = listOf(curve?.['bins']).filter(
    (bin): bin is CalibrationBin => isFields(bin) && areNumbers(bin, ['predicted', 'observed', 'low', 'high', 'rows'])
  );
  return bins.length > 0 ? { bins, of: textAt(curve, 'of') ?? 'positive' } : null;
}

const isWeakGroup = (slice: unknown): slice is WeakGroup =>
  isFields(slice) && typeof slice['condition'] === 'string' && areNumbers(slice, ['rows', 'error', 'low', 'high', 'pValue']);

function valueOf(value: Fields | null): Evidence['value'] {
  const perRow = value?.['perRow'] as Metric | undefined;
  const withoutModel = numberAt(value, 'withoutModel');
  const saved = value?.['saved'] as Metric | undefined;
  return isClaimable(perRow) && withoutModel !== null ? { perRow, saved: isClaimable(saved) ? saved : null, withoutModel } : null;
}

function costUnclaimed(value: Fields | null): string | null {
  const perRow = value?.['perRow'];
  return isFields(perRow) && !isClaimable(perRow as unknown as Metric) ? (textAt(perRow, 'method') ?? 'no interval') : null;
}
