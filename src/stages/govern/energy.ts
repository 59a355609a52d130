/** What a device draws while it works. The defaults are those of a laptop; both are guesses until measured. */
export interface EnergyAssumptions {
  readonly cpuWatts: number;
  readonly gpuWatts: number;
  /** Price of a kilowatt hour, in the user's currency. */
  readonly pricePerKwh: number;
  /** Grams of CO2 a kilowatt hour. */
  readonly gramsPerKwh: number;
}

export interface EnergyEstimate {
  readonly kwh: number;
  readonly price: number;
  readonly gramsCo2: number;
  /** The true figure may be so many times larger or smaller: the browser can't measure power. */
  readonly factor: number;
  readonly assumptions: EnergyAssumptions;
}

/** 28 W for a laptop's processor, 60 W with its graphics; EU averages of 2023 (Eurostat, EEA) for price in euro and CO2. */
export const laptop: EnergyAssumptions = { cpuWatts: 28, gpuWatts: 60, pricePerKwh: 0.29, gramsPerKwh: 210 };

const MS_PER_HOUR = 3_600_000;

/** Energy, price and CO2 of work on this device. @param work milliseconds on each kind of processor */
export function estimateEnergy(
  work: { readonly cpuMs: number; readonly gpuMs: number },
  assumptions: EnergyAssumptions = laptop
): EnergyEstimate {
  const kwh = (work.cpuMs * assumptions.cpuWatts + work.gpuMs * assumptions.gpuWatts) / MS_PER_HOUR / 1000;
  return { kwh, price: kwh * assumptions.pricePerKwh, gramsCo2: kwh * assumptions.gramsPerKwh, factor: 2, assumptions };
}
