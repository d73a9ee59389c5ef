/** The filters by subject of engagements, stored in the address: theme, criterion, audience. */
import { parseAsString, useQueryState } from 'nuqs';
import { STEP } from '../address';
import { useReference } from '../api/useReference';
import type { Audience, Criterion, Theme } from '../generated/schema';
import { Choice } from './fields';

/** Reads and sets a word of a vocabulary in the address; empty for all. */
export function useWord<Value extends string>(name: string) {
  const [value, setValue] = useQueryState(name, parseAsString.withDefault('').withOptions(STEP));
  return [value as Value | '', (chosen: Value | '') => void setValue(chosen)] as const;
}

const useTheme = () => useWord<Theme>('theme');
const useCriterion = () => useWord<Criterion>('critere');
const useAudience = () => useWord<Audience>('public');

/** Returns the variables of the API for the chosen words; empty without a choice. */
export function useCounted() {
  const [theme] = useTheme();
  const [criterion] = useCriterion();
  const [audience] = useAudience();
  return {
    ...(theme && { themes: [theme] }),
    ...(criterion && { criteria: [criterion] }),
    ...(audience && { audiences: [audience] }),
  };
}

/** Chooses a theme, a criterion and an audience. */
export function CountedFields() {
  const [theme, setTheme] = useTheme();
  const [criterion, setCriterion] = useCriterion();
  const [audience, setAudience] = useAudience();
  return (
    <>
      <WordChoice label="Thématique" vocabulary="Theme" value={theme} onChange={setTheme} />
      <WordChoice label="Critère" vocabulary="Criterion" value={criterion} onChange={setCriterion} />
      <WordChoice label="Public" vocabulary="Audience" value={audience} onChange={setAudience} />
    </>
  );
}

/** Returns the chosen words, each with its vocabulary. */
export function useCountedWords(): readonly string[] {
  const { reference } = useReference();
  const { themes, criteria, audiences } = useCounted();
  return [
    ...(themes ?? []).map((one) => `thématique « ${reference.word('Theme', one)} »`),
    ...(criteria ?? []).map((one) => `critère « ${reference.word('Criterion', one)} »`),
    ...(audiences ?? []).map((one) => `public « ${reference.word('Audience', one)} »`),
  ];
}

/** Says which engagements count when a word is chosen. */
export function CountedNote() {
  const words = useCountedWords();
  if (words.length === 0) return null;
  return (
    <p className="note">
      Seules les mobilisations qui le déclarent sont prises en compte : {words.join(', ')}. Les autres peuvent
      agir sur le même sujet sans le dire.
    </p>
  );
}

/** The choice of all words of a vocabulary, in the gender of its noun. */
const ALL = { Theme: 'toutes', Criterion: 'tous', Audience: 'tous', OfferKind: 'toutes' } as const;

/** Chooses a word of a vocabulary, or all. */
export function WordChoice<Value extends string>({
  label,
  vocabulary,
  value,
  onChange,
}: {
  label: string;
  vocabulary: keyof typeof ALL;
  value: Value | '';
  onChange: (value: Value | '') => void;
}) {
  const { reference } = useReference();
  const words = reference.words(vocabulary) as readonly (readonly [Value, string])[];
  return (
    <Choice
      awaitsWords
      label={label}
      value={value}
      choices={[['', ALL[vocabulary]], ...words]}
      onChange={onChange}
    />
  );
}
