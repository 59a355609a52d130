import { counted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber, formatShare } from './format.ts';
import { largest, position } from './parts.ts';

export interface RequestsData {
  /** Ascending, without gaps; times in ms since 1970 UTC, `p95Ms` NaN where nothing was answered. */
  readonly spans: readonly {
    readonly from: number;
    readonly to: number;
    readonly requests: number;
    readonly errors: number;
    readonly p95Ms: number;
  }[];
}

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false });
const DAY_MS = 86_400_000;
const BRIEF_MS = 10_000;

const when = (data: RequestsData, time: number) => (data.spans.at(-1)!.to - data.spans[0]!.from > DAY_MS ? day : clock).format(time);

/** How much was asked over time, and how much of it was refused. */
export const requests = defineChart<RequestsData>({
  id: 'requests',
  label: 'Requests over time',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 150, layer: layers(data, look) }),
  describe(data) {
    const all = data.spans.reduce((sum, span) => sum + span.requests, 0);
    const errors = data.spans.reduce((sum, span) => sum + span.errors, 0);
    const peak = largest(data.spans, (span) => span.requests);
    if (!peak || all === 0) return 'No request has come yet.';
    const refused = errors === 0 ? 'none was refused' : `${formatShare(errors / all)} were refused`;
    return `${counted(all, 'request')} from ${when(data, data.spans[0]!.from)} to ${when(data, data.spans.at(-1)!.to)}; ${refused}. Most came at ${when(data, peak.from)} (${formatNumber(peak.requests)}).`;
  },
  table: (data) => ({
    columns: ['From', 'To', 'Requests', 'Refused', '95 % answered within, ms'],
    rows: data.spans.map((span) => [
      when(data, span.from),
      when(data, span.to),
      span.requests,
      span.errors,
      Number.isFinite(span.p95Ms) ? span.p95Ms : null
    ])
  }),
  sample: () => ({
    spans: [4, 9, 14, 22, 31, 18, 26, 12, 7, 3].map((count, i) => ({
      from: Date.UTC(2026, 4, 4, 9, i * 6),
      to: Date.UTC(2026, 4, 4, 9, i * 6 + 6),
      requests: count,
      errors: i === 4 ? 5 : 0,
      p95Ms: 2 + (i % 3)
    }))
  })
});

function layers(data: RequestsData, { colours }: ChartLook) {
  const values = data.spans.map((span, row) => ({ ...span, row }));
  const isBrief = data.spans.length > 0 && data.spans.at(-1)!.to - data.spans[0]!.from < BRIEF_MS;
  const isOneDay = data.spans.length > 0 && data.spans.at(-1)!.to - data.spans[0]!.from < DAY_MS;
  // Within seconds the axis would count in thousandths, which nobody can place.
  const axis = isBrief ? { tickCount: 2, format: '%H:%M:%S' } : { tickCount: 5, format: isOneDay ? '%H:%M' : '%b %d %H:%M' };
  const x = { field: 'from', type: 'temporal' as const, title: null, axis };
  const bars = (field: string, fill: string) => ({
    data: { values },
    mark: { type: 'rect' as const, fill, x2Offset: -1 },
    encoding: {
      x,
      x2: { field: 'to' },
      y: position(field, 'Requests', { axis: { tickCount: 3, tickMinStep: 1 }, scale: { zero: true } }),
      y2: { datum: 0 }
    }
  });
  const hasErrors = data.spans.some((span) => span.errors > 0);
  const word = {
    data: { values: [{ word: 'refused' }] },
    mark: { type: 'text' as const, align: 'right' as const, baseline: 'top' as const, fill: colours.bad, x: 'width' as const, y: -14 },
    encoding: { text: { field: 'word' } }
  };
  return [bars('requests', colours.series[0]), ...(hasErrors ? [bars('errors', colours.bad), word] : [])];
}
