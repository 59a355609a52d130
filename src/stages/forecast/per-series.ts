import { partOf, pause } from '../../core/context.ts';
import { note, type Note } from '../../core/note.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { counted } from '../../core/words.ts';
import { findSeason } from './find-season.ts';
import { stepMs } from './frequency.ts';
import type { Forecaster } from './forecaster-type.ts';
import { periodParam, type ForecastContext, type ForecastMethod, type PanelFit } from './method-type.ts';
import { endOf, type Panel } from './panel.ts';
import { fitSeries, type SeriesFit } from './series-fit.ts';
import { seriesOutlook, type SeriesState } from './series-state.ts';

/** A forecaster of one series, for all series of a panel, each from its own past alone. */
export function perSeries(forecaster: Forecaster): ForecastMethod {
  const { id, label, doc, family, longestPeriod } = forecaster;
  return {
    id,
    label,
    doc,
    family,
    task: 'forecasting',
    params: { ...forecaster.params, period: periodParam },
    fewest: (period) => forecaster.fewest(Math.min(period, longestPeriod ?? period)),
    fit: (panel, params, context) => fitPanel(forecaster, panel, params, context),
    forecast: (state, ask) => statesOf(state).map((one) => seriesOutlook(forecaster, one, ask))
  };
}

const statesOf = (state: PlainRecord) => state['series'] as unknown as readonly (SeriesState | null)[];

async function fitPanel(forecaster: Forecaster, panel: Panel, given: PlainRecord, context: ForecastContext): Promise<PanelFit> {
  const { period: asked, ...params } = given;
  const period = asked === 0 ? findSeason(panel) : (asked as number);
  const count = panel.series.length;
  const frame = { period, stepMs: stepMs(panel.frequency), end: endOf(panel), isAlone: count === 1 };
  const fits: SeriesFit[] = [];
  for (const [i, series] of panel.series.entries()) {
    await pause(context);
    fits.push(await fitSeries(forecaster, series, { frame, params }, partOf(context, i / count, (i + 1) / count)));
  }
  return {
    state: { series: fits.map(({ state }) => state) as unknown as PlainRecord[] },
    words: wordsOf(fits.map(({ words }) => words)),
    notes: gathered(
      fits.flatMap(({ notes }) => notes),
      count
    ),
    period
  };
}

/** One series says all; of many the most common kinds stand with their number. */
function wordsOf(words: readonly string[]): string {
  if (words.length === 1) return words[0]!;
  const counts = new Map<string, number>();
  for (const word of words) {
    const kind = word.split(', alpha')[0]!;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return common.map(([kind, count]) => `${kind} for ${count} of ${words.length} series`).join('; ');
}

/** Many series may say the same: the first of each kind stands for all, with their number. */
function gathered(notes: readonly Note[], series: number): Note[] {
  const byCode = new Map<string, Note[]>();
  for (const one of notes) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  return [...byCode].map(([code, same]) => {
    const [first] = same;
    if (same.length === 1) return first!;
    return note(code, `${first!.message} The same holds for ${same.length - 1} more of ${counted(series, 'series', 'series')}.`);
  });
}
