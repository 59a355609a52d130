import type { FeatureVerbs } from '../../api/features.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { columnName, fields, filledText, flag, optional, options, recordOf, text, whole } from './shape.ts';

export const featureArguments: ArgumentsOf<FeatureVerbs> = {
  list: verb('features.list()'),
  save: verb('features.save({ name: "bmi", expression: "weight / height ^ 2" })', [
    'feature',
    fields({ name: filledText, expression: filledText, description: optional(text), owner: optional(text) })
  ]),
  use: verb(
    'features.use("bmi", { columns: { weight: "weight kg" } })',
    ['name', filledText],
    ['options', options({ version: optional(whole), columns: optional(recordOf(columnName)), as: optional(filledText) })]
  ),
  used: verb('features.used()'),
  remove: verb('features.remove("bmi", 1)', ['name', filledText], ['version', whole], ['options', options({ evenIfUsed: optional(flag) })])
};
