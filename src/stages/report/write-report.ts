import { documents } from './documents/registry.ts';
import type { ReportDocument } from './document.ts';
import { renderHtml } from './render/html.ts';
import { jsonText, renderJson } from './render/json.ts';
import { renderMarkdown } from './render/markdown.ts';
import type { ReportFacts } from './report-facts.ts';
import { subjectOf, type Subject } from './subject.ts';
import { isoDay } from './words.ts';
import type { DocumentType } from './documents/document-type.ts';
import { unknownId } from '../../core/errors/anywhere.ts';

export type ReportFormat = 'html' | 'markdown' | 'json';

export interface WrittenReport {
  readonly text: string;
  readonly mime: string;
}

/**
 * A document of the project, made from its records alone: the same facts give the same text.
 * @throws LatheError `unknown-id` for a kind of document or a format there is not
 */
export function writeReport(kind: string, format: ReportFormat, facts: ReportFacts): WrittenReport {
  const type = documents.get(kind);
  const write = Object.hasOwn(writers, format) ? writers[format] : undefined;
  if (!write) throw unknownId('document format', format, Object.keys(writers));
  return write(type, facts, subjectOf(facts));
}

type Writer = (type: DocumentType, facts: ReportFacts, subject: Subject) => WrittenReport;

const writers: Readonly<Record<ReportFormat, Writer>> = {
  html: (...about) => ({ text: renderHtml(documentOf(...about)), mime: 'text/html;charset=utf-8' }),
  markdown: (...about) => ({ text: renderMarkdown(documentOf(...about)), mime: 'text/markdown;charset=utf-8' }),
  json: (type, facts, subject) => ({
    text: type.json ? jsonText(type.json(facts, subject)) : renderJson(documentOf(type, facts, subject)),
    mime: 'application/json'
  })
};

const documentOf = (type: DocumentType, facts: ReportFacts, subject: Subject): ReportDocument => ({
  kind: type.id,
  date: isoDay(facts.at),
  madeBy: `made by Lathe ${facts.latheVersion} from the project’s records`,
  ...type.write(facts, subject)
});
