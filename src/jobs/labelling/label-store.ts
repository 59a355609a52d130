import { labellerKey, type GivenLabel, type LabelHow } from '../../core/labelling.ts';
import type { Plain } from '../../core/plain.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { ResultRecord } from '../../storage/records/log.ts';
import type { JobServices } from '../services.ts';

/** One labeller's answer to one row as it is kept, with the one before it, so that it can be taken back. */
interface KeptLabel {
  readonly column: string;
  readonly by: string;
  readonly row: number;
  /** Null = taken back. */
  readonly now: Answer | null;
  readonly before: Answer | null;
  /** When what is now came about; what was given together has one. */
  readonly changedAt: number;
  /** It can be taken back. */
  readonly isLatest: boolean;
}

interface Answer {
  readonly label: string;
  readonly at: number;
  readonly how: LabelHow;
  readonly confidence: number | null;
}

const KIND = 'label';
/** Up to so many answers are looked up one by one. */
const FEW = 50;

/** Of which rows, of what. The rows are told by the version's hash: where they change, the labels are not theirs any more. */
export interface LabelPlace {
  readonly dataset: DatasetRecord;
  readonly column: string;
}

const keyOf = ({ dataset, column }: LabelPlace, by: string, row: number) => JSON.stringify([KIND, 1, dataset.hash, column, by, row]);

async function keptOf({ dataset, column }: LabelPlace, { storage }: JobServices): Promise<KeptLabel[]> {
  const prefix = JSON.stringify([KIND, 1, dataset.hash, column]).slice(0, -1);
  const records = await storage.results.ofKind(dataset.projectId, KIND);
  return records.filter(({ key }) => key.startsWith(prefix)).map(({ value }) => value as unknown as KeptLabel);
}

/** Every answer that stands, by row and then by name. */
export async function givenLabels(place: LabelPlace, services: JobServices): Promise<GivenLabel[]> {
  const kept = await keptOf(place, services);
  const standing = kept.flatMap(({ row, by, now }) => (now ? [{ row, by, ...now }] : []));
  return standing.sort((a, b) => a.row - b.row || (a.by < b.by ? -1 : 1));
}

export interface NewLabel {
  readonly row: number;
  /** Null takes it back. */
  readonly label: string | null;
  readonly confidence?: number | null;
}

/** Keeps the answers of one labeller, all of them or none. */
export async function keepLabels(
  place: LabelPlace,
  { by, how, labels }: { readonly by: string; readonly how: LabelHow; readonly labels: readonly NewLabel[] },
  services: JobServices
): Promise<void> {
  const known = await knownOf(place, by, labels, services);
  const at = services.now();
  const records = labels.map(({ row, label, confidence = null }) => {
    const now = label === null ? null : { label, at, how, confidence };
    return recordOf(place, { column: place.column, by, row, now, before: known.get(row)?.now ?? null, changedAt: at, isLatest: true });
  });
  await services.storage.results.putAll(records);
}

async function knownOf(place: LabelPlace, by: string, labels: readonly NewLabel[], services: JobServices): Promise<Map<number, KeptLabel>> {
  if (labels.length > FEW) return new Map((await keptOf(place, services)).filter((kept) => kept.by === by).map((kept) => [kept.row, kept]));
  const found = await Promise.all(labels.map(({ row }) => services.storage.results.find(keyOf(place, by, row), place.dataset.projectId)));
  const own = found.flatMap((record) => (record?.projectId === place.dataset.projectId ? [record.value as unknown as KeptLabel] : []));
  return new Map(own.map((kept) => [kept.row, kept]));
}

/** Takes back what a labeller did last. @returns the rows it was about; none when there is nothing to take back */
export async function undoLabels(place: LabelPlace, by: string, services: JobServices): Promise<number[]> {
  const own = (await keptOf(place, services)).filter((kept) => kept.by === by && kept.isLatest);
  const last = own.reduce((latest, { changedAt }) => Math.max(latest, changedAt), -Infinity);
  const batch = own.filter(({ changedAt }) => changedAt === last);
  const records = batch.map((kept) => {
    const { before } = kept;
    return recordOf(place, { ...kept, now: before, before: null, changedAt: before?.at ?? kept.changedAt, isLatest: before !== null });
  });
  await services.storage.results.putAll(records);
  return batch.map(({ row }) => row).sort((a, b) => a - b);
}

const recordOf = (place: LabelPlace, kept: KeptLabel): ResultRecord => ({
  key: keyOf(place, kept.by, kept.row),
  projectId: place.dataset.projectId,
  kind: KIND,
  value: kept as unknown as Plain,
  createdAt: kept.changedAt
});

/** The name by which a labeller is known here: as it was first written, whatever capitals or spaces it is given with now. */
export async function knownLabeller(place: LabelPlace, by: string, services: JobServices): Promise<string> {
  const known = (await keptOf(place, services)).find((kept) => labellerKey(kept.by) === labellerKey(by));
  return known?.by ?? by.trim().replace(/\s+/g, ' ');
}
