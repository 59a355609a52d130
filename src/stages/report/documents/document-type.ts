import type { ReportDocument } from '../document.ts';
import type { ReportFacts } from '../report-facts.ts';
import type { Subject } from '../subject.ts';

/** A kind of document: what it says of a project. It never throws: what is not known is said to be so. */
export interface DocumentType {
  readonly id: string;
  write(facts: ReportFacts, subject: Subject): Omit<ReportDocument, 'kind' | 'date' | 'madeBy'>;
  /** Another schema for JSON than the document's own. */
  json?(facts: ReportFacts, subject: Subject): unknown;
}
