/** French that a program can check: apostrophes, non-breaking spaces, and agreement with numbers. */
import { describe, expect, test } from 'vitest';
import { count } from '../src/words/texts';
import { callsOf, type Text, texts } from './scan';

const found = texts();

/** Returns the positions of the texts that break a rule. */
function broken(rule: (text: Text) => boolean): string[] {
  return found.filter(rule).map(({ file, line, text }) => `${file}:${line} ${text.trim()}`);
}

const ELISION = /(?<!\p{L})(?:[ldnjmtsc]|(?:jus|lors|puis|quel)?qu|aujourd)'\p{L}/iu;
const SPACE_THAT_BREAKS = /« |(?<=^|[\p{L}\d»)…’]) [;:!?»%€](?=[\s.,)]|$)/u;
const NO_SPACE = /«(?!\u00a0)|(?<!\u00a0)»|(?<=[\p{L}»)…])[;:!?](?=\s|$)/u;
/** A text between elements that begins with punctuation: the space before it was lost in a line break. */
const LOST_SPACE = /^[;:!?»%€]/u;
const FRENCH = /[àâçéèêëîïôùûœ’«»]|(?<!\p{L})(?:le|la|les|des|du|un|une|et|est|par|pour|sur|dans)(?!\p{L})/iu;

describe('typography', () => {
  test('the sources are read', () => expect(found.length).toBeGreaterThan(2_000));
  test('the apostrophe is ’', () => expect(broken(({ text }) => ELISION.test(text))).toEqual([]));
  test('no line breaks before « ; : ! ? » % » or inside quotation marks', () =>
    expect(
      broken(({ text, isBetween }) => (isBetween || FRENCH.test(text)) && SPACE_THAT_BREAKS.test(text)),
    ).toEqual([]));
  test('the required spaces are there', () =>
    expect(broken(({ text, isBetween }) => (isBetween || FRENCH.test(text)) && NO_SPACE.test(text))).toEqual(
      [],
    ));
  test('no space is lost in a line break of the source', () =>
    expect(broken(({ text, isBetween }) => isBetween && LOST_SPACE.test(text))).toEqual([]));
  test('an ellipsis is one character', () =>
    expect(broken(({ text }) => /\p{L} ?\.\.\./u.test(text))).toEqual([]));

  test.each([
    ["l'axe", ELISION],
    ["jusqu'au", ELISION],
    ['Axes :', SPACE_THAT_BREAKS],
    ['« oui »', SPACE_THAT_BREAKS],
    ['12 %', SPACE_THAT_BREAKS],
    ['Loire: axe 2', NO_SPACE],
    ['«oui»', NO_SPACE],
    [': axe 2', LOST_SPACE],
  ])('« %s » would be found', (text, rule) => expect(rule.test(text)).toBe(true));
});

/** Code whose value is a number, with which the following words must agree. */
const NUMBER = /(^number\(.*\)|\.length|[cC]ount|[tT]otal|[mM]any)$/su;
/** The invariable words, and those after which a word is invariable. */
const INVARIABLE = new Set(['non', 'autrement', 'QPV', 'mois', 'pas', 'ici', 'dont', 'sans', 'sur']);
const LINKS = new Set(['de', 'd', 'à', 'en']);

/** Returns the words of a text. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{L}]+/gu) ?? [];
}

/** Returns whether a plural is correct for a singular, word by word. */
function agrees(one: string, many: string): boolean {
  const [singular, plural] = [wordsOf(one), wordsOf(many)];
  return (
    singular.length === plural.length &&
    singular.every((word, place) =>
      INVARIABLE.has(word) || LINKS.has(word) || LINKS.has(singular[place - 1] ?? '')
        ? plural[place] === word
        : new RegExp(`^${word}(s|x)$`).test(plural[place] ?? ''),
    )
  );
}

describe('agreement', () => {
  test('nouns agree with numbers only by `count`', () => {
    const made = found.flatMap(({ file, line, text, filled }) => {
      const pieces = text.split('…');
      return filled.flatMap((code, place) => {
        const word = /^[ \u00a0](\p{Ll}+)/u.exec(pieces[place + 1] ?? '')?.[1];
        const isFree = !word || INVARIABLE.has(word) || LINKS.has(word) || !NUMBER.test(code);
        return isFree ? [] : [`${file}:${line} ${text.trim()}`];
      });
    });
    expect(made).toEqual([]);
  });

  const calls = callsOf('count').filter(({ texts: [, one] }) => one !== undefined);
  test('the calls are read', () => expect(calls.length).toBeGreaterThan(30));
  test.each(
    calls.map(({ file, line, texts: [, one = '', many] }) => [`${file}:${line}`, one, many] as const),
  )('%s: « %s » for 0, 1, 2 and 1,000', (_, one, many) => {
    const words = (value: number) => count(value, one, many).replace(/^[\d\u202f]+ /, '');
    expect([words(0), words(1)]).toEqual([one, one]);
    expect(words(2)).toBe(words(1_000));
    expect(agrees(one, words(2)), `${one} → ${words(2)}`).toBe(true);
  });
});
