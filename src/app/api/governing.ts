import type { DataTerms } from '../../core/data-terms.ts';
/** What was done, what is asked, what it cost. */
export interface GoverningVerbs {
  /** What was done to data and models, each entry chained to the one before. `broken` is the first that does not follow. */
  auditLog(): Promise<{ entries: AuditEntry[]; broken: number | null }>;
  /** What law and good practice ask, answered from the records; no legal advice. */
  checklist(): Promise<ChecklistItem[]>;
  /** On what terms each dataset of the project is kept, the current one first. All versions of a dataset share them. */
  terms(): Promise<DatasetTerms[]>;
  /** Changes the terms of a dataset, whichever version of it is named. What is null or empty is taken away. */
  setTerms(datasetId: string, change: TermsChange): Promise<DatasetTerms>;
  /** Energy, price and CO2 of all training here, by stated assumptions: true within `factor` either way. */
  costs(): Promise<Costs>;
}

export interface DatasetTerms {
  /** The table, by the name it first had, and its latest version. */
  dataset: string;
  datasetId: string;
  versions: number;
  /** Who answers for the rows. */
  owner?: string;
  licence?: string;
  /** Consent, a contract, or what else allows the use. */
  legalBasis?: string;
  purpose?: string;
  /** Days from its first import until it has to be deleted. */
  retentionDays?: number;
  /** Other names its versions came under. */
  names: string[];
  /** Tables of the project whose rows went into it: the strictest terms of all hold, and answers with noise are paid by each. */
  sources: string[];
  /** What holds for it: what is said above, and of its sources. */
  inForce: DataTerms;
  /** For what comes from sources: which. */
  from: { [K in keyof DataTerms]?: string[] };
  /** The source whose budget for answers with noise leaves the least, where it is not its own. */
  budgetFrom?: string;
  /** When it has to be deleted, by its own terms or those of a source; null where no end is set. */
  retentionEndsAt: number | null;
}

export type TermsChange = Partial<Record<'owner' | 'licence' | 'legalBasis' | 'purpose', string | null>> & {
  retentionDays?: number | null;
};

export interface AuditEntry {
  seq: number;
  at: number;
  action: string;
  detail: string;
  hash: string;
}

export interface ChecklistItem {
  id: string;
  /** Where the demand comes from. */
  source: string;
  question: string;
  state: 'met' | 'open' | 'not-needed' | 'not-known';
  evidence: string;
}

export interface Costs {
  cpuMs: number;
  gpuMs: number;
  kwh: number;
  price: number;
  gramsCo2: number;
  /** The true figure may be so many times larger or smaller. */
  factor: number;
  assumptions: { cpuWatts: number; gpuWatts: number; pricePerKwh: number; gramsPerKwh: number };
}
