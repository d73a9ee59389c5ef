import type { Axis } from '../generated/schema';

/** The five axes in order; their full wording comes from the API's vocabulary. */
export const AXES: readonly { value: Axis; number: number; short: string }[] = [
  { value: 'KNOWLEDGE', number: 1, short: 'Connaissance' },
  { value: 'AWARENESS_AND_TRAINING', number: 2, short: 'Sensibilisation et formation' },
  { value: 'COMMUNICATION', number: 3, short: 'Communication' },
  { value: 'VICTIM_SUPPORT', number: 4, short: 'Accompagnement des victimes' },
  { value: 'ACTION_PROGRAMME', number: 5, short: 'Programme d’action' },
];

const BY_VALUE = new Map(AXES.map((axis) => [axis.value, axis]));

export function axisOf(value: Axis): { value: Axis; number: number; short: string } {
  const axis = BY_VALUE.get(value);
  if (!axis) throw new Error(`unknown axis ${value}`);
  return axis;
}

/** Formats an axis: « 4 – Accompagnement des victimes ». */
export function axisName(value: Axis): string {
  const { number, short } = axisOf(value);
  return `${number} – ${short}`;
}

/** Lists the numbers of axes in order: « 1, 4 ». */
export function axisNumbers(values: readonly Axis[]): string {
  return values
    .map((value) => axisOf(value).number)
    .sort()
    .join(', ');
}
