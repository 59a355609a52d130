import type { RuleVerbs } from '../../api/rules.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { fields, filledText, flag, listOf, oneOf, optional, options, plain, share, text, texts, whole } from './shape.ts';

const about = ['datasetId', optional(filledText)] as const;
const dataset = ['datasetId', filledText] as const;
const rule = fields({
  column: text,
  kind: filledText,
  value: plain,
  id: optional(filledText),
  columns: optional(texts('column names')),
  mostly: optional(share),
  severity: optional(oneOf('warn', 'fail')),
  off: optional(flag),
  because: optional(text)
});
const example = '[{ column: "age", kind: "not-null" }]';

/** What a value holds is checked where the rule is. */
export const ruleArguments: ArgumentsOf<RuleVerbs> = {
  validate: verb(`data.validate(datasetId, ${example})`, dataset, ['rules', optional(listOf(rule, 'rules'))], ['options', options()]),
  ruleKinds: verb('data.ruleKinds()'),
  rules: verb('data.rules()', about),
  setRules: verb(`data.setRules(${example})`, ['rules', listOf(rule, 'rules')], about),
  runRules: verb('data.runRules(datasetId)', dataset, ['options', options()]),
  ruleRuns: verb('data.ruleRuns()', about),
  rowsAt: verb('data.rowsAt(datasetId, [4, 17])', dataset, ['rows', listOf(whole, 'row numbers')])
};
