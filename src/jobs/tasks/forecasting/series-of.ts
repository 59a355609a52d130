import { noTimeColumn, seriesInfinite, targetNotANumber, tooManySeries } from '../../../core/errors/forecasting.ts';
import { columnNotFound } from '../../../core/errors/tables.ts';
import { isLatheError } from '../../../core/errors/lathe-error.ts';
import { noTarget } from '../../../core/errors/training.ts';
import { forecastOf } from '../../../core/forecast-question.ts';
import { note, type Note } from '../../../core/note.ts';
import { allRows, findColumn, type Column, type RowSet, type Table } from '../../../core/table.ts';
import { counted, quoted } from '../../../core/words.ts';
import { findSeason } from '../../../stages/forecast/find-season.ts';
import { placeOf } from '../../../stages/forecast/frequency.ts';
import { sealedSteps } from '../../../stages/forecast/evaluate/sealed-end.ts';
import { forecasters } from '../../../stages/forecast/registry.ts';
import { endOf, makePanel, type Panel, type PanelRows } from '../../../stages/forecast/panel.ts';
import type { Study } from '../study.ts';
import { tellingColumn } from './telling-column.ts';

/** The series of a study, and how far they are to be forecast. */
export interface StudySeries {
  readonly panel: Panel;
  readonly target: string;
  readonly time: string;
  readonly zone: string | undefined;
  readonly horizon: number;
  /** What the problem says; 0 = to be found in whatever is known at an origin. */
  readonly season: number;
  /** Steps at the end that nothing is chosen by; 0 where the history is too short. */
  readonly sealed: number;
  /** Rows of these steps, and all others. */
  readonly parts: { readonly train: RowSet; readonly test: RowSet };
  readonly notes: readonly Note[];
}

const MOST_SERIES = 2000;
/** A season this long is still a horizon nobody has to ask for. */
const USUAL_HORIZON = 60;

/** @throws LatheError `no-target`, `no-time-column`, `forecast-not-numeric`, `series-infinite`, `too-many-series` or `steps-uneven` */
export function seriesOf(study: Study): StudySeries {
  const { dataset, problem, table, target } = study;
  if (target === undefined) throw noTarget();
  const values = findColumn(table, target);
  if (!values) throw columnNotFound(target, table.columns.map(({ name }) => name)); // prettier-ignore
  if (values.kind !== 'number') throw targetNotANumber(target, values.kind);
  const infinite = values.values.filter((value) => Math.abs(value) === Infinity).length;
  if (infinite > 0) throw seriesInfinite(target, infinite);
  const time = timeOf(study, target);
  const { horizon, season = 0, series } = forecastOf(problem);
  const apart = series ?? dataset.columns.find(({ role }) => role === 'group')?.name;
  const names = namesOf(table, apart);
  const made = makePanel({ times: time.values, values: values.values, names });
  const zone = dataset.columns.find(({ name }) => name === time.name)?.zone;
  const steps = horizon ?? usualHorizon(made.panel, season);
  const period = season === 0 ? findSeason(made.panel) : season;
  const sealed = sealedSteps(made.panel, { horizon: steps, fewest: Math.max(...forecasters.all.map((method) => method.fewest(period))) });
  const parts = partsOf(time.values, made.panel, sealed);
  return {
    panel: made.panel,
    target,
    time: time.name,
    zone,
    horizon: steps,
    season,
    sealed,
    parts,
    notes: [...mergedNotes(study, made.merged, { time, apart }), ...notesOf(made)]
  };
}

/** Rows from the sealed end on, and those before it. */
function partsOf(times: Float64Array, panel: Panel, sealed: number): StudySeries['parts'] {
  const from = endOf(panel) - sealed;
  const isSealed = (time: number) => sealed > 0 && placeOf(panel.frequency, time) >= from;
  const rows = allRows(times.length);
  return { train: rows.filter((row) => !isSealed(times[row]!)), test: rows.filter((row) => isSealed(times[row]!)) };
}

function timeOf({ dataset, table, problem }: Study, target: string): Extract<Column, { kind: 'time' }> {
  const times = dataset.columns.filter(({ kind, role }) => kind === 'time' && role !== 'ignore');
  const said = forecastOf(problem).time;
  const chosen = times.find(({ name }) => name === said) ?? times.find(({ role }) => role === 'time') ?? times[0];
  if (said !== undefined && chosen?.name !== said) throw columnNotFound(said, times.map(({ name }) => name)); // prettier-ignore
  const column = chosen && findColumn(table, chosen.name);
  if (column?.kind !== 'time') throw noTimeColumn(target);
  return column;
}

function namesOf(table: Table, name: string | undefined): PanelRows['names'] {
  if (name === undefined) return null;
  const column = findColumn(table, name);
  if (!column) throw columnNotFound(name, table.columns.map((each) => each.name)); // prettier-ignore
  const names = column.kind === 'category' ? { codes: column.codes, labels: column.labels } : null;
  const found = names ?? (column.kind === 'number' ? namesOfNumbers(column.values) : null);
  if (!found) throw columnNotFound(name, table.columns.filter(({ kind }) => kind === 'category' || kind === 'number').map((each) => each.name)); // prettier-ignore
  if (found.labels.length > MOST_SERIES) throw tooManySeries(name, found.labels.length, MOST_SERIES);
  return found;
}

function namesOfNumbers(values: Float64Array): NonNullable<PanelRows['names']> {
  const places = new Map<number, number>();
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { codes, labels: [...places.keys()].map(String) };
}

/** The season and the usual horizon of a table whose columns were told; null where its rows make no even steps. */
export function seriesFacts(
  table: Table,
  { target, time, series }: { readonly target: string; readonly time: string; readonly series: string | undefined }
): { season: number; horizon: number } | null {
  const [values, times] = [findColumn(table, target), findColumn(table, time)];
  if (values?.kind !== 'number' || times?.kind !== 'time') return null;
  try {
    const { panel } = makePanel({ times: times.values, values: values.values, names: namesOf(table, series) });
    return { season: findSeason(panel), horizon: usualHorizon(panel, 0) };
  } catch (error) {
    // What can't be laid on even steps is told when it is trained; a proposal does without.
    if (isLatheError(error)) return null;
    throw error;
  }
}

/** One season where it is short, else a tenth of the history, a month of steps at most. */
function usualHorizon(panel: Panel, season: number): number {
  const period = season === 0 ? findSeason(panel) : season;
  if (period > 1 && period <= USUAL_HORIZON) return period;
  return Math.max(1, Math.min(30, Math.floor(endOf(panel) / 10)));
}

/** Rows of one moment are most often rows of several series that nobody has named. */
function mergedNotes(
  { table, dataset, target }: Study,
  merged: number,
  { time, apart }: { readonly time: { readonly values: Float64Array }; readonly apart: string | undefined }
): Note[] {
  if (merged === 0) return [];
  const free = dataset.columns.filter(({ name, role }) => name !== target && role !== 'ignore').map(({ name }) => name);
  const telling = apart === undefined ? tellingColumn(table, time.values, free) : null;
  const remedy = telling
    ? ` ${quoted(telling.name)} tells ${counted(telling.series, 'series', 'series')} apart: name it on Problem, and each is forecast by itself.`
    : '';
  return [note('moments-merged', `${counted(merged, 'row')} shared a step with another and were averaged.${remedy}`)];
}

function notesOf({ leftOut, gaps, panel }: ReturnType<typeof makePanel>): Note[] {
  return [
    ...(panel.series.length > 1 ? [note('many-series', `${counted(panel.series.length, 'series', 'series')} are forecast.`)] : []),
    ...(leftOut > 0 ? [note('rows-without-value', `${counted(leftOut, 'row')} without a moment, a value or a series were left out.`)] : []),
    ...(gaps > 0
      ? [note('gaps-filled', `${counted(gaps, 'step')} without a value were filled in for learning; nothing is judged on them.`)]
      : [])
  ];
}
