import type { ListLoss } from './list-loss.ts';

/**
 * Cox's proportional hazards: the loss is the mean negative partial log-likelihood of an event, ties by Breslow. A time below 0 was seen without an
 * event up to its size, as XGBoost has it.
 * Source: Cox (1972), "Regression models and life-tables"; Breslow (1974), "Covariance analysis of censored survival data".
 * @param times of all rows of the data
 * @param rows those looked at
 */
export function coxLoss(times: Float64Array, weights: Float64Array | null, rows: Uint32Array): ListLoss {
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  const order = rows.toSorted((a, b) => Math.abs(times[a]!) - Math.abs(times[b]!) || a - b);
  const moments = momentsOf(order, times);
  const events = order.reduce((sum, row) => sum + (times[row]! > 0 ? weightOf(row) : 0), 0);
  return {
    derive(raw, into) {
      const highest = order.reduce((most, row) => Math.max(most, raw[row]!), -Infinity);
      const risk = (row: number) => weightOf(row) * Math.exp(raw[row]! - highest);
      let atRisk = order.reduce((sum, row) => sum + risk(row), 0);
      let [slope, bend, lost] = [0, 0, 0];
      for (const { from, to } of moments) {
        const happened = order.subarray(from, to).filter((row) => times[row]! > 0);
        const weight = happened.reduce((sum, row) => sum + weightOf(row), 0);
        if (weight > 0) {
          slope += weight / atRisk;
          bend += weight / (atRisk * atRisk);
          lost += weight * (Math.log(atRisk) + highest) - happened.reduce((sum, row) => sum + weightOf(row) * raw[row]!, 0);
        }
        for (const row of order.subarray(from, to)) {
          const own = risk(row);
          if (into) {
            into.gradient[row] = own * slope - (times[row]! > 0 ? weightOf(row) : 0);
            into.hessian[row] = Math.max(0, own * slope - own * own * bend);
          }
          atRisk -= own;
        }
      }
      return events > 0 ? lost / events : NaN;
    }
  };
}

/** Stretches of the order that stand at one time. */
function momentsOf(order: Uint32Array, times: Float64Array): { readonly from: number; readonly to: number }[] {
  const moments: { from: number; to: number }[] = [];
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && Math.abs(times[order[to]!]!) === Math.abs(times[order[from]!]!)) to++;
    moments.push({ from, to });
  }
  return moments;
}
