import type { WorkContext } from '../../../core/context.ts';
import { csvDatesDoubtful } from '../../../core/errors/csv.ts';
import { dayText } from '../../../core/time-text.ts';
import { recordBlocks } from './block-stream.ts';
import { fieldText } from './builds/build.ts';
import type { ByteSource } from './byte-source.ts';
import { IssueLog } from './issue-log.ts';
import { seeValue } from './evidence.ts';
import type { MissingMarkers } from './missing-markers.ts';
import type { OpenedCsv } from './open-csv.ts';
import { readTime, TimeEvidence, type DateOrder } from './time-formats.ts';
import { tokenizerEvents } from './tokenizer-events.ts';

/** A column of times of which nobody said whether the day or the month comes first. */
export interface TimesAt {
  readonly name: string;
  readonly index: number;
}

/**
 * Which comes first in the dates of these columns; those written with the year first or with the month's name have no order. What the first rows
 * leave open the whole file is asked, and then its other columns, as at an import. There nobody can be asked, so that a doubt that stays is an error.
 * @throws LatheError `csv-dates-doubtful` when a date is two days and nothing in the file says which
 */
export async function dateOrders(
  source: ByteSource,
  opened: OpenedCsv,
  columns: readonly TimesAt[],
  { markers, context }: { readonly markers: MissingMarkers; readonly context: () => WorkContext }
): Promise<ReadonlyMap<string, DateOrder>> {
  const seen = new Map(columns.map((column) => [column, inFirstRows(opened, column, markers)]));
  const open = columns.filter((column) => isOpen(seen.get(column)!));
  if (open.length > 0) {
    const wider = await inWholeFile(source, opened, open, markers, context());
    for (const [column, evidence] of wider) seen.set(column, evidence);
  }
  const told = [...new Set([...seen.values()].flatMap(({ order }) => order ?? []))];
  const [byOthers] = told.length === 1 ? told : [];
  const doubtful = open.flatMap((column) => {
    const example = seen.get(column)!.unsettled;
    return example === null ? [] : [{ name: column.name, example }];
  });
  if (doubtful.length > 0 && byOthers === undefined) throw refusal(doubtful);
  return new Map([...seen].flatMap(([{ name }, { order }]) => orderIn(name, order ?? byOthers)));
}

const orderIn = (name: string, order: DateOrder | undefined): [string, DateOrder][] => (order === undefined ? [] : [[name, order]]);

function refusal(doubtful: readonly { readonly name: string; readonly example: string }[]) {
  const { example } = doubtful[0]!;
  const days = [dayText(readTime(example, 'day-first')), dayText(readTime(example, 'month-first'))] as const;
  return csvDatesDoubtful(
    doubtful.map(({ name }) => name),
    example,
    days
  );
}

/** No value says which order it is, or as many say the one as the other. */
const isOpen = (evidence: TimeEvidence): boolean => evidence.best(undefined)?.isAmbiguous === true;

function freshEvidence(): TimeEvidence {
  const evidence = new TimeEvidence();
  evidence.keepsCounting = true;
  return evidence;
}

function inFirstRows({ dialect }: OpenedCsv, { index }: TimesAt, markers: MissingMarkers): TimeEvidence {
  const evidence = freshEvidence();
  for (const record of dialect.sampleRows) seeText(evidence, record[index] ?? '', markers);
  return evidence;
}

async function inWholeFile(
  source: ByteSource,
  opened: OpenedCsv,
  columns: readonly TimesAt[],
  markers: MissingMarkers,
  context: WorkContext
): Promise<Map<TimesAt, TimeEvidence>> {
  const seen = new Map(columns.map((column) => [column, freshEvidence()]));
  // the reading proper tells what is amiss in the file
  const events = tokenizerEvents(new IssueLog(), opened);
  for await (const block of recordBlocks(source, opened.stream, events, context))
    for (const [{ index }, evidence] of seen)
      for (let row = 0; row < block.rows; row++) seeText(evidence, fieldText(block, row * block.width + index), markers);
  return seen;
}

function seeText(evidence: TimeEvidence, text: string, markers: MissingMarkers): void {
  if (!markers.has(text)) seeValue(evidence, text, markers);
}
