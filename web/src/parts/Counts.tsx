import { capital, number } from '../words/texts';

interface Choice<Value extends string> {
  readonly value: Value;
  readonly word: string;
  readonly count: number;
}

/**
 * Shows counts as buttons in a line; a button filters by its count, or removes that filter; zero counts are muted.
 */
export function Counts<Value extends string>({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string;
  choices: readonly Choice<Value>[];
  chosen: Value | '';
  onChange: (value: Value | '') => void;
}) {
  return (
    <fieldset className="counts">
      <legend>{label}</legend>
      {choices.map(({ value, word, count }) => (
        <button
          key={value}
          type="button"
          className="button"
          aria-pressed={chosen === value}
          disabled={count === 0 && chosen !== value}
          onClick={() => onChange(chosen === value ? '' : value)}
        >
          {capital(word)} <strong>{number(count)}</strong>
        </button>
      ))}
    </fieldset>
  );
}
