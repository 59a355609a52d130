/** The project as documents, as a story and as a graph. */
export interface SharingVerbs {
  report(kind: ReportKind, options?: { model?: string; format?: 'html' | 'markdown' | 'json' }): Promise<Blob>;
  /** The project told in 30 seconds, and the six role questions answered from its records. */
  story(): Promise<{ thirtySeconds: string; roles: { role: string; question: string; answer: string; known: boolean }[] }>;
  /** What was made from what; edges lead from a source to what came of it. */
  lineage(): Promise<{ nodes: LineageNode[]; edges: [string, string][] }>;
}

export interface LineageNode {
  id: string;
  /** `dataset`, `split`, `recipe`, `run`, `package`, `version` or `deployment`. */
  kind: string;
  hash: string;
  /** What a person calls it. */
  name: string;
  /** How it was made, in a sentence; empty where the name says it. */
  said: string;
  /** False: a data version of another project, or one that was removed since. */
  isHere: boolean;
}

export type ReportKind = 'model-card' | 'datasheet' | 'runbook' | 'stakeholder' | 'audit' | 'data-validation';
