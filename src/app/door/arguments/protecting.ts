import type { ProtectingVerbs } from '../../api/protecting.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { columnName, count, fields, filledText, listOf, oneOf, optional, options, positive, share, texts } from './shape.ts';

const dataset = ['datasetId', filledText] as const;
const maybeDataset = ['datasetId', optional(filledText)] as const;
const watch = ['options', options()] as const;
const key = ['keyId', filledText] as const;

/** What the verbs take that protect people. */
export const protectingArguments: ArgumentsOf<ProtectingVerbs> = {
  keys: {
    make: verb('protect.keys.make()'),
    list: verb('protect.keys.list()'),
    show: verb('protect.keys.show(keyId)', key),
    take: verb('protect.keys.take("64 digits from 0 to f")', ['secret', filledText]),
    destroy: verb('protect.keys.destroy(keyId)', key)
  },
  offers: verb('protect.offers(datasetId)', dataset, watch),
  apply: verb(
    'protect.apply(datasetId, [{ kind: "pseudonymise", columns: ["email"] }])',
    dataset,
    ['protections', listOf(fields({ kind: filledText }), 'protections', 1)],
    watch
  ),
  risk: verb('protect.risk(datasetId, { columns: ["age", "sex"], sensitive: "diagnosis" })', dataset, [
    'options',
    options({ columns: optional(texts('column names')), sensitive: optional(columnName), threshold: optional(share) })
  ]),
  find: verb('protect.find("email", "ada@example.org")', ['column', columnName], ['value', filledText], watch),
  erase: verb('protect.erase("email", "ada@example.org")', ['column', columnName], ['value', filledText], watch),
  summary: verb(
    'protect.summary(datasetId, { kind: "mean", column: "age", lowest: 0, highest: 120 }, { epsilon: 0.1 })',
    dataset,
    [
      'ask',
      fields({ kind: oneOf('count', 'mean', 'histogram', 'levels'), column: optional(columnName), labels: optional(texts('values')) })
    ],
    ['cost', fields({ epsilon: positive, delta: optional(share) })]
  ),
  budget: verb('protect.budget(datasetId)', maybeDataset),
  setBudget: verb('protect.setBudget(1, datasetId)', ['epsilon', positive], maybeDataset),
  suggest: verb('protect.suggest(datasetId, { k: 5 })', dataset, [
    'options',
    options({ columns: optional(texts('column names')), k: optional(count) })
  ])
};
