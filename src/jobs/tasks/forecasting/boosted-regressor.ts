import { defaultsOf } from '../../../core/params.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import type { Table } from '../../../core/table.ts';
import { modelScorers } from '../../../predict/model-registry.ts';
import type { ScoreTable } from '../../../predict/model-scorer.ts';
import type { Regressor } from '../../../stages/forecast/method-type.ts';
import { boosting } from '../../../stages/train/models/boosting.ts';

const settings = { ...defaultsOf(boosting.params), maxIter: 100, maxLeafNodes: 15, earlyStopping: 'off' };

/** Gradient boosting, as the forecasting stage, which sees no other stage, asks for a learner. */
export function boostedRegressor(): Regressor {
  const compiled = new WeakMap<PlainRecord, ScoreTable>();
  return {
    async fit(columns, answers, context) {
      const data = {
        features: tableOf(columns),
        target: { kind: 'numbers' as const, name: 'change', values: answers },
        weights: null
      };
      const noEngine = () => Promise.reject(new Error('Boosting asks for no engine.'));
      const { state } = await boosting.fit(data, settings as never, { ...context, onCurve: () => undefined, openEngine: noEngine });
      return state;
    },
    predict(state, columns) {
      const score = compiled.get(state) ?? modelScorers.get(boosting.id).compile(state);
      compiled.set(state, score);
      return score(tableOf(columns));
    }
  };
}

const tableOf = (columns: readonly Float64Array[]): Table => ({
  rows: columns[0]?.length ?? 0,
  columns: columns.map((values, i) => ({ kind: 'number' as const, name: `lag ${i}`, values }))
});
