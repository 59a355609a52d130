/** The project as documents, as a story and as a graph. */
export interface SharingVerbs {
  report(kind: ReportKind, options?: { model?: string; format?: 'html' | 'markdown' | 'json' }): Promise<Blob>;
  /** The project told in 30 seconds, and the six role questions answered from its records. */
  story(): Promise<{ thirtySeconds: string; roles: { role: string; question: string; answer: string; known: boolean }[] }>;
  lineage(): Promise<{ nodes: { id: string; kind: string; hash: string }[]; edges: [string, string][] }>;
}

export type ReportKind = 'model-card' | 'datasheet' | 'runbook' | 'stakeholder' | 'audit' | 'data-validation';
