/** Page state kept in the URL, so that every view can be shared, reloaded and navigated back to. */
import { createParser, parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { AXES } from './words/axes';
import { STATUSES } from './words/statuses';
import { today } from './words/texts';

/** Each choice is a step of the browser's history, so that Back undoes the last one. */
export const STEP = { history: 'push' } as const;

const DAY = /^20\d{2}-\d{2}-\d{2}$/;

/** Parses a YYYY-MM-DD day from 2000 to 2099; an invalid day parses to null. */
export const parseAsDay = createParser({
  parse: (text) => (DAY.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ? text : null),
  serialize: String,
});

/** The column by which tables are sorted, and whether in descending order. */
export interface Order {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Parses the order of a table; a minus before it means descending: « -degree ». */
export const parseAsOrder = createParser({
  parse: (text): Order | null =>
    /^-?[a-z]/i.test(text) ? { column: text.replace('-', ''), isDescending: text.startsWith('-') } : null,
  serialize: ({ column, isDescending }: Order) => (isDescending ? `-${column}` : column),
  eq: (one, other) => one.column === other.column && one.isDescending === other.isDescending,
});

/** Reads and sets the order of the page's tables (`ordre=-degree`); null for the order of the answer. */
export function useOrder() {
  return useQueryState('ordre', parseAsOrder.withOptions(STEP));
}

const AXIS_VALUES = AXES.map(({ value }) => value);
/** Parses an axis by its number. */
export const parseAsAxis = createParser({
  parse: (text) => AXES.find(({ number }) => String(number) === text)?.value ?? null,
  serialize: (value: (typeof AXIS_VALUES)[number]) =>
    String(AXES.find((axis) => axis.value === value)?.number),
});

/** Reads and sets the day of the answers (`date`); today by default. */
export function useDay() {
  return useQueryState(
    'date',
    parseAsDay.withDefault(today()).withOptions({ ...STEP, clearOnDefault: false }),
  );
}

/** Writes the day of a page into its address, so that the link shows the same on another day. */
export function useDayInAddress() {
  const [day, setDay] = useDay();
  const isWritten = parseAsDay.parse(new URLSearchParams(useLocation().search).get('date') ?? '') !== null;
  useEffect(() => {
    if (!isWritten) void setDay(day, { history: 'replace' });
  }, [isWritten, day, setDay]);
}

/** Reads and sets the region or département of the page (`territoire`); empty for the country. */
export function useArea() {
  return useQueryState('territoire', parseAsString.withDefault('').withOptions(STEP));
}

const REMEMBERED_AREA = 'cinqaxes.territoire';

/** Returns the area last chosen in this browser: empty for the country, null if none was chosen yet. */
function rememberedArea(): string | null {
  try {
    return localStorage.getItem(REMEMBERED_AREA);
  } catch {
    return ''; // Without storage, null would have the reader asked for an area on each visit.
  }
}

/** Returns whether nobody has chosen an area in this browser yet, not even the country. */
export function isNewReader(): boolean {
  return rememberedArea() === null;
}

/** Stores the area chosen in this browser, so that the home page opens on it. */
export function rememberArea(id: string) {
  try {
    localStorage.setItem(REMEMBERED_AREA, id);
  } catch {
    // Without storage the home page opens on the whole country.
  }
}

/**
 * Opens an address without a query on the area last chosen in this browser.
 *
 * Returns whether to ask the reader for an area, and the function that takes the answer, empty for the country. The
 * reader is asked only if this browser stores no area and the address has no parameter but the day.
 */
export function useRememberedArea() {
  const { search } = useLocation();
  const [, setArea] = useArea();
  const [isAnswered, setIsAnswered] = useState(false);
  const isBare = useRef(search === '');
  useEffect(() => {
    if (!isBare.current) return;
    isBare.current = false;
    const area = rememberedArea();
    if (area) void setArea(area, { history: 'replace' });
  }, [setArea]);
  const choices = [...new URLSearchParams(search).keys()].filter((name) => name !== 'date');
  const answer = (id: string) => {
    rememberArea(id);
    setIsAnswered(true);
    if (id) void setArea(id);
  };
  return { isAsked: !isAnswered && choices.length === 0 && isNewReader(), answer };
}

/** Reads and sets the selected axes, by number in the URL (`axes=1,4`); none means all five. */
export function useAxes() {
  return useQueryState('axes', parseAsArrayOf(parseAsAxis).withDefault([]).withOptions(STEP));
}

/** A status on an axis. */
export interface AxisStatus {
  readonly axis: (typeof AXIS_VALUES)[number];
  readonly status: (typeof STATUS_VALUES)[number];
}

const STATUS_VALUES = STATUSES.map(({ value }) => value);
/** Parses a status on an axis: « 4~GAP ». */
export const parseAsAxisStatus = createParser({
  parse: (text): AxisStatus | null => {
    const [number = '', word] = text.split('~');
    const axis = parseAsAxis.parse(number);
    const status = STATUS_VALUES.find((value) => value === word);
    return axis && status ? { axis, status } : null;
  },
  serialize: ({ axis, status }: AxisStatus) => `${parseAsAxis.serialize(axis)}~${status}`,
  eq: (one, other) => one.axis === other.axis && one.status === other.status,
});

/** Reads and sets the status on an axis to which the rows of the matrix are limited (`etat=4~GAP`). */
export function useAxisStatus() {
  return useQueryState('etat', parseAsAxisStatus.withOptions(STEP));
}

/** Reads and sets one of a fixed set of values. */
export function useChoice<Value extends string>(name: string, values: readonly Value[], defaultValue: Value) {
  return useQueryState(name, parseAsStringLiteral(values).withDefault(defaultValue).withOptions(STEP));
}

/** Returns the query string that links between pages preserve: the day and the area. */
export function useSharedSearch(): string {
  const current = new URLSearchParams(useLocation().search);
  const shared = new URLSearchParams();
  for (const name of ['date', 'territoire']) {
    const value = current.get(name);
    if (value) shared.set(name, value);
  }
  return shared.size ? `?${shared}` : '';
}
