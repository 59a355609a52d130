/** Made by tools/predict-runtime.js: functions that need nothing from outside themselves, so that their own text can go into exported files. */
declare module 'virtual:predict-runtime' {
  /** src/predict/standalone.ts, for packages without formulas. */
  export const predictRuntime: () => import('./standalone.ts').PredictRuntime;
  /** The same for packages with formulas, with the expression language. */
  export const formulaRuntime: () => import('./standalone.ts').PredictRuntime;
  /** src/export-page/page.ts: needs a document when `start` is called, not before. */
  export const exportPage: () => { readonly start: (runtime: import('./standalone.ts').PredictRuntime) => void };
}
