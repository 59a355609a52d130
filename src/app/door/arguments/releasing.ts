import type { DeploymentVerbs } from '../../api/deploying.ts';
import type { RegistryVerbs } from '../../api/packaging.ts';
import type { Project } from '../../api/projects.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import {
  blob,
  count,
  fields,
  filledText,
  flag,
  listOf,
  number,
  oneOf,
  optional,
  options,
  orNull,
  rows,
  scalar,
  share,
  text,
  texts,
  whole
} from './shape.ts';

const model = ['model', filledText] as const;
const watch = ['options', options()] as const;

export const registryArguments: ArgumentsOf<RegistryVerbs> = {
  register: verb('registry.register(runId, "penguins")', ['runId', filledText], ['name', filledText], watch),
  list: verb('registry.list()'),
  inspect: verb('registry.inspect("penguins@1")', model),
  alterByte: verb('registry.alterByte("penguins@1", 0.5)', model, ['share', share]),
  alias: verb('registry.alias("penguins", "champion", 1)', ['name', filledText], ['alias', filledText], ['version', count])
};

const settings = {
  split: optional(fields({ model: filledText, share: number, mode: filledText })),
  rateLimitPerMinute: optional(number),
  token: optional(text),
  logShare: optional(number)
};
const own = ['name', filledText] as const;

const batchOptions = [
  'options',
  options({
    warnings: optional(flag),
    rules: optional(oneOf('stop', 'set-aside', 'go-on')),
    units: optional(oneOf('convert', 'trained')),
    marks: optional(oneOf('file'))
  })
] as const;

export const deploymentArguments: ArgumentsOf<DeploymentVerbs> = {
  create: verb('deployments.create({ name: "penguins", model: "penguins@1" })', [
    'spec',
    fields({ name: filledText, model: filledText, ...settings })
  ]),
  list: verb('deployments.list()'),
  predict: verb('deployments.predict("penguins", [{ column: value }])', own, ['rows', rows]),
  log: verb('deployments.log("penguins", { count: 20 })', own, ['options', options({ count: optional(whole) })]),
  sendTest: verb(
    'deployments.sendTest("penguins", { rows: 100 })',
    own,
    ['traffic', fields({ rows: count, shift: optional(fields({ columns: texts('column names'), by: number })) })],
    watch
  ),
  answerFile: verb('deployments.answerFile("penguins", file), with a CSV file', own, ['source', blob], batchOptions),
  batch: verb('deployments.batch("penguins", file), with a CSV file', own, ['source', blob], batchOptions),
  feedback: verb('deployments.feedback("penguins", [{ id, actual: "Adelie" }]), with ids that predict gave', own, [
    'labels',
    listOf(fields({ id: filledText, actual: scalar }), 'labels, each such as { id, actual }')
  ]),
  update: verb('deployments.update("penguins", { model: "penguins@2" })', own, [
    'change',
    fields({ name: optional(filledText), model: optional(filledText), ...settings })
  ]),
  rollback: verb('deployments.rollback("penguins")', own),
  remove: verb('deployments.remove("penguins")', own),
  inputs: verb('deployments.inputs("penguins")', own)
};

const said = optional(orNull(text));
const terms = fields({ owner: said, licence: said, legalBasis: said, purpose: said, retentionDays: optional(orNull(count)) });

type Telling = Pick<Project, 'export' | 'monitor' | 'govern' | 'report' | 'story' | 'lineage' | 'rename'>;

export const tellingArguments: ArgumentsOf<Telling> = {
  export: verb('export("penguins@1", "html")', model, ['format', filledText], watch),
  monitor: verb('monitor("penguins"), with the name of a deployment', own, ['options', options({ since: optional(number) })]),
  govern: {
    auditLog: verb('govern.auditLog()'),
    checklist: verb('govern.checklist()'),
    costs: verb('govern.costs()'),
    terms: verb('govern.terms()'),
    setTerms: verb('govern.setTerms(datasetId, { licence: "CC0", retentionDays: 90 })', ['datasetId', filledText], ['change', terms])
  },
  report: verb(
    'report("model-card", { format: "html" })',
    ['kind', filledText],
    ['options', options({ model: optional(filledText), format: optional(text) })]
  ),
  story: verb('story()'),
  lineage: verb('lineage()'),
  rename: verb('rename("Penguins")', ['name', text])
};
