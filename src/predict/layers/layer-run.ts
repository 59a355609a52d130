/** One layer ready to run: reads one row's values from `input` and leaves its own in `output`, which it owns and overwrites each time. */
export interface LayerRun {
  readonly output: Float64Array;
  run(input: Float64Array): void;
}
