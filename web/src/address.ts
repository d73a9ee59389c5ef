/** What the address says: every view is one, so that it can be shared, reloaded and gone back to. */
import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useLocation } from 'react-router';
import { AXES } from './words/axes';
import { today } from './words/texts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day as the address writes it; one that is no day of the calendar is not there. */
export const parseAsDay = createParser({
  parse: (text) => (DAY.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ? text : null),
  serialize: String,
});

const AXIS_VALUES = AXES.map(({ value }) => value);
const parseAsAxis = createParser({
  parse: (text) => AXES.find(({ number }) => String(number) === text)?.value ?? null,
  serialize: (value: (typeof AXIS_VALUES)[number]) =>
    String(AXES.find((axis) => axis.value === value)?.number),
});

/** The day that the whole console speaks of: `date`, today when left out. */
export function useDay() {
  return useQueryState('date', parseAsDay.withDefault(today()).withOptions({ clearOnDefault: false }));
}

/** The region or département that a view is kept to: `territoire`, the whole country when empty. */
export function useGround() {
  return useQueryState('territoire', parseAsString.withDefault(''));
}

/** The axes chosen, by number in the address: `axes=1,4`; all five when none. */
export function useAxes() {
  return useQueryState('axes', parseAsArrayOf(parseAsAxis).withDefault([]));
}

/** One choice among a few words of the address. */
export function useChoice<Value extends string>(name: string, values: readonly Value[], usual: Value) {
  return useQueryState(name, parseAsStringLiteral(values).withDefault(usual));
}

/** The part of the address that goes along from view to view: the day and the ground. */
export function useKept(): string {
  const given = new URLSearchParams(useLocation().search);
  const kept = new URLSearchParams();
  for (const name of ['date', 'territoire']) {
    const value = given.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size ? `?${kept}` : '';
}
