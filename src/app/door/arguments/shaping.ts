import type { ShapingVerbs } from '../../api/shaping.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { count, fields, filledText, listOf, optional, options, texts, whole } from './shape.ts';

const dataset = ['datasetId', filledText] as const;
const steps = ['steps', listOf(fields({ kind: filledText }), 'steps')] as const;
const watch = ['options', options()] as const;
const example = '[{ kind: "filter", where: "age > 30" }]';

/** What the verbs take that make tables from tables; what is in a step is checked where it is carried out. */
export const shapingArguments: ArgumentsOf<ShapingVerbs> = {
  shape: verb(`data.shape(datasetId, ${example})`, dataset, steps, watch),
  previewShape: verb(`data.previewShape(datasetId, ${example})`, dataset, steps, watch),
  synthesise: verb('data.synthesise(datasetId, { rows: 1000, seed: 1 })', dataset, [
    'options',
    options({ rows: optional(count), seed: optional(whole) })
  ]),
  tables: verb('data.tables()'),
  diff: verb(
    'data.diff(olderId, newerId)',
    ['before', filledText],
    ['after', filledText],
    ['options', options({ key: optional(texts('column names')) })]
  ),
  tag: verb('data.tag(datasetId, ["checked"])', dataset, ['tags', texts('tags')]),
  restore: verb('data.restore(datasetId)', dataset),
  removeVersion: verb('data.removeVersion(datasetId)', dataset),
  storage: verb('data.storage()')
};
