export interface ParamInfo {
  type: string;
  default: unknown;
  doc: string;
  min?: number;
  max?: number;
  options?: readonly string[];
  /** Where tuning looks; false = left out of tuning. */
  search?: readonly [number, number] | false;
}
