import { area, line } from 'd3-shape';

/** A point in px; the band's ends where there is one. Null: the line breaks here. */
export interface LinePoint {
  readonly x: number;
  readonly y: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
}

/** The path of a line through points, broken where there is no value. */
export function linePath(points: readonly LinePoint[]): string {
  const path = line<LinePoint>()
    .digits(1)
    .defined(({ y }) => y !== null)
    .x(({ x }) => x)
    .y(({ y }) => y ?? 0);
  return path([...points]) ?? '';
}

/** The path of the band between low and high, broken where either is absent. */
export function bandPath(points: readonly LinePoint[]): string {
  const path = area<LinePoint>()
    .digits(1)
    .defined(({ low, high }) => typeof low === 'number' && typeof high === 'number')
    .x(({ x }) => x)
    .y0(({ low }) => low ?? 0)
    .y1(({ high }) => high ?? 0);
  return path([...points]) ?? '';
}

/** The path of a step function that jumps at each point, from `start` on at `floor`. */
export function stepPath(
  points: readonly { readonly x: number; readonly y: number }[],
  start: number,
  end: number,
  floor: number,
): string {
  const round = (value: number): number => Math.round(value * 10) / 10;
  let d = `M${round(start)} ${round(floor)}`;
  for (const { x, y } of points) d += `H${round(x)}V${round(y)}`;
  return `${d}H${round(end)}`;
}
