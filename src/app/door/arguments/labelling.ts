import { measureLevels } from '../../../core/labelling.ts';
import type { LabellingVerbs } from '../../api/labelling.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { count, fields, filledText, listOf, oneOf, optional, options, share, whole, type Shape } from './shape.ts';

const dataset = ['datasetId', filledText] as const;
const by = ['by', filledText] as const;
const column = { column: optional(filledText) };
const of = ['options', options(column)] as const;
const textOrNull: Shape = (value, at) => (value === null ? null : filledText(value, at));

/** What the verbs take that label rows. */
export const labellingArguments: ArgumentsOf<LabellingVerbs> = {
  state: verb('labels.state(datasetId)', dataset, of),
  orders: verb('labels.orders()'),
  next: verb('labels.next(datasetId, "Ada", { order: "uncertain", count: 10 })', dataset, by, [
    'options',
    options({
      ...column,
      order: optional(filledText),
      from: optional(oneOf('unlabelled', 'second-look', 'all')),
      count: optional(count),
      run: optional(filledText)
    })
  ]),
  set: verb(
    'labels.set(datasetId, "Ada", [{ row: 0, label: "cat" }])',
    dataset,
    by,
    ['labels', listOf(fields({ row: whole, label: textOrNull, confidence: optional(share) }), 'labels, each { row, label }', 1)],
    ['options', options({ ...column, how: optional(oneOf('hand', 'suggested')) })]
  ),
  undo: verb('labels.undo(datasetId, "Ada")', dataset, by, of),
  suggest: verb('labels.suggest(datasetId)', dataset, of),
  agreement: verb('labels.agreement(datasetId, { level: "ordinal" })', dataset, [
    'options',
    options({ ...column, level: optional(oneOf(...measureLevels)) })
  ]),
  resolve: verb('labels.resolve(datasetId, 7, "cat")', dataset, ['row', whole], ['label', filledText], of),
  commit: verb('labels.commit(datasetId)', dataset, of),
  export: verb('labels.export(datasetId)', dataset, of)
};
