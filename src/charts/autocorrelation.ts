import { quoted } from '../core/words.ts';
import { defineChart, type ChartLook } from './chart-type.ts';
import { formatNumber } from './format.ts';
import { dashed, largest, position } from './parts.ts';

export interface AutocorrelationData {
  readonly column: string;
  /** Lags from 1 on. */
  readonly values: readonly number[];
  /** Noise lies within this in 95 of 100 lags. */
  readonly band: number;
  /** Each lag once the shorter ones are known. */
  readonly isPartial: boolean;
}

/** How a value goes with the one so many steps before it; what lies within the dashed lines could be noise. */
export const autocorrelationChart = defineChart<AutocorrelationData>({
  id: 'autocorrelation',
  label: 'Autocorrelation',
  shape: 'wide',
  spec: (data, look) => ({ width: 'container', height: 150, layer: layers(data, look) }),
  describe({ column, values, band, isPartial }) {
    const beyond = values.filter((value) => Math.abs(value) > band).length;
    const kind = isPartial ? 'Once the steps between are known' : 'A value of';
    const strongest = largest([...values.keys()], (i) => Math.abs(values[i]!));
    if (strongest === undefined) return `${quoted(column)} is too short for an autocorrelation.`;
    const most = `most with the one ${strongest === 0 ? '' : `${strongest + 1} steps `}before (${formatNumber(Number(values[strongest]!.toFixed(2)))})`;
    const noise = `${beyond} of ${values.length} lags lie beyond what noise would give.`;
    return isPartial ? `${kind}, a value of ${quoted(column)} goes ${most}; ${noise}` : `${kind} ${quoted(column)} goes ${most}; ${noise}`;
  },
  table: ({ values }) => ({ columns: ['Steps before', 'Correlation'], rows: values.map((value, i) => [i + 1, value]) }),
  sample: () => ({
    column: 'temperature',
    values: [0.77, 0.63, 0.58, 0.53, 0.5, 0.47, 0.44, 0.41, 0.06, -0.03],
    band: 0.1,
    isPartial: false
  })
});

function layers({ values, band }: AutocorrelationData, look: ChartLook) {
  const rows = values.map((value, row) => ({ lag: row + 1, value, row }));
  const x = position('lag', 'steps before', { axis: { tickCount: 8, tickMinStep: 1, format: 'd' }, scale: { zero: true, nice: false } });
  const y = position('value', 'correlation', { axis: { tickCount: 5 }, scale: { domain: [Math.min(-0.2, ...values), 1] } });
  const line = (at: number) => ({ data: { values: [{ value: at }] }, mark: { type: 'rule' as const, ...dashed(look) }, encoding: { y } });
  return [
    {
      data: { values: rows },
      mark: { type: 'bar' as const, fill: look.colours.series[0], width: Math.max(2, Math.min(8, look.width / (values.length * 2))) },
      encoding: { x, y, y2: { datum: 0 } }
    },
    line(band),
    line(-band)
  ];
}
