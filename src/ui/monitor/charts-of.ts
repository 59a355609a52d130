import type { ColumnDrift, MonitorReport } from '../../app/api/watching.ts';
import type { DriftData } from '../../charts/drift.ts';
import type { LatencyData } from '../../charts/latency.ts';
import type { RequestsData } from '../../charts/requests.ts';

export const driftData = ({ column, kind, bins, psi, alarm }: ColumnDrift): DriftData => ({ column, kind, bins, psi, alarm });

export const latencyData = ({ latency, traffic }: MonitorReport, limitMs: number | null): LatencyData => ({
  bins: latency,
  p50: traffic.p50Ms,
  p95: traffic.p95Ms,
  p99: traffic.p99Ms,
  limitMs
});

export const requestsData = ({ timeline }: MonitorReport): RequestsData => ({ spans: timeline });
