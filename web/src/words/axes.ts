import words from '../../../schema/words.json';
import type { Axis } from '../generated/schema';
import { list } from './texts';

interface AxisWord {
  readonly value: Axis;
  readonly number: number;
  readonly short: string;
  readonly name: string;
}

/** The five axes in order, as the API's vocabulary declares them. */
export const AXES = words.axes as readonly AxisWord[];

const BY_VALUE = new Map(AXES.map((axis) => [axis.value, axis]));

export function axisOf(value: Axis): AxisWord {
  const axis = BY_VALUE.get(value);
  if (!axis) throw new Error(`unknown axis ${value}`);
  return axis;
}

/** Names an axis: « 4 – Accompagnement des victimes ». */
export function axisName(value: Axis): string {
  return axisOf(value).name;
}

/** Lists axes in order: « 1 – Connaissance, 4 – Accompagnement des victimes ». */
export function axisNames(values: readonly Axis[]): string {
  return values.map(axisName).sort().join(', ');
}

/** Names axes in a sentence: « sur l’axe 4 », « sur les axes 1 et 4 ». */
export function onAxes(values: readonly Axis[]): string {
  const numbers = values.map((value) => String(axisOf(value).number)).sort();
  return `${numbers.length > 1 ? 'sur les axes' : 'sur l’axe'} ${list(numbers)}`;
}
