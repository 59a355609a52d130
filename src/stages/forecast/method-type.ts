import type { SeededContext } from '../../core/context.ts';
import type { Note } from '../../core/note.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { TaskModelType } from '../../core/task-model.ts';
import type { Ask, Outlook } from './forecaster-type.ts';
import type { Panel } from './panel.ts';

/** What was learned of all series: plain data that forecasts can be asked of again. */
export interface PanelFit {
  readonly state: PlainRecord;
  /** What was fitted, in words. */
  readonly words: string;
  readonly notes: readonly Note[];
  /** Steps of a season; 1 = none. */
  readonly period: number;
}

/** A learner of numbers from columns of numbers, handed in by whoever composes stages. */
export interface Regressor {
  fit(columns: readonly Float64Array[], answers: Float64Array, context: SeededContext): Promise<PlainRecord>;
  predict(state: PlainRecord, columns: readonly Float64Array[]): Float64Array;
}

export interface ForecastContext extends SeededContext {
  readonly regressor: Regressor;
}

/** A way to forecast many series at once. */
export interface ForecastMethod extends TaskModelType {
  readonly task: 'forecasting';
  /** Steps a history of this season needs. */
  fewest(period: number): number;
  fit(panel: Panel, params: PlainRecord, context: ForecastContext): Promise<PanelFit>;
  /** One for each series, in the order of the panel; NaN for one that nothing is known of. */
  forecast(state: PlainRecord, ask: Ask, regressor: Regressor): readonly Outlook[];
}

/** The season, for every method alike. */
export const periodParam = {
  type: 'int',
  default: 0,
  min: 0,
  max: 8784,
  search: false,
  doc: 'Steps of a season, such as 12 of months; 0 = found in the data, 1 = none.'
} as const;
