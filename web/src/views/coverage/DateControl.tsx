import { useEffect, useState } from 'react';
import { useDay } from '../../address';
import { DayInput } from '../../parts/fields';
import { today } from '../../words/texts';

const FIRST_YEAR = 2015;
const STEP_MS = 1_500;

/** The day of the answer; year by year back and forth, or replayed, which starts and stops by the reader's hand alone. */
export function DateControl() {
  const [day, setDay] = useDay();
  const [playing, setPlaying] = useState(false);
  const year = Number(day.slice(0, 4));
  const lastYear = Number(today().slice(0, 4));
  const go = (to: number) => void setDay(`${to}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`);

  useEffect(() => {
    if (!playing) return;
    if (year >= lastYear) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => go(year + 1), STEP_MS);
    return () => clearTimeout(timer);
  });

  const play = () => {
    if (!playing && year >= lastYear) go(FIRST_YEAR);
    setPlaying(!playing);
  };
  return (
    <fieldset className="field days">
      <legend className="hidden">Date</legend>
      <DayInput label="Au" value={day} onChange={(value) => void setDay(value)} />
      <label className="field">
        <span>Année : {year}</span>
        <input
          type="range"
          min={FIRST_YEAR}
          max={Math.max(lastYear, year)}
          value={year}
          onChange={(event) => go(Number(event.target.value))}
        />
      </label>
      <button type="button" className="button" onClick={() => go(year - 1)} disabled={year <= FIRST_YEAR}>
        <span aria-hidden="true">−</span>
        <span className="hidden">Une année plus tôt</span>
      </button>
      <button type="button" className="button" onClick={() => go(year + 1)}>
        <span aria-hidden="true">+</span>
        <span className="hidden">Une année plus tard</span>
      </button>
      <button type="button" className="button" onClick={play} aria-pressed={playing}>
        {playing ? 'Arrêter' : 'Rejouer les années'}
      </button>
    </fieldset>
  );
}
