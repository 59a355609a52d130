import type { WorkContext } from '../../core/context.ts';
import { levelNeedsNumbers, nothingToCommit, noTwoAnswers } from '../../core/errors/labelling.ts';
import { RESOLVED, type GivenLabel, type LabelHow, type MeasureLevel } from '../../core/labelling.ts';
import { createRng } from '../../core/rng.ts';
import { counted } from '../../core/words.ts';
import { csvRecord, isoText } from '../../stages/ingest/csv/csv-text.ts';
import { measureAgreement, type Agreement } from '../../stages/label/agreement/measure-agreement.ts';
import { shapeDataset } from '../shaping/shape-dataset.ts';
import type { JobServices } from '../services.ts';
import { checkEntry, openPlace, type OpenPlace } from './label-place.ts';
import { givenLabels, keepLabels, knownLabeller, undoLabels, type NewLabel } from './label-store.ts';
import { standingOf, type Conflict } from './standing.ts';

export interface PlaceJob {
  readonly datasetId: string;
  readonly column: string | null;
}

export interface LabelState {
  readonly column: string;
  readonly classes: readonly { readonly label: string; readonly count: number }[];
  readonly rows: number;
  /** Rows with a class, by the data or by labels that do not disagree. */
  readonly labelled: number;
  /** Rows the data give a class. */
  readonly inData: number;
  readonly labellers: readonly { readonly by: string; readonly count: number }[];
  readonly conflicts: readonly Conflict[];
  /** Rows that would get another class by a commit. */
  readonly waiting: number;
}

/** How far the labelling is. */
export async function labelState(job: PlaceJob, services: JobServices): Promise<LabelState> {
  const place = await openPlace(job, services);
  const given = await givenLabels(place, services);
  const { classes, codes, conflicts } = standingOf(place, given);
  const counts = classes.map((label, code) => ({ label, count: codes.filter((own) => own === code).length }));
  const names = [...new Set(given.map(({ by }) => by))].filter((by) => by !== RESOLVED).sort();
  return {
    column: place.column,
    classes: counts,
    rows: place.dataset.rows,
    labelled: codes.filter((code) => code >= 0).length,
    inData: place.codes.filter((code) => code >= 0).length,
    labellers: names.map((by) => ({ by, count: given.filter((label) => label.by === by).length })),
    conflicts,
    waiting: changed(place, codes).length
  };
}

const changed = (place: OpenPlace, codes: Int32Array): number[] =>
  [...codes.keys()].filter((row) => codes[row]! >= 0 && codes[row] !== place.codes[row]);

export interface SetLabelsJob extends PlaceJob {
  readonly by: string;
  readonly how: LabelHow;
  readonly labels: readonly NewLabel[];
}

/** Keeps labels at once. @throws LatheError `label-not-kept`, before anything is kept */
export async function setLabels(job: SetLabelsJob, services: JobServices): Promise<void> {
  const place = await openPlace(job, services);
  for (const { row, label } of job.labels) checkEntry(place, job.by, row, label);
  const labels = job.labels.map((entry) => ({ ...entry, label: entry.label?.trim() ?? null }));
  await keepLabels(place, { by: await knownLabeller(place, job.by, services), how: job.how, labels }, services);
}

/** Takes back what a labeller did last. @returns the rows it was about */
export async function undoLabelling(job: PlaceJob & { readonly by: string }, services: JobServices): Promise<number[]> {
  const place = await openPlace(job, services);
  return undoLabels(place, await knownLabeller(place, job.by, services), services);
}

/** @throws LatheError `no-two-answers`, `level-needs-numbers` */
export async function agreementOf(
  job: PlaceJob & { readonly level: MeasureLevel },
  services: JobServices,
  context: WorkContext
): Promise<Agreement> {
  const place = await openPlace(job, services);
  const given = (await givenLabels(place, services)).filter(({ by }) => by !== RESOLVED);
  const by = [...new Set(given.map((label) => label.by))].sort();
  const values = inOrder([...new Set([...place.labels, ...given.map(({ label }) => label)])]);
  if (job.level === 'interval') for (const label of values) if (Number.isNaN(Number(label))) throw levelNeedsNumbers(label);
  const units = new Map<number, Int32Array>();
  for (const label of given) {
    const unit = units.get(label.row) ?? new Int32Array(by.length).fill(-1);
    unit[by.indexOf(label.by)] = values.indexOf(label.label);
    units.set(label.row, unit);
  }
  const all = [...units.values()];
  if (!all.some((unit) => unit.filter((code) => code >= 0).length > 1)) throw noTwoAnswers(by.length);
  return measureAgreement({ by, values, units: all, level: job.level }, createRng(1), context);
}

/** By size where all are numbers; else as they are. */
const inOrder = (labels: string[]): string[] =>
  labels.every((label) => label.trim() !== '' && !Number.isNaN(Number(label))) ? labels.sort((a, b) => Number(a) - Number(b)) : labels;

/**
 * The labels become a new version of the data. Rows on which labellers disagree stay as they are in the data.
 * @returns the id of the new version
 * @throws LatheError `nothing-to-commit`
 */
export async function commitLabels(job: PlaceJob, services: JobServices, context: WorkContext): Promise<string> {
  const place = await openPlace(job, services);
  const { classes, codes } = standingOf(place, await givenLabels(place, services));
  const rows = changed(place, codes);
  if (rows.length === 0) throw nothingToCommit();
  const labels = classes.flatMap((label, code) => {
    const own = rows.filter((row) => codes[row] === code);
    return own.length > 0 ? [{ label, rows: own }] : [];
  });
  const steps = [{ kind: 'label-rows', column: place.column, labels }];
  const id = await shapeDataset({ datasetId: job.datasetId, steps }, services, context);
  await services.storage.audit.append(
    place.dataset.projectId,
    services.now(),
    'labels-committed',
    `${counted(rows.length, 'row')} of ${place.column}`
  );
  return id;
}

/** Who labelled what and when, as CSV; rows are counted from 1, as the screen does. */
export async function exportLabels(job: PlaceJob, services: JobServices): Promise<Blob> {
  const place = await openPlace(job, services);
  const given = await givenLabels(place, services);
  const lines = [
    csvRecord(['row', place.column, 'labeller', 'when', 'how', 'confidence', 'data version', 'fingerprint']),
    ...given.map((label) => csvRecord(fieldsOf(label, place), { spreadsheetSafe: true }))
  ];
  return new Blob(lines, { type: 'text/csv' });
}

const fieldsOf = ({ row, label, by, at, how, confidence }: GivenLabel, { dataset }: OpenPlace): (string | null)[] => [
  String(row + 1),
  label,
  by,
  isoText(at),
  how,
  confidence === null ? null : String(confidence),
  String(dataset.version),
  dataset.hash
];
