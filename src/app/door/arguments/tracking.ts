import type { TrackingVerbs } from '../../api/tracking.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { blob, filledText, onlyFields, optional, options, text, texts } from './shape.ts';

export const trackingArguments: ArgumentsOf<TrackingVerbs> = {
  annotate: verb(
    'tracking.annotate(runId, { tags: ["candidate"], comment: "With the new features." })',
    ['runId', filledText],
    ['words', onlyFields({ tags: optional(texts('tags', 0)), comment: optional(text) })]
  ),
  diff: verb('tracking.diff(runId, otherRunId)', ['a', filledText], ['b', filledText]),
  exportStore: verb('tracking.exportStore()', ['options', options()]),
  importStore: verb('tracking.importStore(zip), with a zip of the folder mlruns', ['zip', blob], ['options', options()]),
  imported: verb('tracking.imported()')
};
