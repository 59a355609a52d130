/** How many lags of what: ARIMA(p,d,q)(P,D,Q) of a period, with or without a constant. */
export interface ArimaOrder {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly seasonalP: number;
  readonly seasonalD: number;
  readonly seasonalQ: number;
  /** A level without differences, a drift with one. */
  readonly constant: boolean;
}

/** "ARIMA(1,1,1)(0,1,1)[12] with drift" */
export function orderName(order: ArimaOrder, period: number): string {
  const { p, d, q, seasonalP, seasonalD, seasonalQ, constant } = order;
  const season = seasonalP + seasonalD + seasonalQ > 0 ? `(${seasonalP},${seasonalD},${seasonalQ})[${period}]` : '';
  return `ARIMA(${p},${d},${q})${season}${constant ? (d + seasonalD > 0 ? ' with drift' : ' with a level') : ''}`;
}

/** Numbers a fit finds, the variance among them. */
export const numbersOfOrder = ({ p, q, seasonalP, seasonalQ, constant }: ArimaOrder): number =>
  p + q + seasonalP + seasonalQ + (constant ? 2 : 1);

export const sameOrder = (a: ArimaOrder, b: ArimaOrder): boolean =>
  (Object.keys(a) as (keyof ArimaOrder)[]).every((key) => a[key] === b[key]);
