/** What was done, what is asked, what it cost. */
export interface GoverningVerbs {
  /** What was done to data and models, each entry chained to the one before. `broken` is the first that does not follow. */
  auditLog(): Promise<{ entries: AuditEntry[]; broken: number | null }>;
  /** What law and good practice ask, answered from the records; no legal advice. */
  checklist(): Promise<ChecklistItem[]>;
  /** Energy, price and CO2 of all training here, by stated assumptions: true within `factor` either way. */
  costs(): Promise<Costs>;
}

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
