import { summaryMethods } from '../../../core/looks/summaries.ts';
import { roles } from '../../../core/schema.ts';
import { clockTwices } from '../../../core/time-zone.ts';
import type { Project } from '../../api/projects.ts';
import { verb, type ArgumentsOf } from './guarded.ts';
import { ruleArguments } from './rules.ts';
import { shapingArguments } from './shaping.ts';
import {
  blob,
  columnName,
  count,
  fields,
  fileHandle,
  filledText,
  flag,
  listOf,
  number,
  oneOf,
  onlyFields,
  optional,
  options,
  orNull,
  recordOf,
  share,
  text,
  textOrBlob,
  texts,
  topicCount,
  type Shape,
  whole
} from './shape.ts';

const dataset = ['datasetId', filledText] as const;
const column = ['column', columnName] as const;
const watch = ['options', options()] as const;

const columnFormat = {
  decimal: optional(oneOf('.', ',')),
  thousands: optional(text),
  dateOrder: optional(oneOf('day-first', 'month-first')),
  zone: optional(text),
  twice: optional(oneOf(...clockTwices)),
  levels: optional(texts('levels'))
};

const csv = {
  name: optional(text),
  delimiter: optional(text),
  encoding: optional(text),
  header: optional(flag),
  decimal: optional(oneOf('.', ',')),
  missing: optional(listOf(text, 'texts')),
  types: optional(recordOf(text)),
  dateOrder: optional(oneOf('day-first', 'month-first')),
  quotedIsText: optional(flag),
  quoteChar: optional(text),
  escapeChar: optional(text),
  comment: optional(text),
  skipLines: optional(whole),
  footerLines: optional(whole),
  thousands: optional(text),
  formats: optional(recordOf(onlyFields(columnFormat))),
  badRows: optional(oneOf('repair', 'set-aside')),
  recipe: optional(flag),
  ownTable: optional(flag)
};

const csvOptions = { ...csv, table: optional(count) };
const textOrCount: Shape = (value, at) =>
  typeof value === 'string' || count(value, at) === null ? null : { at, expected: 'a name, or a whole number from 1', got: value };
const file = { ...csv, table: optional(textOrCount) };

export const dataArguments: ArgumentsOf<Project['data']> = {
  ...shapingArguments,
  ...ruleArguments,
  importCsv: verb(
    'data.importCsv(file) or data.importCsv("x,y\\n1,2\\n", { name: "table" })',
    ['source', textOrBlob],
    ['options', options(csvOptions)]
  ),
  importFile: verb(
    'data.importFile(file), with a CSV, JSON, Parquet, Arrow or XLSX file',
    ['source', textOrBlob],
    ['options', options({ ...file, anew: optional(flag), handle: optional(fileHandle) })]
  ),
  unfinishedImports: verb('data.unfinishedImports()'),
  goOnImport: verb('data.goOnImport(id, { file })', ['id', text], ['options', options({ file: optional(blob) })]),
  giveUpImport: verb('data.giveUpImport(id)', ['id', text]),
  importImages: verb(
    'data.importImages(files), with the files of a folder or one zip',
    ['source', (value, at) => (value instanceof Blob ? null : listOf(blob, 'files, or one zip')(value, at))],
    ['options', options({ size: optional(number), name: optional(text), places: optional(oneOf('keep', 'drop')) })]
  ),
  addImages: verb(
    'data.addImages(datasetId, files, { label: "cat" })',
    dataset,
    ['source', (value, at) => (value instanceof Blob ? null : listOf(blob, 'files, or one zip', 1)(value, at))],
    ['options', options({ label: optional(text), places: optional(oneOf('keep', 'drop')) })]
  ),
  alikeImages: verb('data.alikeImages(datasetId)', dataset, watch),
  versions: verb('data.versions()'),
  current: verb('data.current()'),
  setColumn: verb('data.setColumn(datasetId, "age", { type: "number" })', dataset, column, [
    'change',
    fields({
      type: optional(text),
      role: optional(text),
      order: optional(orNull(texts('levels'))),
      longitude: optional(orNull(columnName)),
      zone: optional(orNull(text)),
      twice: optional(oneOf(...clockTwices)),
      unit: optional(orNull(text))
    })
  ]),
  rows: verb('data.rows(datasetId, { start: 0, count: 10 })', dataset, [
    'options',
    options({ start: optional(number), count: optional(number) })
  ]),
  quarantine: verb('data.quarantine(datasetId)', dataset),
  quarantineCsv: verb('data.quarantineCsv(datasetId)', dataset),
  images: verb('data.images(datasetId, [0, 1, 2])', dataset, ['rows', listOf(whole, 'row numbers')]),
  profile: verb('data.profile(datasetId)', dataset, watch),
  audit: verb('data.audit(datasetId)', dataset, watch),
  labelErrors: verb('data.labelErrors(datasetId)', dataset, watch),
  privacy: verb('data.privacy(datasetId)', dataset, watch),
  anonymity: verb('data.anonymity(datasetId, ["age", "sex"])', dataset, ['columns', optional(texts('column names'))], watch),
  previewCsv: verb('data.previewCsv(file)', ['source', textOrBlob], ['options', options(csvOptions)]),
  previewFile: verb('data.previewFile(file)', ['source', textOrBlob], ['options', options(file)]),
  exportFormats: verb('data.exportFormats()'),
  export: verb('data.export(datasetId, "parquet")', dataset, ['format', filledText], watch),
  exportCsv: verb('data.exportCsv(datasetId)', dataset, ['options', options({ spreadsheetSafe: optional(flag) })]),
  countValues: verb('data.countValues(datasetId, "species")', dataset, column),
  series: verb('data.series(datasetId, { column: "sales", time: "day" })', dataset, [
    'request',
    fields({ column: columnName, time: optional(columnName), period: optional(whole) })
  ]),
  crossFilter: verb('data.crossFilter(datasetId, { columns: ["age", "sex"], filters: { age: [3, 4, 5] } })', dataset, [
    'request',
    fields({
      columns: texts('column names'),
      filters: optional(recordOf(listOf(whole, 'bins'))),
      density: optional(fields({ x: columnName, y: columnName }))
    })
  ]),
  quality: verb('data.quality(datasetId)', dataset, watch),
  outliers: verb('data.outliers(datasetId)', dataset, watch),
  story: verb('data.story(datasetId)', dataset, watch),
  places: verb('data.places(datasetId)', dataset),
  map: verb('data.map(datasetId, { method: "pca" })', dataset, [
    'request',
    fields({ method: oneOf('pca', 'umap'), seed: optional(whole) })
  ]),
  texts: verb('data.texts(datasetId, { column: "review", by: "stars" })', dataset, [
    'request',
    fields({ column: filledText, by: optional(filledText) })
  ]),
  topics: verb('data.topics(datasetId, "review", { topics: 6 })', dataset, column, [
    'options',
    options({ topics: optional(topicCount), seed: optional(whole) })
  ]),
  summarise: verb('data.summarise(datasetId, "review", { method: "lexrank", sentences: 3 })', dataset, column, [
    'options',
    options({
      method: optional(oneOf(...summaryMethods)),
      sentences: optional(count),
      reference: optional(filledText),
      rows: optional(rowNumbers),
      seed: optional(whole)
    })
  ]),
  valuesAt: verb('data.valuesAt(datasetId, { column: "species", rows: [0, 1, 2] })', dataset, [
    'request',
    fields({ column: filledText, rows: rowNumbers })
  ]),
  compareWith: verb('data.compareWith(datasetId, { kind: "parts", first: "train", second: "test" })', dataset, ['against', against], watch),
  threeThings: verb('data.threeThings(datasetId)', dataset, watch),
  featurePower: verb('data.featurePower(datasetId)', dataset, [
    'options',
    options({ planted: optional(fields({ wrongShare: share, seed: optional(whole) })) })
  ]),
  tryChange: verb('data.tryChange(datasetId, "age", { kind: "cell", row: 0 })', dataset, column, ['change', change])
};

function change(value: unknown, at: string) {
  const kind = fields({ kind: oneOf('cell', 'role') })(value, at);
  if (kind) return kind;
  return fields((value as { kind: string }).kind === 'cell' ? { row: whole } : { role: oneOf(...roles) })(value, at);
}

const part = oneOf('train', 'validation', 'test');
function against(value: unknown, at: string) {
  const kind = fields({ kind: oneOf('version', 'parts') })(value, at);
  if (kind) return kind;
  return fields((value as { kind: string }).kind === 'version' ? { datasetId: filledText } : { first: part, second: part })(value, at);
}

/** A list of row numbers, typed or not. */
function rowNumbers(value: unknown, at: string) {
  return listOf(whole, 'row numbers')(ArrayBuffer.isView(value) ? [...(value as Uint32Array)] : value, at);
}
