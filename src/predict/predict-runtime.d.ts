/** Made by tools/predict-runtime.js: functions that need nothing from outside themselves, so that their own text can go into exported files. */
declare module 'virtual:predict-runtime' {
  /** src/predict/standalone.ts, which knows no kind of model and no step until it is given some. */
  export const predictRuntime: () => import('./standalone.ts').PredictRuntime;
  /** A kind of model, or a step, under its id: what the registries of src/predict list. */
  export const modelParts: Readonly<Record<string, () => import('./standalone.ts').RuntimePart>>;
  export const stepParts: Readonly<Record<string, () => import('./standalone.ts').RuntimePart>>;
  /** src/export-page/page.ts: needs a document when `start` is called, not before. */
  export const exportPage: () => { readonly start: (runtime: import('./standalone.ts').PredictRuntime) => void };
}
