/** Made by tools/predict-runtime.js: src/predict/standalone.ts as one function that needs nothing from outside itself. */
declare module 'virtual:predict-runtime' {
  export const predictRuntime: () => import('./standalone.ts').PredictRuntime;
}
