/** French forms of days, numbers and lists. */

/** A day in the API's format: « 2026-11-25 ». */
export const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const SHORT_DAY = new Intl.DateTimeFormat('fr-FR', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: 'UTC',
});
const NUMBER = new Intl.NumberFormat('fr-FR');
const LIST = new Intl.ListFormat('fr-FR');

/** Formats a day in full: « 25 novembre 2026 », « 1er mars 2026 ». */
export function day(iso: string): string {
  return DAY.format(new Date(`${iso}T00:00:00Z`)).replace(/^1 /, '1er ');
}

/** Formats a day for a table: « 25/11/2026 ». */
export function shortDay(iso: string): string {
  return SHORT_DAY.format(new Date(`${iso}T00:00:00Z`));
}

/** Returns the current day in Paris, as YYYY-MM-DD. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
}

/** Adds days, which may be negative. */
export function daysLater(iso: string, days: number): string {
  const moved = new Date(`${iso}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** Adds months, which may be negative; in a shorter month the result is its last day. */
export function monthsLater(iso: string, months: number): string {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export function number(value: number): string {
  return NUMBER.format(value);
}

/** Formats an amount of money: « 12 500 € ». */
export function euros(value: number): string {
  return `${number(value)} €`;
}

/** Describes a number of people, or says that it is withheld (the API then answers null to a visitor). */
export function peopleInWords(people: number | null, isWithheld: boolean): number | string | null {
  return people ?? (isWithheld ? 'non communiqué' : null);
}

/** Formats a difference with its sign: « +3 », « −2 ». */
export function signed(value: number): string {
  return value < 0 ? `−${number(-value)}` : `+${number(value)}`;
}

/** Formats a number with its noun: « 0 contrat », « 1 contrat », « 3 contrats ». */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${Math.abs(value) < 2 ? one : many}`;
}

/** Joins texts: « a, b et c ». */
export function list(texts: readonly string[]): string {
  return LIST.format(texts);
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-FR') + text.slice(1);
}

/** Returns the number of whole months between two days; 0 if the second is not later. */
export function monthsBetween(from: string, until: string): number {
  const [year = 0, month = 0, date = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDate = 0] = until.split('-').map(Number);
  return Math.max(0, 12 * (toYear - year) + toMonth - month - (toDate < date ? 1 : 0));
}

/** Formats a number of months: « 8 mois », « 3 ans ». */
export function age(months: number): string {
  if (months < 1) return 'moins d’un mois';
  return months < 24 ? `${months} mois` : count(Math.floor(months / 12), 'an');
}

/** Formats a duration of the rules: « 12 mois », « 24 mois », « 5 ans ». */
export function duration(months: number): string {
  return months >= 36 && months % 12 === 0 ? count(months / 12, 'an') : `${number(months)} mois`;
}

/** Describes a period by its days; empty without any. */
export function period(from: string | null, until: string | null): string {
  if (from && until) return `du ${shortDay(from)} au ${shortDay(until)}`;
  if (from) return `depuis le ${shortDay(from)}`;
  return until ? `jusqu’au ${shortDay(until)}` : '';
}

/** Describes the amounts granted, and how many grants lack one; nothing without grants. */
export function grantedInWords(
  row:
    | { readonly count: number; readonly granted: { readonly sum: number; readonly knownCount: number } }
    | undefined,
): string | null {
  if (!row) return null;
  const unknown = row.count - row.granted.knownCount;
  const sum = row.granted.knownCount ? euros(row.granted.sum) : 'montant inconnu';
  return unknown > 0 && row.granted.knownCount
    ? `${sum}, et ${count(unknown, 'montant inconnu', 'montants inconnus')}`
    : sum;
}
